"""A school is chosen from the directory, over a restart in the middle of the form, and its people are written to."""

from __future__ import annotations

import json

import pytest

from bot.domain.language import Language, LocalizedText
from bot.emulator.verbs import Town
from tests.e2e.conftest import OWNER
from tests.e2e.test_kinds import programme
from tests.e2e.test_stories import TRS, Story

pytestmark = pytest.mark.e2e

EVENT = LocalizedText("«Enbek Hub» оқу шеберханалары", "Учебные мастерские «Enbek Hub»")
SESSION = LocalizedText("Демо: мектептің қызығушылығы", "Демо: интерес школы")
TYPED = LocalizedText("12-ші мектеп", "школа номер 12")
SCHOOL = LocalizedText("Демо ауылының № 12 мектебі", "Школа № 12 села Демо")
OTHER = LocalizedText("Тізімде жоқ мектебім", "Хогвартс")


@pytest.mark.parametrize("language", list(TRS))
async def test_a_school_is_chosen_over_a_restart_and_written_to(own, tmp_path, language):
    emulator, bot = own(OWNER_IDS=str(OWNER))
    tr = TRS[language]
    async with Town(emulator.url) as town:
        story = Story(town, bot)
        code, printed = await bot.run("load", str(programme(tmp_path)))
        assert code == 0, printed
        assert "schools changed: 6" in printed
        await bot.start()
        teacher = await story.newcomer(tr)
        await story.tell(teacher, "/register")
        for label in (tr.plain("Next page ›"), tr[EVENT], tr[SESSION], tr.plain("Sign up"), tr.plain("I am a teacher")):
            await story.tap(teacher, label)
        await story.tell(teacher, tr[OTHER])
        await story.tap(teacher, tr.plain("‹ Back"))
        offered = await story.tell(teacher, tr[TYPED])
        assert len(offered.labels) == len(("№ 12", "№ 12 in the village", "not listed", "back"))

        await bot.kill()
        await bot.start()
        await story.tap(teacher, next(label for label in offered.labels if tr[SCHOOL] in label))
        summary = await story.tell(teacher, "40")
        assert tr[SCHOOL] in summary.text
        await story.tap(teacher, tr.plain("✅ Send"))
        await teacher.expect(tr.plain("Registration № {number}", number=1))
        ((school, answers),) = bot.rows("select school, answers from registrations")
        assert (school, json.loads(answers)["school"]) == ("demo_village_12", "demo_village_12")
        await story.tell(teacher, "/my")
        await story.tap(teacher, "№ 1")
        assert tr[SCHOOL] in (await story.tap(teacher, tr.plain("📝 My answers"))).text

        files = {lang: tmp_path / f"{lang}.txt" for lang in Language}
        for lang, file in files.items():
            file.write_text(f"Демо {lang}", encoding="utf-8")
        texts = ("--kk", str(files[Language.KK]), "--ru", str(files[Language.RU]))
        code, printed = await bot.run("announce", *texts, "--audience", "school:demo_99")
        assert code != 0
        assert "«school:demo_99»: no school of the directory has this id" in printed
        code, printed = await bot.run("announce", *texts, "--audience", "school:demo_village_12")
        assert code == 0, printed
        await teacher.expect(f"Демо {language}")
        assert '"level": "error"' not in bot.log
