"""Takes the pictures of the documentation from the running demo (`make screenshots`); tests nothing."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from playwright.async_api import async_playwright

from bot.domain.language import Language
from bot.i18n import load_translators
from tests.browser.chat_page import ChatPage
from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.demo import newcomer, running_demo
from tests.browser.full_festival import full_festival
from tests.browser.guidance_day import guidance_day
from tests.browser.organizers_day import organizers_day
from tests.browser.parents_consent import parents_consent
from tests.browser.scenarios import Scene, first_minute

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from playwright.async_api import Browser

IMAGES = Path(__file__).parents[1] / "docs" / "images"
LARGEST = 200_000
"""Bytes of a picture: they are read over mobile networks, and stay in the history for ever."""
DESK, PHONE = (1000, 630), (390, 820)
PUPIL, PARENT, STUDENT, OWNER = 1001, 1002, 1003, 1004
KEPT = ("menu", "answer")
GUIDANCE = ("times", "summary", "answers", "question", "school")
FESTIVAL = ("class", "waiting", "times", "application", "moved", "cancelled", "mydata")


async def tab(browser: Browser, address: str, size: tuple[int, int]) -> ChatPage:
    """A new tab of the demo, as a person with nothing in it would see it."""
    context = await browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        locale="kk-KZ",
        timezone_id="Asia/Almaty",
        reduced_motion="reduce",
    )
    return ChatPage(await context.new_page(), address)


async def keep(chat: ChatPage, name: str) -> None:
    """A picture under a name, refused where it is too large."""
    await chat.page.mouse.move(1, 1)
    await chat.page.wait_for_timeout(400)
    await chat.screenshot(IMAGES / name)
    if (size := (IMAGES / name).stat().st_size) > LARGEST:
        sys.exit(f"{name} has {size} bytes, more than {LARGEST}")


async def take() -> None:
    """A pupil's first minute on a phone in both languages, and one picture at a desk."""
    path = find_chromium()
    if path is None:
        sys.exit("no Chromium: install chromium or name one in CHROMIUM")
    words = load_translators(ZoneInfo("Asia/Almaty"))
    async with running_demo() as address, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        for person, language, other in (
            (PUPIL, Language.KK, Language.RU),
            (PARENT, Language.RU, Language.KK),
        ):
            chat = await tab(browser, address, PHONE)

            async def shown(step: str, chat: ChatPage = chat, language: Language = language) -> None:
                if step == "states" and language is Language.RU:
                    await keep(chat, "phone.png")
                if step in KEPT:
                    await keep(chat, f"pupil-{step}-{language.value}.png")

            await first_minute(Scene(chat, words[language], shown), person, words[other])
        desk = await tab(browser, address, DESK)

        async def unseen(_step: str) -> None:
            """The desk shows one moment only."""

        scene = Scene(desk, words[Language.KK], unseen)
        await scene.begin(STUDENT)
        await scene.ask_at_once()
        await keep(desk, "chat.png")
        await browser.close()


async def take_organizer() -> None:
    """An organizer's page in both languages; a demo for each, since there is one owner in the town."""
    words = load_translators(ZoneInfo("Asia/Almaty"))
    for language, other in ((Language.KK, Language.RU), (Language.RU, Language.KK)):
        async with running_demo() as address, async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
            hers, theirs = await tab(browser, address, PHONE), await tab(browser, address, PHONE)

            async def shown(step: str, chat: ChatPage = hers, language: Language = language) -> None:
                if step == "admin":
                    await keep(chat, f"organizer-{step}-{language.value}.png")

            async def unseen(_step: str) -> None:
                """The other phone is not in the picture."""

            scenes = Scene(hers, words[language], shown), Scene(theirs, words[language], unseen)
            await organizers_day(*scenes, (OWNER, STUDENT), words[other])
            await browser.close()


async def take_consent() -> None:
    """What a parent reads, in both languages; a demo for each, since a pupil signs up once."""
    words = load_translators(ZoneInfo("Asia/Almaty"))
    for language in Language:
        async with running_demo() as address, async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
            theirs, hers = await tab(browser, address, PHONE), await tab(browser, address, PHONE)

            async def shown(step: str, chat: ChatPage = hers, language: Language = language) -> None:
                if step == "decision":
                    await keep(chat, f"parent-{step}-{language.value}.png")

            async def unseen(_step: str) -> None:
                """The pupil's phone is not in the picture."""

            scenes = Scene(theirs, words[language], unseen), Scene(hers, words[language], shown)
            await parents_consent(*scenes, (PUPIL, PARENT))
            await browser.close()


async def take_festival() -> None:
    """A festival from its first class to its cancellation, in both languages; a demo for each."""
    await take_with_owner(full_festival, "festival", FESTIVAL, phones=4)


async def take_guidance() -> None:
    """A talk with a counsellor and an internship, in both languages; a demo for each."""
    await take_with_owner(guidance_day, "guidance", GUIDANCE, phones=3)


async def take_with_owner(play: Callable[..., Awaitable[None]], name: str, kept: Sequence[str], *, phones: int) -> None:
    """A scenario on so many phones, the last of them the owner's."""
    words = load_translators(ZoneInfo("Asia/Almaty"))
    for language in Language:
        async with running_demo() as address, async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
            scenes = []
            for _ in range(phones):
                chat = await tab(browser, address, PHONE)

                async def shown(step: str, chat: ChatPage = chat, language: Language = language) -> None:
                    if step in kept:
                        await keep(chat, f"{name}-{step}-{language.value}.png")

                scenes.append(Scene(chat, words[language], shown))
            people = [await newcomer(address, language) for _ in scenes[1:]]
            await play(*scenes, people=(*people, OWNER))
            await browser.close()


if __name__ == "__main__":
    asyncio.run(take())
    asyncio.run(take_organizer())
    asyncio.run(take_consent())
    asyncio.run(take_festival())
    asyncio.run(take_guidance())
