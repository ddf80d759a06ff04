"""A session that asks for the guardian's own number: shared over a kill of the process, forgotten when taken back."""

from __future__ import annotations

import re

import pytest

from bot.emulator.verbs import Town
from tests.e2e.test_registration import programme
from tests.e2e.test_stories import TRS, Story

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize("language", list(TRS))
async def test_a_guardian_shares_the_own_number(own, tmp_path, language):
    emulator, bot = own()
    tr = TRS[language]
    file = programme(tmp_path)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("roles: [pupil]", "roles: [pupil]\n        guardian_contact: true"), encoding="utf-8")
    async with Town(emulator.url) as town:
        story = Story(town, bot)
        code, printed = await bot.run("load", str(file))
        assert code == 0, printed
        await bot.start()
        pupil = await story.newcomer(tr)
        await story.tell(pupil, "/register")
        await story.tap(pupil, "Демо-фест")
        await story.tap(pupil, {"kk": "Дәнекерлеу", "ru": "Сварка"}[language])
        await story.tap(pupil, tr.plain("Sign up"))
        await story.tap(pupil, tr.plain("I am a pupil"))
        await story.tap(pupil, tr.plain("✅ Send"))
        await pupil.expect(tr.plain("Registration № {number}", number=1))
        asked = await story.tap(pupil, tr.plain("Link for a parent"))
        link = re.search(r"https://t\.me/\S+start=consent_[\w-]+", asked.html)
        assert link
        parent = await story.newcomer(tr, link[0])
        await story.tap(parent, tr.plain("✅ I agree"))
        await parent.expect(tr.plain("👇 The button is below."))
        await story.tell(parent, "/cancel")
        assert (await parent.view())["reply_keyboard"] is None, "the button goes with what it was for"
        await story.follow(parent, link[0])
        await story.tap(parent, tr.plain("✅ I agree"))
        assert (await parent.view())["reply_keyboard"] is not None
        await bot.kill()
        await bot.start()
        await story.tell(parent, "+7 701 000 00 00")
        await parent.share_contact()
        await parent.expect(tr.plain("✅ The number has been received."))
        await pupil.expect(tr.plain("✅ confirmed"))
        ((number,),) = bot.rows("select consent_contact from registrations")
        assert re.fullmatch(r"\+\d+", number)
        assert (await parent.view())["reply_keyboard"] is None
        await story.tell(parent, "/my")
        given = await story.tap(parent, "№ 1")
        assert number in given.text
        await story.tap(parent, tr.plain("Withdraw the consent"))
        await story.tap(parent, tr.plain("Yes, withdraw"))
        assert bot.rows("select consent_contact from registrations") == [(None,)]
        assert number.lstrip("+") not in bot.log
        assert '"level": "error"' not in bot.log
