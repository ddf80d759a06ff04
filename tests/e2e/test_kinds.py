"""Consultation, internship, forum, nomination and interest: only data of the demo, played with the real process."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from bot.domain.language import Language
from bot.emulator.verbs import Town
from tests.e2e.conftest import OWNER
from tests.e2e.process import ROOT
from tests.e2e.test_stories import TRS, Story

if TYPE_CHECKING:
    from pathlib import Path

    from bot.emulator.verbs import Bubble, Phone
    from bot.i18n import Translator

pytestmark = pytest.mark.e2e

KK, RU = TRS[Language.KK], TRS[Language.RU]
CONSULTATION = {
    Language.KK: ("Демо: кәсіби бағдар", "Демо: кәсіби бағдар кеңесшісі"),
    Language.RU: ("Демо: консультация по профориентации", "Демо: консультант"),
}
TOPIC = {Language.KK: "+Мамандық таңдау", Language.RU: "+Выбор профессии"}
FOR_STUDENT = {Language.KK: "Демо: студентке", Language.RU: "Демо: стажировка для студента"}
FOR_TEACHER = {Language.KK: "Демо: ұстазға", Language.RU: "Демо: стажировка для преподавателя"}
ENGLISH = {Language.KK: "+Ағылшын", Language.RU: "+Английский"}


def programme(folder: Path) -> Path:
    """The programme and the invented editions of the demo in one folder."""
    files = folder / "programme"
    files.mkdir()
    for file in [*(ROOT / "data" / "programme").glob("*.yaml"), *(ROOT / "data" / "demo").glob("*.yaml")]:
        shutil.copy(file, files / f"{file.parent.name}-{file.name}")
    return files


async def apply(story: Story, phone: Phone, tr: Translator, way: tuple[str, ...], said: tuple[str, ...]) -> Bubble:
    """From a command over buttons to the application that is sent; what begins with + is tapped, the rest written."""
    await walk(story, phone, way)
    await story.tap(phone, tr.plain("Sign up"))
    for one in said:
        await (story.tap(phone, one[1:]) if one.startswith("+") else story.tell(phone, one))
    return await story.tap(phone, tr.plain("✅ Send"))


async def walk(story: Story, phone: Phone, way: tuple[str, ...]) -> None:
    """A command, then buttons by how they begin; * is the first one."""
    command, *taps = way
    shown = await story.tell(phone, command)
    for label in taps:
        shown = await story.tap(phone, shown.labels[0] if label == "*" else label)


async def test_every_kind_is_data(own, tmp_path):
    emulator, bot = own(OWNER_IDS=str(OWNER))
    async with Town(emulator.url) as town:
        story = Story(town, bot)
        code, printed = await bot.run("load", str(programme(tmp_path)))
        assert code == 0, printed
        await bot.start()
        await consultation(story, KK, "10:00")
        await consultation(story, RU, "10:30")
        await forum(story)
        await nomination(story)
        await interest(story)
        await internship(story, KK, RU)
        await internship(story, RU, KK)
        assert '"level": "error"' not in bot.log


async def consultation(story: Story, tr: Translator, time: str) -> None:
    """A slot is one person's; the next one waits for it."""
    way = ("/guidance", *CONSULTATION[tr.language], "*", time)
    said = ("+" + tr.plain("I am a college student"), "+" + tr.plain("Yes"), TOPIC[tr.language])
    first, second = await story.newcomer(tr), await story.newcomer(tr)
    await apply(story, first, tr, way, said)
    await first.expect(tr.plain("✅ confirmed"))
    await walk(story, second, (*way[:-1], f"⛔ {time}"))
    await story.tap(second, tr.plain("Join the waiting list"))
    for label in said:
        await story.tap(second, label[1:])
    await story.tap(second, tr.plain("✅ Send"))
    await second.expect(tr.plain("🕓 on the waiting list"))
    assert states(story, "demo_consultation")[-2:] == ["confirmed", "waitlisted"]


async def forum(story: Story) -> None:
    """Two delegates of an enterprise have their places at once."""
    delegate = await story.newcomer(RU)
    way = ("/register", "Областной форум «Еңбек дәстүрі", "Демо: делегат предприятия")
    await apply(story, delegate, RU, way, ("+" + RU.plain("I am an employer"), "+2", "Демо-завод"))
    await delegate.expect(RU.plain("✅ confirmed"))
    assert states(story, "forum_dynasties") == ["confirmed"]


async def nomination(story: Story) -> None:
    """An enterprise nominates a worker, without a name, and an organizer decides."""
    enterprise = await story.newcomer(KK)
    way = ("/contests", "«Еңбек батыры»", "Демо: кәсіпорынның ұсынысы")
    said = ("+" + KK.plain("I am an employer"), "Демо-зауыт", "дәнекерлеуші", "20 жыл", "+" + KK.plain("I agree"))
    await apply(story, enterprise, KK, way, said)
    await decide(story, "Демо: ", accept=True)
    await enterprise.expect(KK.plain("✅ confirmed"))
    assert states(story, "enbek_batyry") == ["confirmed"]


async def interest(story: Story) -> None:
    """A school says its interest in something whose date nobody knows."""
    teacher = await story.newcomer(RU)
    way = ("/register", RU.plain("Next page ›"), "Учебные мастерские «Enbek Hub»", "Демо: интерес школы")
    await apply(story, teacher, RU, way, ("+" + RU.plain("I am a teacher"), "школа 1", "+" + RU.plain("Yes"), "40"))
    await decide(story, "Демо: ", accept=True)
    await teacher.expect(RU.plain("✅ confirmed"))
    assert story.bot.rows("select school from registrations where event = 'enbek_hub'") == [("demo_1",)]


async def internship(story: Story, one: Translator, other: Translator) -> None:
    """A student is declined with a reason and a teacher is accepted, over a kill while both wait."""
    student, teacher = await story.newcomer(one), await story.newcomer(other)
    said = ("Демо-колледж", "2", ENGLISH[one.language], "+" + one.plain("Done"), "Демо", "+" + one.plain("Skip"))
    of_age = ("+" + one.plain("I am a college student"), "+" + one.plain("Yes"))
    await apply(story, student, one, ("/internships", "«WorldSkills", FOR_STUDENT[one.language]), (*of_age, *said))
    way = ("/internships", "«WorldSkills", FOR_TEACHER[other.language])
    await apply(story, teacher, other, way, ("+" + other.plain("I am a teacher"), "Демо-колледж", "Демо"))
    assert states(story, "worldskills_internship")[-2:] == ["awaiting_review"] * 2

    await story.bot.kill()
    await story.bot.start()
    await decide(story, "Демо: студентке", accept=False)
    await student.expect("Орын аз болды")
    await decide(story, "Демо: ұстазға", accept=True)
    await teacher.expect(other.plain("✅ confirmed"))
    assert states(story, "worldskills_internship")[-2:] == ["rejected", "confirmed"]


async def decide(story: Story, session: str, *, accept: bool) -> None:
    """The owner's decision about the one application that waits for that session."""
    owner = story.town.phone(OWNER)
    await story.tell(owner, "/language")
    await story.tap(owner, "Қазақша")
    await story.tell(owner, "/admin")
    desk = await story.tap(owner, KK.plain("Registrations"))
    (label,) = [one for one in desk.labels if one.startswith("⏳") and session in one]
    await story.tap(owner, label)
    if accept:
        await story.tap(owner, KK.plain("✅ Accept the application"))
    else:
        await story.tap(owner, KK.plain("Do not accept"))
        await story.tell(owner, "Орын аз болды")


def states(story: Story, event: str) -> list[str]:
    """How the event's registrations stand, the oldest first."""
    return [state for (state,) in story.bot.rows("select state from registrations where event = ? order by id", event)]
