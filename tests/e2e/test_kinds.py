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


def programme(folder: Path) -> Path:
    """The programme and the invented editions of the demo in one folder."""
    files = folder / "programme"
    files.mkdir()
    for file in [*(ROOT / "data" / "programme").glob("*.yaml"), *(ROOT / "data" / "demo").glob("*.yaml")]:
        shutil.copy(file, files / f"{file.parent.name}-{file.name}")
    return files


async def apply(story: Story, phone: Phone, tr: Translator, way: tuple[str, ...], said: tuple[str, ...]) -> Bubble:
    """From a command over buttons to the application that is sent; what begins with + is tapped, the rest written."""
    command, *taps = way
    await story.tell(phone, command)
    for label in taps:
        await story.tap(phone, label)
    await story.tap(phone, tr.plain("Sign up"))
    for one in said:
        await (story.tap(phone, one[1:]) if one.startswith("+") else story.tell(phone, one))
    return await story.tap(phone, tr.plain("✅ Send"))


async def test_every_kind_is_data(own, tmp_path):
    emulator, bot = own(OWNER_IDS=str(OWNER))
    async with Town(emulator.url) as town:
        story = Story(town, bot)
        code, printed = await bot.run("load", str(programme(tmp_path)))
        assert code == 0, printed
        await bot.start()
        await consultation(story)
        await forum(story)
        await nomination(story)
        await interest(story)
        await internship(story)
        assert '"level": "error"' not in bot.log


async def consultation(story: Story) -> None:
    """A slot is one person's; the next one waits for it."""
    way = ("/guidance", "Демо: кәсіби бағдар", "Демо: кәсіби бағдар кеңесшісі", "20", "10:00")
    said = ("+" + KK.plain("I am a college student"), "+" + KK.plain("Yes"), "+Мамандық таңдау")
    first, second = await story.newcomer(KK), await story.newcomer(KK)
    await apply(story, first, KK, way, said)
    await first.expect(KK.plain("✅ confirmed"))
    for step in (*way[:-1], "⛔ 10:00"):
        await (story.tell(second, step) if step.startswith("/") else story.tap(second, step))
    assert KK.plain("Join the waiting list") in (await second.last()).labels
    await story.tap(second, KK.plain("Join the waiting list"))
    for label in said:
        await story.tap(second, label[1:])
    await story.tap(second, KK.plain("✅ Send"))
    await second.expect(KK.plain("🕓 on the waiting list"))
    assert states(story, "demo_consultation") == ["confirmed", "waitlisted"]


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


async def internship(story: Story) -> None:
    """A student is declined with a reason and a teacher is accepted, over a kill while both wait."""
    student, teacher = await story.newcomer(KK), await story.newcomer(RU)
    said = ("Демо-колледж", "2", "+Ағылшын", "+" + KK.plain("Done"), "Үйренгім келеді", "+" + KK.plain("Skip"))
    of_age = ("+" + KK.plain("I am a college student"), "+" + KK.plain("Yes"))
    await apply(story, student, KK, ("/internships", "«WorldSkills", "Демо: студентке"), (*of_age, *said))
    way = ("/internships", "«WorldSkills", "Демо: стажировка для преподавателя")
    await apply(story, teacher, RU, way, ("+" + RU.plain("I am a teacher"), "Демо-колледж", "Хочу учиться"))
    assert states(story, "worldskills_internship") == ["awaiting_review"] * 2

    await story.bot.kill()
    await story.bot.start()
    await decide(story, "Демо: студентке", accept=False)
    await student.expect("Орын аз болды")
    await decide(story, "Демо: ұстазға", accept=True)
    await teacher.expect(RU.plain("✅ confirmed"))
    assert states(story, "worldskills_internship") == ["rejected", "confirmed"]


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
