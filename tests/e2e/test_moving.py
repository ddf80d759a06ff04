"""A festival moves elsewhere: whoever has a place reads old and new, once over a kill, and stays or gives it up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar

from bot.emulator.verbs import Town
from tests.e2e.test_coming import PATIENCE, WELDING, queued, until
from tests.e2e.test_registration import EVENT
from tests.e2e.test_stories import TRS, Story

if TYPE_CHECKING:
    from bot.emulator.verbs import Phone
    from bot.i18n import Translator

pytestmark = pytest.mark.e2e

OLD = {"kk": "Ескі алаң", "ru": "Старая площадка"}
NEW = {"kk": "Жаңа алаң", "ru": "Новая площадка"}
VENUE = '    venue: {{name: {{kk: "{kk}", ru: "{ru}"}}}}\n    sessions:'


async def sign_up(story: Story, phone: Phone, session: str, number: int, tr: Translator) -> None:
    """A teacher gets a place, and reads under which number."""
    await story.tell(phone, "/register")
    for label in ("Демо-фест", session, tr.plain("Sign up"), tr.plain("I am a teacher"), tr.plain("✅ Send")):
        await story.tap(phone, label)
    await phone.expect(tr.plain("Registration № {number}", number=number))


@pytest.mark.parametrize("language", list(TRS))
async def test_the_old_place_and_the_new_one_side_by_side(own, tmp_path, language):
    emulator, bot = own()
    tr: Translator = TRS[language]
    day = datetime.now(UTC).date() + timedelta(days=30)
    text = EVENT.format(day=day, opens=day - timedelta(days=32)).replace("roles: [pupil]", "roles: [teacher]")
    text = text.replace("capacity: 1", "capacity: 2")
    file = tmp_path / "demo_fest.yaml"
    file.write_text(text.replace("    sessions:", VENUE.format(**OLD)), encoding="utf-8")
    async with Town(emulator.url) as town:
        story = Story(town, bot)
        code, printed = await bot.run("load", str(file))
        assert code == 0, printed
        await bot.start()
        stays, leaves = await story.newcomer(tr), await story.newcomer(tr)
        for number, phone in enumerate((stays, leaves), 1):
            await sign_up(story, phone, WELDING[language], number, tr)

        await town.fault("500", method="sendMessage")
        file.write_text(text.replace("    sessions:", VENUE.format(**NEW)), encoding="utf-8")
        code, printed = await bot.run("load", str(file))
        assert code == 0, printed
        assert queued(bot, "place_moved") == (2, 0)
        await bot.kill()
        await town.heal()
        await bot.start()
        await until(lambda: queued(bot, "place_moved") == (2, 2))
        for phone in (stays, leaves):
            told = await phone.expect(NEW[language], PATIENCE)
            assert told.text.index(OLD[language]) < told.text.index(NEW[language])
            assert sum(NEW[language] in bubble.text for bubble in await phone.bubbles()) == 1

        sent = await story.tap(stays, tr.plain("📅 Calendar file"))
        (entry,) = Calendar.from_ical(await town.download(sent.data["document"]["file_id"])).events
        assert (NEW[language] in str(entry["LOCATION"]), entry["SEQUENCE"]) == (True, 1)
        await story.tap(stays, tr.plain("✅ Yes, I am coming"))
        await story.tap(leaves, tr.plain("I cannot come"))
        await story.tap(leaves, tr.plain("Yes, give it up"))
        states = bot.rows("select state, coming_at is not null from registrations order by id")
        assert states == [("confirmed", 1), ("cancelled", 0)]
        assert '"level": "error"' not in bot.log


@pytest.mark.parametrize("language", list(TRS))
async def test_one_yes_to_every_session_that_has_moved(own, tmp_path, language):
    emulator, bot = own()
    tr: Translator = TRS[language]
    day = datetime.now(UTC).date() + timedelta(days=30)
    text = EVENT.format(day=day, opens=day - timedelta(days=32)).replace("roles: [pupil]", "roles: [teacher]")
    text += (
        text[text.index("      - key: welding") :]
        .replace("welding", "talk")
        .replace('"Дән', '"2 Дән')
        .replace('"Св', '"2 Св')
    )
    file = tmp_path / "demo_fest.yaml"
    file.write_text(text.replace("    sessions:", VENUE.format(**OLD)), encoding="utf-8")
    async with Town(emulator.url) as town:
        story = Story(town, bot)
        code, printed = await bot.run("load", str(file))
        assert code == 0, printed
        await bot.start()
        phone = await story.newcomer(tr)
        for number, session in enumerate((WELDING[language], f"2 {WELDING[language]}"), 1):
            await sign_up(story, phone, session, number, tr)
        file.write_text(text.replace("    sessions:", VENUE.format(**NEW)), encoding="utf-8")
        code, printed = await bot.run("load", str(file))
        assert code == 0, printed
        told = await phone.expect(NEW[language], PATIENCE)
        assert tr.plain("Registrations № {numbers}", numbers="1, 2") in told.text
        await story.tap(phone, tr.plain("✅ Yes, to all of it"))
        said = bot.rows("select state, coming_at is not null from registrations order by id")
        assert said == [("confirmed", 1), ("confirmed", 1)]
        assert '"level": "error"' not in bot.log
