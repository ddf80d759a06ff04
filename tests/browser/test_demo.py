"""The scenarios of docs/demo.md in the real demo, on a phone, in both languages, without a script error."""

from __future__ import annotations

from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.demo import OWNER
from bot.domain.language import Language
from bot.i18n import load_translators
from tests.browser.accessibility import violations
from tests.browser.chat_page import ChatPage
from tests.browser.demo import ROOT, newcomer, running_demo
from tests.browser.full_festival import PRESSED as PRESSED_AT_FESTIVAL
from tests.browser.full_festival import full_festival
from tests.browser.guidance_day import PRESSED as PRESSED_FOR_GUIDANCE
from tests.browser.guidance_day import guidance_day
from tests.browser.organizers_day import PRESSED as PRESSED_BY_DAY
from tests.browser.organizers_day import inviting, organizers_day
from tests.browser.parents_consent import PRESSED as PRESSED_BY_CONSENT
from tests.browser.parents_consent import parents_consent
from tests.browser.scenarios import NAMES, PRESSED, QUESTION, Scene, first_minute

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.e2e]

TRS = load_translators(ZoneInfo("Asia/Almaty"))
OTHER = {Language.KK: Language.RU, Language.RU: Language.KK}
STUDENT = 1003


@pytest.mark.parametrize("language", list(Language))
def test_the_document_names_the_buttons(language: Language) -> None:
    page = (ROOT / "docs" / "demo.md").read_text(encoding="utf-8")
    tr = TRS[language]
    pressed = PRESSED + PRESSED_BY_DAY + PRESSED_BY_CONSENT + PRESSED_AT_FESTIVAL + PRESSED_FOR_GUIDANCE
    words = [tr.plain(msgid) for msgid in pressed]
    words += [NAMES[language], tr[QUESTION], inviting(tr), tr.plain("Take away: {id}", id=STUDENT)]
    assert [word for word in words if f"| `{word}` |" not in page and f"| {word} |" not in page] == []


@pytest.fixture(scope="session")
async def address(chromium: Browser) -> AsyncIterator[str]:
    async with running_demo() as found:
        yield found


@asynccontextmanager
async def phone(chromium: Browser, address: str) -> AsyncIterator[ChatPage]:
    """A tab of a phone's width, in which no script has failed when it is closed."""
    context = await chromium.new_context(
        viewport={"width": 390, "height": 844}, locale="kk-KZ", timezone_id="Asia/Almaty", reduced_motion="reduce"
    )
    chat = ChatPage(await context.new_page(), address)
    yield chat
    await context.close()
    assert chat.errors == []


def scene(chat: ChatPage, language: Language, seen: list[str]) -> Scene:
    """A person at the page; every step is looked at and noted."""

    async def shown(step: str) -> None:
        seen.append(step)
        assert not await chat.scrolls_sideways(), step
        assert await violations(chat.page) == [], step

    return Scene(chat, TRS[language], shown)


@pytest.mark.parametrize("language", list(Language))
async def test_a_pupils_first_minute(chromium: Browser, address: str, language: Language) -> None:
    seen: list[str] = []
    async with phone(chromium, address) as chat:
        person = await newcomer(address, language)
        await first_minute(scene(chat, language, seen), person, TRS[OTHER[language]])
    assert seen == ["start", "language", "menu", "states", "events", "card", "answer", "interest", "other"]


@pytest.mark.parametrize("language", list(Language))
async def test_an_organizers_day(chromium: Browser, language: Language) -> None:
    hers: list[str] = []
    theirs: list[str] = []
    # There is one owner in the town, and one day in which she meets the bot: a demo for each language.
    async with running_demo() as town, phone(chromium, town) as chat, phone(chromium, town) as other_phone:
        both = scene(chat, language, hers), scene(other_phone, language, theirs)
        await organizers_day(*both, (OWNER, STUDENT), TRS[OTHER[language]])
    assert hers == [
        *("start", "language", "menu", "admin", "invitation", "numbers", "staff", "sure", "group", "group language")
    ]
    assert theirs == ["offer", "member", "former member"]


@pytest.mark.parametrize("language", list(Language))
async def test_a_parents_consent(chromium: Browser, address: str, language: Language) -> None:
    theirs: list[str] = []
    hers: list[str] = []
    async with phone(chromium, address) as chat, phone(chromium, address) as other_phone:
        people = await newcomer(address, language), await newcomer(address, language)
        both = scene(chat, language, theirs), scene(other_phone, language, hers)
        await parents_consent(*both, people)
    assert theirs == [
        *("start", "language", "menu", "sessions", "session", "Sign up", "I am a pupil", "✅ Send", "awaited"),
        *("link", "confirmed"),
    ]
    assert hers == ["decision", "agreed"]


@pytest.mark.parametrize("language", list(Language))
async def test_a_festival_fills_up(chromium: Browser, language: Language) -> None:
    seen: list[str] = []
    # It is cancelled at the end: a demo for each language.
    async with running_demo() as town, AsyncExitStack() as stack:
        phones = [await stack.enter_async_context(phone(chromium, town)) for _ in range(4)]
        people = [await newcomer(town, language) for _ in range(3)]
        await full_festival(*(scene(chat, language, seen) for chat in phones), people=(*people, OWNER))
    steps = [step for step in seen if step not in {"start", "language", "menu"}]
    assert steps == [
        *("class", "waiting", "times", "confirmed", "application", "preview", "moved", "mydata", "erased", "cancelled")
    ]


@pytest.mark.parametrize("language", list(Language))
async def test_a_talk_and_an_internship(chromium: Browser, language: Language) -> None:
    seen: list[str] = []
    async with running_demo() as town, AsyncExitStack() as stack:
        phones = [await stack.enter_async_context(phone(chromium, town)) for _ in range(3)]
        people = [await newcomer(town, language) for _ in range(2)]
        await guidance_day(*(scene(chat, language, seen) for chat in phones), people=(*people, OWNER))
    steps = [step for step in seen if step not in {"start", "language", "menu"}]
    assert steps == ["times", "talk", "summary", "answers", "question", "accepted", "school"]
