"""The scenarios of docs/demo.md, told once and played by tests and by the taking of pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playwright.async_api import expect

from bot.domain.language import Language, LocalizedText

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.i18n import Translator
    from tests.browser.chat_page import ChatPage

NAMES = {Language.KK: "Қазақша", Language.RU: "Русский"}
QUESTION = LocalizedText("MamandyqFest қашан болады?", "Когда будет MamandyqFest?")
DEMO = LocalizedText("ДЕМО", "ДЕМО")
SETTINGS = LocalizedText("Баптаулар", "Настройки")
SCAN = LocalizedText("QR кодын сканерлеу", "Сканировать QR-код")
PRESSED = ("📅 Events", "Coming", "❓ Ask a question", "Date not announced", "🔔 Tell me the date")
"""The buttons of a pupil's first minute, by their msgids; docs/demo.md names them in both languages."""
GETTING_UP_MS = 90_000


@dataclass(frozen=True, slots=True)
class Scene:
    """One person at the page with the words of their language; `shown(name)` is awaited where a step ends."""

    chat: ChatPage
    tr: Translator
    shown: Callable[[str], Awaitable[None]]

    async def tap(self, *labels: str) -> None:
        """Press these buttons, by their msgids or by what is written on them."""
        for label in labels:
            await self.chat.tap(self.tr.plain(label))

    async def begin(self, person: int) -> None:
        """START, and the language is asked for and chosen."""
        chat = self.chat
        await chat.open_as(person, lang=self.tr.language.value)
        await expect(chat.page.locator(".intro")).to_be_visible()
        await self.shown("start")
        await chat.start()
        await chat.button(NAMES[self.tr.language]).wait_for(timeout=GETTING_UP_MS)
        await self.shown("language")
        await chat.press(NAMES[self.tr.language])
        await chat.has_button(self.tr.plain("📅 Events"))
        await self.shown("menu")

    async def follow(self, person: int, link: str) -> None:
        """Open a link that came from outside, up to START."""
        page = self.chat.page
        await self.chat.open_list_as(person, lang=self.tr.language.value)
        await page.get_by_role("button", name=self.tr[SETTINGS]).click()
        await page.get_by_role("menuitem", name=self.tr[SCAN]).click()
        await page.locator("dialog [name=link]").fill(link)
        await page.keyboard.press("Enter")
        await self.chat.start()

    async def look_at_the_festival(self) -> None:
        """From the menu to the card of the demo's edition, and to its place on the map."""
        chat, tr = self.chat, self.tr
        await chat.tap(tr.plain("📅 Events"))
        await self.shown("states")
        await chat.tap(tr.plain("Coming"))
        await self.shown("events")
        await chat.tap_any("MamandyqFest")
        await chat.has_button(tr.plain("On the map"))
        await chat.expect_last(tr[DEMO])
        await self.shown("card")

    async def ask(self) -> None:
        """A question about it, by its button and in one's own words."""
        await self.chat.tap(self.tr.plain("❓ Ask a question"))
        await self.ask_at_once()

    async def ask_at_once(self) -> None:
        """The same question without a button."""
        chat, tr = self.chat, self.tr
        await chat.say(tr[QUESTION])
        await expect(chat.page.locator(".row.in").last).to_contain_text(tr[DEMO])
        await chat.has_button(tr.plain("More about the event"))
        await self.shown("answer")

    async def be_told_the_date(self) -> None:
        """An interest in an event without a date is registered, and can be taken back."""
        chat, tr = self.chat, self.tr
        await chat.say("/events")
        await chat.tap(tr.plain("Date not announced"))
        await chat.tap_first()
        await chat.tap(tr.plain("🔔 Tell me the date"))
        await chat.has_button(tr.plain("Do not tell me"))
        await self.shown("interest")
        await chat.agree()

    async def change_the_language(self, to: Translator) -> None:
        """The other language, from the same menu."""
        chat = self.chat
        await chat.say("/language")
        await chat.has_button(NAMES[to.language])
        await chat.press(NAMES[to.language])
        await chat.has_button(to.plain("📅 Events"))
        await self.shown("other")


async def first_minute(scene: Scene, person: int, other: Translator) -> None:
    """A pupil's first minute: who am I speaking to, what is on, when is it, tell me."""
    await scene.begin(person)
    await scene.look_at_the_festival()
    await scene.ask()
    await scene.be_told_the_date()
    await scene.change_the_language(other)
