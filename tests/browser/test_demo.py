"""The scenarios of docs/demo.md in the real demo, on a phone, in both languages, without a script error."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import aiohttp
import pytest

from bot.domain.language import Language
from bot.i18n import load_translators
from tests.browser.accessibility import violations
from tests.browser.chat_page import ChatPage
from tests.browser.demo import ROOT, running_demo
from tests.browser.scenarios import NAMES, PRESSED, QUESTION, Scene, first_minute

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.e2e]

TRS = load_translators(ZoneInfo("Asia/Almaty"))


@pytest.mark.parametrize("language", list(Language))
def test_the_document_names_the_buttons(language: Language) -> None:
    page = (ROOT / "docs" / "demo.md").read_text(encoding="utf-8")
    words = [TRS[language].plain(msgid) for msgid in PRESSED] + [NAMES[language], TRS[language][QUESTION]]
    assert [word for word in words if f"| `{word}` |" not in page and f"| {word} |" not in page] == []


@pytest.fixture(scope="session")
async def address(chromium: Browser) -> AsyncIterator[str]:
    async with running_demo() as found:
        yield found


async def pupil(address: str, language: Language) -> int:
    """A pupil who has just come to the town."""
    person = {"first_name": "Еркежан", "language_code": language.value, "label": "Оқушы"}
    async with aiohttp.ClientSession() as http, http.post(f"{address}/sim/people", json=person) as answer:
        return int((await answer.json())["id"])


@pytest.mark.parametrize("language", list(Language))
async def test_a_pupils_first_minute(chromium: Browser, address: str, language: Language) -> None:
    context = await chromium.new_context(
        viewport={"width": 390, "height": 844}, locale="kk-KZ", timezone_id="Asia/Almaty", reduced_motion="reduce"
    )
    chat = ChatPage(await context.new_page(), address)
    seen: list[str] = []

    async def shown(step: str) -> None:
        seen.append(step)
        assert not await chat.scrolls_sideways(), step
        assert await violations(chat.page) == [], step

    other = Language.RU if language is Language.KK else Language.KK
    await first_minute(Scene(chat, TRS[language], shown), await pupil(address, language), TRS[other])
    await context.close()
    assert chat.errors == []
    assert seen == ["start", "language", "menu", "states", "events", "card", "answer", "interest", "other"]
