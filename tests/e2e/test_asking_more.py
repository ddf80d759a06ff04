"""An organizer asks for more and the applicant replies, with the real process, in both languages, over kills."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.domain.language import LocalizedText
from bot.emulator.verbs import Town
from tests.e2e.conftest import OWNER
from tests.e2e.test_kinds import programme
from tests.e2e.test_stories import NAMES, TRS, Story

if TYPE_CHECKING:
    from bot.emulator.verbs import Phone
    from bot.i18n import Translator

pytestmark = pytest.mark.e2e

SESSION = LocalizedText("Демо: ұстазға", "Демо: стажировка для преподавателя")
QUESTION, REPLY = "Қай тілде сабақ бересіз?", "Қазақша және орысша"


@pytest.mark.parametrize("language", list(TRS))
async def test_a_question_and_its_reply_survive_kills(own, tmp_path, language):
    emulator, bot = own(OWNER_IDS=str(OWNER))
    tr = TRS[language]
    async with Town(emulator.url) as town:
        story = Story(town, bot)
        code, printed = await bot.run("load", str(programme(tmp_path)))
        assert code == 0, printed
        await bot.start()
        teacher, owner = await story.newcomer(tr), town.phone(OWNER)
        await story.tell(teacher, "/internships")
        for label in ("«WorldSkills", tr[SESSION], tr.plain("Sign up"), tr.plain("I am a teacher")):
            await story.tap(teacher, label)
        for answer in ("Демо-колледж", "Үйренгім келеді"):
            await story.tell(teacher, answer)
        await story.tap(teacher, tr.plain("✅ Send"))
        promised = tr.plain("The decision is expected by {date}.", date="").split("{")[0].strip(" .:")
        sent = await teacher.expect("№ 1")
        assert promised in sent.text

        await story.tell(owner, "/language")
        await story.tap(owner, NAMES[tr.language])
        await story.tell(owner, "/admin")
        await story.tap(owner, tr.plain("Registrations"))
        await story.tap(owner, "⏳ № 1")
        await story.tap(owner, tr.plain("❔ Ask for more"))
        await bot.kill()
        await bot.start()
        await story.tell(owner, QUESTION)
        await teacher.expect(QUESTION)
        await story.tap(teacher, tr.plain("✍️ Reply"))
        await bot.kill()
        await bot.start()
        await story.tell(teacher, REPLY)
        assert bot.rows("select question, reply from review_questions") == [(QUESTION, REPLY)]
        assert bot.rows("select state from registrations") == [("awaiting_review",)]

        await owner.expect(tr.plain("💬 A reply about application № {number} has come.", number=1))
        shown = await story.tap(owner, tr.plain("Open"))
        assert shown.text.index(QUESTION) < shown.text.index(REPLY)
        await story.tap(owner, tr.plain("✅ Accept the application"))
        await teacher.expect(tr.plain("✅ confirmed"))

        listed = await list_of(story, owner, "«WorldSkills", tr)
        assert QUESTION in listed
        assert REPLY in listed

        await story.tell(teacher, "/mydata")
        await story.tap(teacher, tr.plain("🗑 Erase everything"))
        assert bot.rows("select count(*) from review_questions") == [(1,)], "it is asked first"
        await story.tap(teacher, tr.plain("Yes, erase everything"))
        assert bot.rows("select count(*) from review_questions") == [(0,)]
        assert bot.rows("select count(*) from people where id = ?", teacher.person_id) == [(0,)]
        assert bot.rows("select owner, state from registrations") == [(-1, "cancelled")]
        assert '"level": "error"' not in bot.log


async def list_of(story: Story, organizer: Phone, event: str, tr: Translator) -> str:
    """The list of an event's registrations, as an organizer takes it in the chat."""
    await story.tell(organizer, "/admin")
    for label in (tr.plain("Registrations"), tr.plain("⬇️ Lists as files"), event):
        await story.tap(organizer, label)
    await story.tap(organizer, tr.plain("Take {form}, with personal data", form="CSV"))
    (sent,) = [bubble for bubble in await organizer.bubbles() if "document" in bubble.data]
    return (await story.town.download(sent.data["document"]["file_id"])).decode("utf-8-sig")
