"""An event with thirty registered is cancelled, the bot killed before it could say so: all are told once, all ends."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar

from bot.emulator.verbs import Town
from tests.e2e.test_coming import PATIENCE, WELDING, queued, until
from tests.e2e.test_registration import EVENT
from tests.e2e.test_stories import TRS, Story

if TYPE_CHECKING:
    from bot.i18n import Translator

pytestmark = pytest.mark.e2e

MANY = 30
COPIED = "event, edition, session, child, places, minor, answers, state, asked_at, reviewed, sequence"


@pytest.mark.parametrize("language", list(TRS))
async def test_everybody_is_told_once_over_a_kill(own, tmp_path, language):
    emulator, bot = own()
    tr: Translator = TRS[language]
    day = datetime.now(UTC).date() + timedelta(days=30)
    text = EVENT.format(day=day, opens=day - timedelta(days=32))
    text = text.replace("capacity: 1", "capacity: 40").replace("roles: [pupil]", "roles: [teacher]")
    file = tmp_path / "demo_fest.yaml"
    file.write_text(text, encoding="utf-8")
    async with Town(emulator.url) as town:
        story = Story(town, bot)
        code, printed = await bot.run("load", str(file))
        assert code == 0, printed
        await bot.start()
        first = await story.newcomer(tr)
        await story.tell(first, "/register")
        await story.tap(first, "Демо-фест")
        await story.tap(first, WELDING[language])
        await story.tap(first, tr.plain("Sign up"))
        await story.tap(first, tr.plain("I am a teacher"))
        await story.tap(first, tr.plain("✅ Send"))
        await first.expect(tr.plain("Registration № {number}", number=1))

        async def entry():
            sent = await story.tap(first, tr.plain("📅 Calendar file"))
            (found,) = Calendar.from_ical(await town.download(sent.data["document"]["file_id"])).events
            return found

        before = await entry()
        assert (before["STATUS"], before["DTSTART"].dt.date()) == ("CONFIRMED", day)

        others = [await town.add_person("Басқа") for _ in range(MANY - 1)]
        for phone in others:
            await phone.say("/start")
        await bot.at_rest(town)
        with closing(sqlite3.connect(bot.folder / "bot.db", timeout=30)) as database, database:
            for phone in others:
                database.execute(
                    f"insert into registrations (owner, {COPIED}) select ?, {COPIED} from registrations where id = 1",
                    (phone.person_id,),
                )
            database.execute("update session_places set taken = ?", (MANY,))

        await town.fault("500", method="sendMessage")
        file.write_text(text.replace("state: open", "state: cancelled"), encoding="utf-8")
        code, printed = await bot.run("load", str(file))
        assert code == 0, printed
        assert queued(bot, "edition_changed") == (MANY, 0)
        await bot.kill()
        await town.heal()
        await bot.start()
        await until(lambda: queued(bot, "edition_changed") == (MANY, MANY))
        ended = "select count(*) from registrations where state = 'cancelled' and ending = 'event_cancelled'"
        await until(lambda: bot.rows(ended) == [(MANY,)])
        assert bot.rows("select taken from session_places") == [(0,)]
        said = tr.plain("Your registration there is cancelled with it. You need not do anything.")
        await first.expect(said, PATIENCE)
        every = [
            tr.plain("Your registration there is cancelled with it. You need not do anything.") for tr in TRS.values()
        ]
        for phone in (first, *others):
            assert sum(any(one in bubble.text for one in every) for bubble in await phone.bubbles()) == 1
        after = await entry()
        assert (after["STATUS"], after["UID"], after["SEQUENCE"]) == ("CANCELLED", before["UID"], 1)
        assert '"level": "error"' not in bot.log
