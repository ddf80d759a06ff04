"""The scenario `An organizer's day` of docs/demo.md, played by two people on two phones; takes no pictures itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playwright.async_api import expect

from bot.domain.policy import StaffRole
from bot.emulator.town import CLASS_CHAT
from bot.views import words
from tests.browser.scenarios import NAMES

if TYPE_CHECKING:
    from bot.i18n import Translator
    from tests.browser.scenarios import Scene

PRESSED = ("Numbers", "Accept", "Who is of the staff", "Yes, take away")
"""The buttons of an organizer's day that need no further words, by their msgids."""


def inviting(tr: Translator) -> str:
    """The button that makes a link for an organizer."""
    return tr.plain("Invite: {role}", role=words.staff_role(StaffRole.ORGANIZER, tr))


@dataclass(frozen=True, slots=True)
class Owner:
    """An owner of the bot at her page."""

    scene: Scene

    async def open_admin(self) -> None:
        """The organizers' page, with its numbers."""
        chat, tr = self.scene.chat, self.scene.tr
        await chat.say("/admin")
        await chat.has_button(tr.plain("Who is of the staff"))
        await self.scene.shown("admin")

    async def invite(self) -> str:
        """Make a link for one organizer; the link."""
        chat, tr = self.scene.chat, self.scene.tr
        await chat.tap(tr.plain("Who is of the staff"))
        await chat.tap(inviting(tr))
        await chat.has_button(tr.plain("Send the link"))
        await self.scene.shown("invitation")
        return await chat.last_bubble.locator("code").inner_text()

    async def look_at_the_numbers(self) -> None:
        """How much the bot is used, and back."""
        chat, tr = self.scene.chat, self.scene.tr
        await chat.say("/admin")
        await chat.tap(tr.plain("Numbers"))
        # She and the one whom she invited.
        await chat.expect_last(tr.plain("People: {count}", count=tr.number(2)))
        await self.scene.shown("numbers")
        await chat.tap(tr.plain("‹ Back"))

    async def dismiss(self, person: int) -> None:
        """Take the role away from somebody, asked once whether that is meant."""
        chat, tr = self.scene.chat, self.scene.tr
        await chat.tap(tr.plain("Who is of the staff"))
        await chat.expect_last(str(person))
        await self.scene.shown("staff")
        await chat.tap(tr.plain("Take away: {id}", id=person))
        await self.scene.shown("sure")
        await chat.tap(tr.plain("Yes, take away"))
        await expect(chat.page.locator(".toast").last).to_have_text(tr.plain("The role has been taken away."))
        await chat.expect_last(tr.plain("Nobody has been invited yet."))

    async def settle_the_class(self, person: int, other: Translator) -> None:
        """In the class group: what is on, in both languages; then in the one that she chooses."""
        chat, tr = self.scene.chat, self.scene.tr
        await chat.open_as(person, CLASS_CHAT)
        await chat.say("/events")
        for spoken in (tr, other):
            await chat.expect_last(spoken.plain("Coming"))
        await self.scene.shown("group")
        await chat.say("/language")
        await chat.has_button(tr.plain("Both languages"))
        await chat.press(NAMES[tr.language])
        await chat.expect_last(tr.plain("The language of this group has been chosen."))
        await chat.say("/events")
        await chat.expect_last(tr.plain("Coming"))
        await expect(chat.last_bubble).not_to_contain_text(other.plain("Coming"))
        await self.scene.shown("group language")


@dataclass(frozen=True, slots=True)
class Invited:
    """Whoever gets the link, at a page of their own."""

    scene: Scene
    person: int

    async def accept(self) -> None:
        """The language, the offer, and the page that the role opens."""
        chat, tr = self.scene.chat, self.scene.tr
        await chat.press(NAMES[tr.language])
        await chat.has_button(tr.plain("Accept"))
        await self.scene.shown("offer")
        await chat.tap(tr.plain("Accept"))
        await chat.has_button(tr.plain("For organizers"))
        await chat.say("/admin")
        await chat.has_button(tr.plain("Numbers"))
        await expect(chat.newest_keyboard.filter(has_text=inviting(tr))).to_have_count(0)
        await self.scene.shown("member")

    async def try_the_open_page(self) -> None:
        """It is still on the screen, and gives nothing any more."""
        chat, tr = self.scene.chat, self.scene.tr
        await chat.tap(tr.plain("Numbers"))
        await expect(chat.page.locator(".toast").last).to_have_text(tr.plain("Your role does not allow this."))
        await chat.expect_last(tr.plain("This page is for the organizers of the programme."))
        await self.scene.shown("former member")

    async def try_the_link_again(self, link: str) -> None:
        """It worked once."""
        await self.scene.follow(self.person, link)
        used = self.scene.tr.plain("This invitation is no longer valid. Please ask the organizers for a new one.")
        await self.scene.chat.expect_last(used)


async def organizers_day(owner: Scene, invited: Scene, people: tuple[int, int], other: Translator) -> None:
    """Who helps me, for how long, and what does my class hear: `people` are the owner and whom she invites."""
    her, them = Owner(owner), Invited(invited, people[1])
    await owner.begin(people[0])
    await her.open_admin()
    link = await her.invite()
    await invited.follow(people[1], link)
    await them.accept()
    await her.look_at_the_numbers()
    await her.dismiss(people[1])
    await them.try_the_open_page()
    await them.try_the_link_again(link)
    await her.settle_the_class(people[0], other)
