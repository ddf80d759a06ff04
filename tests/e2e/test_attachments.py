"""A student sends a certificate with an application, and the organizer who decides gets that very file."""

from __future__ import annotations

import pytest

from bot.domain.language import LocalizedText
from bot.emulator.verbs import Town
from tests.e2e.conftest import OWNER
from tests.e2e.test_kinds import programme
from tests.e2e.test_stories import NAMES, TRS, Story

pytestmark = pytest.mark.e2e

SESSION = LocalizedText("Демо: студентке", "Демо: стажировка для студента")
ENGLISH = LocalizedText("Ағылшын", "Английский")
PDF = b"%PDF-1.4 demo"


@pytest.mark.parametrize("language", list(TRS))
async def test_a_certificate_reaches_the_organizer(own, tmp_path, language):
    emulator, bot = own(OWNER_IDS=str(OWNER))
    tr = TRS[language]
    async with Town(emulator.url) as town:
        story = Story(town, bot)
        code, printed = await bot.run("load", str(programme(tmp_path)))
        assert code == 0, printed
        await bot.start()
        student, owner = await story.newcomer(tr), town.phone(OWNER)
        await story.tell(student, "/internships")
        for label in (
            "«WorldSkills",
            tr[SESSION],
            tr.plain("Sign up"),
            tr.plain("I am a college student"),
            tr.plain("Yes"),
        ):
            await story.tap(student, label)
        await story.tell(student, "Демо-колледж")
        await story.tell(student, "2")
        await story.tap(student, tr[ENGLISH])
        await story.tap(student, tr.plain("Done"))
        await story.tell(student, "Үйренгім келеді")
        await student.send_file("certificate.exe", b"MZ")
        await student.expect(tr.plain("Please send a photo or a PDF."))
        await bot.kill()
        await bot.start()
        await student.send_file("certificate.pdf", PDF)
        await bot.at_rest(town)
        await story.tap(student, tr.plain("✅ Send"))

        await story.tell(owner, "/language")
        await story.tap(owner, NAMES[tr.language])
        await story.tell(owner, "/admin")
        await story.tap(owner, tr.plain("Registrations"))
        await story.tap(owner, "⏳ № 1")
        await story.tap(owner, tr.plain("📎 Show the files"))
        (sent,) = [one for one in await owner.bubbles() if "document" in one.data]
        assert sent.text.startswith(tr.plain("Application № {number}: {label}", number=1, label=""))
        assert await town.download(sent.data["document"]["file_id"]) == PDF
        assert '"level": "error"' not in bot.log
