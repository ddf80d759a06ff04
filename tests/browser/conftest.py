"""One Chromium for all tests of the page; an emulator, a scripted bot and a tab for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp
import pytest
from playwright.async_api import async_playwright

from bot.emulator.server import Emulator
from tests.browser.chat_page import ChatPage
from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.scripted_bot import ScriptedBot

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from playwright.async_api import Browser

    PageMaker = Callable[..., Awaitable[ChatPage]]

PHONE = (390, 844)


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    path = find_chromium()
    if path is None:
        pytest.skip("no Chromium: install chromium or name one in CHROMIUM")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        await browser.close()


@pytest.fixture
async def emulator(chromium: Browser) -> AsyncIterator[Emulator]:
    running = Emulator("123456:invented")
    await running.start()
    yield running
    await running.stop()


@pytest.fixture
async def bot(emulator: Emulator) -> AsyncIterator[ScriptedBot]:
    async with aiohttp.ClientSession() as http:
        yield ScriptedBot(http, emulator.url, emulator.token)


@pytest.fixture
async def new_page(chromium: Browser, emulator: Emulator) -> AsyncIterator[PageMaker]:
    """Makes tabs: `await new_page(size=(1280, 800), scheme="dark")`; a script error in any of them fails the test."""
    made: list[ChatPage] = []

    async def make(size: tuple[int, int] = PHONE, scheme: str = "light") -> ChatPage:
        context = await chromium.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if scheme == "dark" else "light",
            locale="kk-KZ",
            timezone_id="Asia/Almaty",
            reduced_motion="reduce",
        )
        made.append(ChatPage(await context.new_page(), emulator.url))
        return made[-1]

    yield make
    for page in made:
        await page.page.context.close()
    assert [error for page in made for error in page.errors] == []


@pytest.fixture
async def chat(new_page: PageMaker) -> ChatPage:
    return await new_page()
