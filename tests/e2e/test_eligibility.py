"""A session for some classes, with the real process: who is of another class is told so, who is not gets in."""

from __future__ import annotations

import pytest

from bot.emulator.verbs import Town
from tests.e2e.test_registration import programme
from tests.e2e.test_stories import TRS, Story

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize("language", list(TRS))
async def test_a_fifth_grader_is_told_and_a_ninth_grader_gets_in(own, tmp_path, language):
    emulator, bot = own()
    tr = TRS[language]
    file = programme(tmp_path)
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("roles: [pupil]", "roles: [pupil]\n        grades: {from: 8, to: 11}"), encoding="utf-8"
    )
    async with Town(emulator.url) as town:
        story = Story(town, bot)
        code, printed = await bot.run("load", str(file))
        assert code == 0, printed
        await bot.start()
        fifth, ninth = await story.newcomer(tr), await story.newcomer(tr)
        for phone in (fifth, ninth):
            await story.tell(phone, "/register")
            shown = await story.tap(phone, "Демо-фест")
            assert tr.plain("Classes: {classes}", classes="8–11") in shown.text
            await story.tap(phone, {"kk": "Дәнекерлеу", "ru": "Сварка"}[language])
            await story.tap(phone, tr.plain("Sign up"))
            await story.tap(phone, tr.plain("I am a pupil"))
        told = await story.tap(fifth, tr.plain("No"))
        assert tr.plain("So it is not for you. Nothing was sent.") in told.text
        await bot.kill()
        await bot.start()
        again = await story.tap(fifth, tr.plain("What else is open"))
        assert "Демо-фест" in again.labels
        await story.tap(ninth, tr.plain("Yes"))
        await story.tap(ninth, tr.plain("✅ Send"))
        await ninth.expect(tr.plain("⏳ a parent's consent is awaited"))
        assert bot.rows("select owner, answers from registrations") == [(ninth.person_id, "{}")]
        assert '"level": "error"' not in bot.log
