"""Takes the pictures of the documentation from the running demo (`make screenshots`); tests nothing."""

from __future__ import annotations

import asyncio
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.async_api import async_playwright, expect

from tests.browser.chat_page import ChatPage
from tests.browser.chromium import ARGUMENTS, find_chromium

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
PUPIL, PARENT = 1001, 1002
START_MS = 60_000
DESK = (1180, 780)
PHONE = (390, 844)


@asynccontextmanager
async def demo() -> AsyncIterator[str]:
    """The address of a demo's chat page, while it runs."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", "--port", "0", cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    if process.stdout is None:
        raise RuntimeError("the demo has no output")
    try:
        yield (await process.stdout.readline()).decode().split()[3]
    finally:
        process.terminate()
        await process.wait()


async def open_chat(browser: Browser, address: str, person: int, size: tuple[int, int], language: str) -> ChatPage:
    """A tab in which that person has chosen the language."""
    context = await browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        device_scale_factor=1.5,
        locale="kk-KZ",
        timezone_id="Asia/Almaty",
    )
    chat = ChatPage(await context.new_page(), address)
    chat.page.set_default_timeout(START_MS)  # the bot is getting up
    await chat.open_as(person)
    await chat.start()
    await chat.button(language).wait_for()
    await chat.press(language)
    return chat


async def ask(chat: ChatPage, text: str) -> None:
    """Say it and wait for the answer."""
    answers = chat.page.locator(".row.in")
    before = await answers.count()
    await chat.say(text)
    await expect(answers).to_have_count(before + 1)


async def take() -> None:
    """One picture of a pupil's conversation at a desk, one of a parent's on a phone."""
    path = find_chromium()
    if path is None:
        sys.exit("no Chromium: install chromium or name one in CHROMIUM")
    async with demo() as address, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        pupil = await open_chat(browser, address, PUPIL, DESK, "Қазақша")
        await ask(pupil, "MamandyqFest қашан болады?")
        await pupil.screenshot(IMAGES / "chat.png")
        parent = await open_chat(browser, address, PARENT, PHONE, "Русский")
        await ask(parent, "/events")
        await parent.screenshot(IMAGES / "phone.png")
        await browser.close()


if __name__ == "__main__":
    asyncio.run(take())
