"""From a confirmed place to its day, in both languages: asked, silent, asked again, given up, offered on, reminded."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.emulator.verbs import Town
from tests.e2e.ahead import Ahead
from tests.e2e.test_registration import EVENT
from tests.e2e.test_stories import TRS, Story

if TYPE_CHECKING:
    from bot.i18n import Translator

pytestmark = pytest.mark.e2e

ZONE = ZoneInfo("Asia/Almaty")
PATIENCE = 90.0
"""Seconds for what a tick brings: the machine may be busy."""
WELDING = {"kk": "Дәнекерлеу", "ru": "Сварка"}


def queued(bot, kind):
    """How many messages of a kind were queued, and how many of these were sent."""
    return bot.rows("select count(*), coalesce(sum(state = 'sent'), 0) from outbox where kind = ?", kind)[0]


async def until(holds):
    """Wait for what a tick does."""
    async with asyncio.timeout(PATIENCE):
        while not holds():
            await asyncio.sleep(0.1)


@pytest.mark.parametrize("language", list(TRS))
async def test_a_place_until_its_day(own, tmp_path, language):
    emulator, bot = own()
    tr: Translator = TRS[language]
    clock = Ahead(tmp_path / "ahead")
    bot.command = [sys.executable, "-m", "tests.e2e.ahead", str(clock.file)]
    day = datetime.now(UTC).astimezone(ZONE).date() + timedelta(days=30)

    def before(days: int) -> datetime:
        return datetime.combine(day - timedelta(days=days), time(10, 5), ZONE)

    file = tmp_path / "demo_fest.yaml"
    text = EVENT.format(day=day, opens=day - timedelta(days=32)).replace("roles: [pupil]", "roles: [teacher]")
    file.write_text(text, encoding="utf-8")
    async with Town(emulator.url) as town:
        story = Story(town, bot)
        code, printed = await bot.run("load", str(file))
        assert code == 0, printed
        clock.move(before(28))
        await bot.start()
        first, second = await story.newcomer(tr), await story.newcomer(tr)
        for phone in (first, second):
            await story.tell(phone, "/register")
            await story.tap(phone, "Демо-фест")
            await story.tap(phone, WELDING[language])
            await story.tap(phone, tr.plain("Sign up") if phone is first else tr.plain("Join the waiting list"))
            await story.tap(phone, tr.plain("I am a teacher"))
            await story.tap(phone, tr.plain("✅ Send"))
        await first.expect(tr.plain("✅ confirmed"))
        await second.expect(tr.plain("🕓 on the waiting list"))

        question = tr.plain("<b>Are you still coming?</b>").replace("<b>", "").replace("</b>", "")
        clock.move(before(7))
        await first.expect(question, PATIENCE)
        assert queued(bot, "still_coming")[0] == 1

        # The second question is queued while Telegram is away, and the bot is killed before it could be said.
        await town.fault("500", method="sendMessage")
        clock.move(before(2))
        await until(lambda: queued(bot, "still_coming") == (2, 1))
        await bot.kill()
        await town.heal()
        await bot.start()
        await until(lambda: queued(bot, "still_coming") == (2, 2))
        asked = [bubble for bubble in await first.bubbles() if question in bubble.text]
        assert len(asked) == 2, "said once each"

        await story.tap(first, tr.plain("I cannot come"))
        await story.tap(first, tr.plain("Yes, give it up"))
        assert bot.rows("select state from registrations order by id") == [("cancelled",), ("offered",)]
        await second.expect(tr.plain("🎟 a place is free for you"), PATIENCE)
        await story.tap(second, tr.plain("✅ I take the place"))
        assert bot.rows("select state from registrations order by id") == [("cancelled",), ("confirmed",)]

        clock.move(before(1))
        gladly = tr.plain("If you cannot come, please say so: somebody else will be glad of the place.")
        reminder = await second.expect(gladly, PATIENCE)
        assert WELDING[language] in reminder.text
        assert tr.plain("I cannot come") in reminder.labels
        await until(lambda: queued(bot, "reminder") == (1, 1))  # who gave the place up is left alone
        assert '"level": "error"' not in bot.log
