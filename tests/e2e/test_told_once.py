"""A date is set and moves, over a kill: who follows, has a place and subscribes as well reads of it once each time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.emulator.verbs import Town
from tests.e2e.test_coming import WELDING, until
from tests.e2e.test_registration import EVENT
from tests.e2e.test_stories import TRS, Story

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from bot.emulator.verbs import Phone
    from bot.i18n import Translator

pytestmark = pytest.mark.e2e

ANNOUNCED = "📅 <b>{name}</b>: the date has been announced."
YOU_ASKED = "You asked me to tell you: the date of <b>{name}</b> has been announced."
CHANGED = "<b>{name}</b>: the date or the time has changed."


def text(day: date | None) -> str:
    """The event with a plan, its date known or not."""
    today = datetime.now(UTC).date()
    written = EVENT.format(day=day or today, opens=today - timedelta(days=2)).replace("[pupil]", "[teacher]")
    lines = written.replace("demo: true", "demo: true\nplan: [date_announced]").splitlines()
    if day is None:
        first = next(number for number, line in enumerate(lines) if "registration:" in line)
        lines = [line for line in lines[:first] if "state: open" not in line]
        lines = ["    when: unknown" if "when:" in line else line for line in lines]
    return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class Readers:
    """Those who subscribe, the event's file, and the bot, which is killed at each change."""

    story: Story
    file: Path
    phones: list[Phone]
    tr: Translator

    async def load(self, day: date | None) -> None:
        self.file.write_text(text(day), encoding="utf-8")
        code, printed = await self.story.bot.run("load", str(self.file))
        assert code == 0, printed

    async def hear(self, day: date, *heads: str) -> None:
        """Set the date; each gets one message more, which begins so."""
        bot = self.story.bot
        before = [len(await phone.bubbles()) for phone in self.phones]
        await bot.kill()
        await self.load(day)
        await bot.start()
        announced = "select 1 from announcements where occurrence like ? and state = 'done'"
        await until(lambda: bool(bot.rows(announced, f"%{day}")))
        await until(lambda: not bot.rows("select 1 from outbox where state <> 'sent'"))
        await bot.at_rest(self.story.town)
        for phone, stood, head in zip(self.phones, before, heads, strict=True):
            (new,) = (await phone.bubbles())[stood:]
            assert new.html.startswith(str(self.tr(head, name="Демо-фест"))), new.html


@pytest.mark.parametrize("language", list(TRS))
async def test_one_message_to_one_person(own, tmp_path, language):
    emulator, bot = own()
    tr: Translator = TRS[language]
    first, second = (datetime.now(UTC).date() + timedelta(days=days) for days in (30, 40))
    async with Town(emulator.url) as town:
        story = Story(town, bot)
        phones: list[Phone] = []
        readers = Readers(story, tmp_path / "demo_fest.yaml", phones, tr)
        await readers.load(None)
        await bot.start()
        phones += [await story.newcomer(tr) for _ in range(3)]
        _, follower, comer = phones
        for phone in phones:
            await story.tell(phone, "/news")
            await story.tap(phone, tr.plain("Choose topics"))
            await story.tap(phone, tr.plain("Festival"))
        await story.tell(follower, "/start event_demo_fest")
        await story.tap(follower, tr.plain("🔔 Tell me the date"))
        await readers.hear(first, ANNOUNCED, YOU_ASKED, ANNOUNCED)

        await story.tell(comer, "/register")
        await story.tap(comer, "Демо-фест")
        await story.tap(comer, WELDING[language])
        await story.tap(comer, tr.plain("Sign up"))
        await story.tap(comer, tr.plain("I am a teacher"))
        await story.tap(comer, tr.plain("✅ Send"))
        await until(lambda: not bot.rows("select 1 from outbox where state <> 'sent'"))
        await bot.at_rest(town)
        await readers.hear(second, ANNOUNCED, CHANGED, CHANGED)

        assert tr.plain("✅ Yes, I am coming") in (await comer.last()).labels
        told = bot.rows("select kind from outbox where about like ? order by kind", f"%{second}")
        assert told == [("edition_changed",), ("place_moved",)]
        assert '"level": "error"' not in bot.log
