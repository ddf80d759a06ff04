"""The scenario `A parent's consent` of docs/demo.md, played by a pupil and a parent on two phones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playwright.async_api import expect

from bot.domain.language import LocalizedText
from tests.browser.scenarios import NAMES

if TYPE_CHECKING:
    from tests.browser.scenarios import Scene

SESSION = LocalizedText("Демо: аспаз шеберханасы", "Демо: мастерская повара")
PRESSED = ("Sign up", "I am a pupil", "✅ Send", "Link for a parent", "✅ I agree")
"""The buttons of the scenario, by their msgids."""
LATER_MS = 15_000


@dataclass(frozen=True, slots=True)
class Pupil:
    """Who wants to come."""

    scene: Scene

    async def sign_up(self) -> None:
        """From the command to the sent application; the place is kept for a while."""
        chat, tr = self.scene.chat, self.scene.tr
        await chat.say("/register")
        await chat.tap_any("MamandyqFest")
        await chat.has_button(tr[SESSION])
        await self.scene.shown("sessions")
        await chat.tap(tr[SESSION])
        await self.scene.shown("session")
        for label in PRESSED[:3]:
            await chat.has_button(tr.plain(label))
            await self.scene.shown(label)
            await chat.tap(tr.plain(label))
        await expect(chat.last_bubble).to_contain_text(tr.plain("⏳ a parent's consent is awaited"), timeout=LATER_MS)
        await self.scene.shown("awaited")

    async def make_the_link(self) -> str:
        """The link to send to a parent."""
        chat, tr = self.scene.chat, self.scene.tr
        await chat.tap(tr.plain("Link for a parent"))
        await chat.has_button(tr.plain("Send the link"))
        await self.scene.shown("link")
        return await chat.last_bubble.locator("code").inner_text()

    async def read_the_confirmation(self) -> None:
        """It comes by itself."""
        chat, tr = self.scene.chat, self.scene.tr
        await expect(chat.last_bubble).to_contain_text(tr.plain("✅ confirmed"), timeout=LATER_MS)
        await self.scene.shown("confirmed")


@dataclass(frozen=True, slots=True)
class Parent:
    """Who is asked, at a page of their own."""

    scene: Scene
    person: int

    async def decide(self, link: str) -> None:
        """Follow the link, choose the language, read what it is about, and agree."""
        chat, tr = self.scene.chat, self.scene.tr
        await self.scene.follow(self.person, link)
        await chat.press(NAMES[tr.language])
        await chat.has_button(tr.plain("✅ I agree"))
        await chat.expect_last(tr[SESSION])
        await self.scene.shown("decision")
        await chat.tap(tr.plain("✅ I agree"))
        await self.scene.shown("agreed")


async def parents_consent(pupil: Scene, parent: Scene, people: tuple[int, int]) -> None:
    """May I come: `people` are the pupil and the parent."""
    theirs, hers = Pupil(pupil), Parent(parent, people[1])
    await pupil.begin(people[0])
    await theirs.sign_up()
    link = await theirs.make_the_link()
    await hers.decide(link)
    await theirs.read_the_confirmation()
