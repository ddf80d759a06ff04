"""The scenario `A talk and an internship` of docs/demo.md, played by three people on three phones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.async_api import expect

from bot.domain.language import LocalizedText

if TYPE_CHECKING:
    from tests.browser.scenarios import Scene

LATER_MS = 30_000
TALK = LocalizedText("Демо: кәсіби бағдар кеңесі", "Демо: консультация по профориентации")
COUNSELLOR = LocalizedText("Демо: кәсіби бағдар кеңесшісі", "Демо: консультант по профориентации")
CHOICE = LocalizedText("Мамандық таңдау", "Выбор профессии")
INTERNSHIP = LocalizedText("Демо: студентке арналған тағылымдама", "Демо: стажировка для студента")
COLLEGE = LocalizedText("Демо-колледж", "Демо-колледж")
ENGLISH = LocalizedText("Ағылшын", "Английский")
WHY = LocalizedText("Өз ісімді жақсырақ білгім келеді", "Хочу лучше знать своё дело")
YEAR = LocalizedText("Нешінші курста оқисыз?", "На каком Вы курсе?")
ASKED = LocalizedText("Тәжірибеңіз бар ма?", "Есть ли у Вас опыт работы?")
EXPERIENCE = LocalizedText("Иә, жазда шеберханада", "Да, летом в мастерской")
WORKSHOPS = "Enbek Hub"
SCHOOL = LocalizedText("1 мектеп", "школа 1")
PRESSED = ("❔ Ask for more", "✍️ Reply", "📝 My answers")
"""The buttons of the scenario that need no further words, by their msgids."""


async def choose_a_time(scene: Scene) -> None:
    """A student comes to the counsellor at ten."""
    chat, tr = scene.chat, scene.tr
    await chat.say("/guidance")
    await scene.tap(tr[TALK], tr[COUNSELLOR])
    await chat.tap_first()
    await chat.has_button("10:30")
    await scene.shown("times")
    await scene.tap("10:00", "Sign up", "I am a college student", "Yes", tr[CHOICE], "✅ Send")
    await expect(chat.last_bubble).to_contain_text(tr.plain("Registration № {number}", number=1), timeout=LATER_MS)
    await chat.expect_last(tr.plain("✅ confirmed"))
    await scene.shown("talk")


async def apply(scene: Scene) -> None:
    """The same student applies for an internship, and looks at it before it is sent."""
    chat, tr = scene.chat, scene.tr
    await chat.say("/internships")
    await chat.tap_any("WorldSkills")
    await scene.tap(tr[INTERNSHIP], "Sign up", "I am a college student", "Yes")
    for said in (tr[COLLEGE], "2"):
        await chat.say(said)
    await scene.tap(tr[ENGLISH], "Done")
    await chat.say(tr[WHY])
    await scene.tap("Skip")
    await chat.has_button(tr.plain("✅ Send"))
    await scene.shown("summary")
    await scene.tap("✅ Send")
    # What was sent is told at once, and once more by a message that is never lost.
    await expect(chat.last_bubble).to_contain_text(tr.plain("Registration № {number}", number=2), timeout=LATER_MS)


async def put_right(scene: Scene) -> None:
    """It was the third year, not the second."""
    chat, tr = scene.chat, scene.tr
    await chat.say("/my")
    await scene.tap("№ 2", "📝 My answers")
    await chat.tap_any(tr[YEAR])
    await chat.say("3")
    await chat.expect_last(tr.plain("✅ The answer is changed."))
    await scene.shown("answers")


async def ask_for_more(scene: Scene) -> None:
    """Who decides wants to know more before that."""
    await scene.chat.say("/admin")
    await scene.tap("Registrations")
    await scene.chat.tap_any("№ 2")
    await scene.tap("❔ Ask for more")
    await scene.chat.say(scene.tr[ASKED])


async def reply(scene: Scene) -> None:
    """The question comes by itself."""
    chat, tr = scene.chat, scene.tr
    await expect(chat.last_bubble).to_contain_text(tr[ASKED], timeout=LATER_MS)
    await scene.shown("question")
    await scene.tap("✍️ Reply")
    await chat.say(tr[EXPERIENCE])


async def accept(scene: Scene) -> None:
    """The reply comes by itself, and the application is accepted."""
    chat, tr = scene.chat, scene.tr
    await expect(chat.last_bubble).to_contain_text("💬", timeout=LATER_MS)
    await scene.tap("Open")
    await chat.expect_last(tr[EXPERIENCE])
    await scene.tap("✅ Accept the application")


async def name_a_school(scene: Scene) -> None:
    """A teacher types a school, and the directory knows which ones may be meant."""
    chat, tr = scene.chat, scene.tr
    await chat.say("/register")
    await scene.tap("Next page ›")
    await chat.tap_any(WORKSHOPS)
    await chat.tap_first()
    await scene.tap("Sign up", "I am a teacher")
    await chat.say(tr[SCHOOL])
    await chat.has_button(tr.plain("The school is not listed"))
    await scene.shown("school")


async def guidance_day(student: Scene, teacher: Scene, owner: Scene, *, people: tuple[int, ...]) -> None:
    """From the counsellor's free times to an accepted internship; `people` in the order of the scenes."""
    for scene, person in zip((student, teacher, owner), people, strict=True):
        await scene.begin(person)
    await choose_a_time(student)
    await apply(student)
    await put_right(student)
    await ask_for_more(owner)
    await reply(student)
    await accept(owner)
    await expect(student.chat.last_bubble).to_contain_text(student.tr.plain("✅ confirmed"), timeout=LATER_MS)
    await student.shown("accepted")
    await name_a_school(teacher)
