"""The scenario `A festival fills up` of docs/demo.md, played by four people on four phones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playwright.async_api import expect

from bot.domain.language import LocalizedText

if TYPE_CHECKING:
    from tests.browser.scenarios import Scene

LATER_MS = 30_000
SEATS = 12
WELDING = LocalizedText("Демо: дәнекерлеуші шеберханасы", "Демо: мастерская сварщика")
ARRIVAL = LocalizedText("Демо: келу уақыты", "Демо: время прибытия")
EMPLOYERS = LocalizedText("Демо: жұмыс берушілермен кездесу", "Демо: встреча с работодателями")
NINTH = LocalizedText("9-сынып", "9 класс")
COLLEGE = LocalizedText("Демо-колледж", "Демо-колледж")
PLACE = LocalizedText("Демо-корпус, №2 кіреберіс", "Демо-корпус, вход № 2")
PRESSED = (
    "🏫 My class",
    "I am a teacher",
    "Join the waiting list",
    "I am a college student",
    "✅ Accept the application",
    "Save",
    "🗑 Erase everything",
    "Yes, erase everything",
    "Cancel the event",
)
"""The buttons of the scenario that need no further words, by their msgids."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who comes to the festival."""

    scene: Scene

    async def open(self, session: LocalizedText) -> None:
        """From the command to a session of the festival, which may stand on the second page."""
        chat, tr = self.scene.chat, self.scene.tr
        await chat.say("/register")
        await chat.tap_any("MamandyqFest")
        if session is ARRIVAL:
            await chat.tap(tr.plain("Next page ›"))
        await chat.tap(tr[session])

    async def is_told(self, *words: str) -> None:
        """A message that comes by itself."""
        for one in words:
            await expect(self.scene.chat.last_bubble).to_contain_text(one, timeout=LATER_MS)

    async def bring_a_class(self) -> None:
        """A teacher takes every place of a workshop."""
        chat, tr = self.scene.chat, self.scene.tr
        await self.open(WELDING)
        await self.scene.tap("🏫 My class", "I am a teacher")
        await chat.say("9А")
        await expect(chat.last_bubble).to_contain_text("9А")
        await chat.say(str(SEATS))
        await chat.has_button(tr.plain_plural("Take {n} seat", "Take {n} seats", SEATS))
        await chat.tap(tr.plain_plural("Take {n} seat", "Take {n} seats", SEATS))
        await self.is_told(tr.plain("⏳ a parent's consent is awaited: {number}", number=SEATS))
        await self.scene.shown("class")

    async def wait_for_a_place(self) -> None:
        """A pupil who comes later waits."""
        tr = self.scene.tr
        await self.open(WELDING)
        await self.scene.tap("Join the waiting list", "I am a pupil", tr[NINTH], "Skip", "I agree", "✅ Send")
        await self.is_told(tr.plain("🕓 on the waiting list"), tr.plain("Registration № {number}", number=SEATS + 1))
        await self.scene.shown("waiting")

    async def choose_a_time(self) -> None:
        """A student says when to arrive."""
        tr = self.scene.tr
        await self.open(ARRIVAL)
        await self.scene.chat.has_button("10:20")
        await self.scene.shown("times")
        await self.scene.tap("10:20", "Sign up", "I am a college student", "Yes", "✅ Send")
        await self.is_told(tr.plain("✅ confirmed"), tr.plain("Registration № {number}", number=SEATS + 2))
        await self.scene.shown("confirmed")

    async def apply(self) -> None:
        """The same student applies for what an organizer decides."""
        chat, tr = self.scene.chat, self.scene.tr
        await self.open(EMPLOYERS)
        await self.scene.tap("Sign up", "I am a college student", "Yes")
        await chat.say(tr[COLLEGE])
        await chat.has_button(tr.plain("✅ Send"))
        await self.scene.tap("✅ Send")
        await self.is_told(
            tr.plain("⏳ an organizer is looking at it"), tr.plain("Registration № {number}", number=SEATS + 3)
        )

    async def read_of_the_new_place(self) -> None:
        """The old one and the new one side by side."""
        await self.is_told(self.scene.tr[PLACE])
        await self.scene.shown("moved")

    async def read_of_the_end(self) -> None:
        """The festival is cancelled, and the registration with it."""
        tr = self.scene.tr
        await self.is_told(tr.plain("Your registration there is cancelled with it. You need not do anything."))
        await self.scene.shown("cancelled")

    async def erase_everything(self) -> None:
        """What is kept, and the end of it."""
        tr = self.scene.tr
        await self.scene.chat.say("/mydata")
        await self.scene.chat.has_button(tr.plain("🗑 Erase everything"))
        await self.scene.shown("mydata")
        await self.scene.tap("🗑 Erase everything", "Yes, erase everything")
        await self.scene.shown("erased")


@dataclass(frozen=True, slots=True)
class Organizer:
    """Who decides, and changes what was announced."""

    scene: Scene

    async def accept(self) -> None:
        """The application stands on the page of registrations."""
        chat, tr = self.scene.chat, self.scene.tr
        await chat.say("/admin")
        await chat.tap(tr.plain("Registrations"))
        await chat.tap_any(f"№ {SEATS + 3}")
        await chat.expect_last(tr[COLLEGE])
        await self.scene.shown("application")
        await chat.tap(tr.plain("✅ Accept the application"))

    async def open_the_edition(self) -> None:
        """The festival that comes, among its editions."""
        chat, tr = self.scene.chat, self.scene.tr
        await chat.say("/admin")
        await chat.tap(tr.plain("Programme"))
        await chat.tap_any("MamandyqFest")
        await chat.tap_first()

    async def move_it(self) -> None:
        """Another place, looked at before it is saved."""
        chat, tr = self.scene.chat, self.scene.tr
        await self.open_the_edition()
        await chat.tap(tr.plain("Place"))
        await chat.say(f"{PLACE.kk}\n{PLACE.ru}")
        await chat.has_button(tr.plain("Save"))
        await self.scene.shown("preview")
        await chat.tap(tr.plain("Save"))

    async def cancel_it(self) -> None:
        """Looked at before it is saved, too."""
        chat, tr = self.scene.chat, self.scene.tr
        await self.open_the_edition()
        await chat.tap(tr.plain("Cancel the event"))
        await chat.has_button(tr.plain("Save"))
        await chat.tap(tr.plain("Save"))


async def full_festival(teacher: Scene, pupil: Scene, student: Scene, owner: Scene, *, people: tuple[int, ...]) -> None:
    """From the first class to the cancelled day; `people` in the order of the scenes."""
    for scene, person in zip((teacher, pupil, student, owner), people, strict=True):
        await scene.begin(person)
    await Visitor(teacher).bring_a_class()
    waiting, guest, organizer = Visitor(pupil), Visitor(student), Organizer(owner)
    await waiting.wait_for_a_place()
    await guest.choose_a_time()
    await guest.apply()
    await organizer.accept()
    await guest.is_told(student.tr.plain("✅ confirmed"))
    await organizer.move_it()
    await guest.read_of_the_new_place()
    await guest.erase_everything()
    await organizer.cancel_it()
    await waiting.read_of_the_end()
