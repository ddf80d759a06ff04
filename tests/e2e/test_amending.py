"""An applicant changes an answer while an organizer reads the application, with the real process, over a kill."""

from __future__ import annotations

import json

import pytest

from bot.domain.language import LocalizedText
from bot.emulator.verbs import Town
from tests.e2e.conftest import OWNER
from tests.e2e.test_kinds import apply, programme
from tests.e2e.test_stories import NAMES, TRS, Story

pytestmark = pytest.mark.e2e

SESSION = LocalizedText("Демо: ұстазға", "Демо: стажировка для преподавателя")


@pytest.mark.parametrize("language", list(TRS))
async def test_an_answer_is_changed_before_the_decision_and_not_after_it(own, tmp_path, language):
    emulator, bot = own(OWNER_IDS=str(OWNER))
    tr = TRS[language]
    async with Town(emulator.url) as town:
        story = Story(town, bot)
        code, printed = await bot.run("load", str(programme(tmp_path)))
        assert code == 0, printed
        await bot.start()
        teacher, owner = await story.newcomer(tr), town.phone(OWNER)
        way = ("/internships", "«WorldSkills", tr[SESSION])
        await apply(story, teacher, tr, way, ("+" + tr.plain("I am a teacher"), "Демо-коледж", "Үйренгім келеді"))
        await teacher.expect(tr.plain("Registration № {number}", number=1))
        await story.tell(owner, "/language")
        await story.tap(owner, NAMES[tr.language])
        await story.tell(owner, "/admin")
        await story.tap(owner, tr.plain("Registrations"))
        read = await story.tap(owner, "⏳ № 1")
        assert "Демо-коледж" in read.text

        await story.tell(teacher, "/my")
        await story.tap(teacher, "№ 1")
        answers = await story.tap(teacher, tr.plain("📝 My answers"))
        await story.tap(teacher, next(label for label in answers.labels if label.startswith("✏️")))
        await bot.kill()
        await bot.start()
        changed = await story.tell(teacher, "Демо-колледж")
        assert tr.plain("✅ The answer is changed.") in changed.text
        assert "Демо-колледж" in changed.text

        again = await story.tap(owner, tr.plain("✅ Accept the application"), message=read)
        assert "Демо-колледж" in again.text
        assert bot.rows("select state from registrations") == [("awaiting_review",)]
        await story.tap(owner, tr.plain("✅ Accept the application"))
        await teacher.expect(tr.plain("✅ confirmed"))
        await story.tell(teacher, "/my")
        await story.tap(teacher, "№ 1")
        late = await story.tap(teacher, tr.plain("📝 My answers"))
        assert tr.plain("The answers cannot be changed any more.") in late.text
        ((kept,),) = bot.rows("select answers from registrations")
        assert "Демо-колледж" in json.loads(kept).values()
        assert '"level": "error"' not in bot.log
