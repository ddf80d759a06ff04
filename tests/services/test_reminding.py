"""Reminders at work: each told once, by the rule, over kills and moved dates."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.applications import Application
from bot.domain.consent import Consent
from bot.domain.deliveries import NoticeKind
from bot.domain.events import Window
from bot.domain.places import SessionKey
from bot.domain.plans import OccurrenceState
from bot.domain.rules import Rules
from bot.domain.subscriptions import QuietHours, Subscription
from bot.domain.when import Exact
from bot.services import reminding as module
from bot.services.coming import Coming
from bot.services.programme import Programmes
from bot.services.registering import Registering
from bot.services.reminding import Reminding
from bot.services.seating import Seating
from bot.services.sessions import Applied
from tests.fakes.clock import FakeClock
from tests.fakes.memory import MemoryDatabase
from tests.views.samples import NOW, OPEN, event

ZONE = ZoneInfo("Asia/Almaty")
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
START = NOW + timedelta(days=20)
"""15:00 in Pavlodar."""
KEY = SessionKey("fest", "open", "s1")


class Place:
    """One session, whose people the clock brings to its start."""

    def __init__(self) -> None:
        self.database = MemoryDatabase()
        self.clock = FakeClock(NOW)
        self.programmes = Programmes(self.database, self.clock, ZONE)
        self.seating = Seating(self.programmes, self.clock, ZONE)
        self.registering = Registering(self.seating, self.clock)
        self.coming = Coming(self.seating, self.clock, ZONE)
        self.reminding = Reminding(self.programmes, self.clock, ZONE)

    async def load(self, start=START, capacity=None, **rules):
        session = replace(
            OPEN.sessions[0],
            key="s1",
            when=Exact(start, start + HOUR),
            capacity=capacity,
            roles=frozenset(),
            review=False,
        )
        window = Window(NOW - DAY, NOW + 19 * DAY)
        edition = replace(
            OPEN, when=Exact(start, start + HOUR), registration=window, sessions=(session,), rules=Rules.of(**rules)
        )
        await self.programmes.load([event("fest", editions=(edition,))], whole=True)

    async def sign_up(self, owner, **more):
        more.setdefault("minor", False)
        consent = Consent("1", "hash", more.pop("guardian"), NOW) if "guardian" in more else None
        applied = await self.registering.sign_up(self.database, KEY, Application(owner, **more), None, consent=consent)
        assert isinstance(applied, Applied)
        return applied.registration

    async def until(self, moment):
        self.clock.advance(moment - self.clock.now())
        await self.seating.keep_moving(self.database)
        return await self.reminding.due(self.database)

    def queued(self, kind):
        return [one for one in self.database.tables.outbox.values() if one.notice.kind is kind]

    def row(self, one):
        return self.database.tables.registrations[one.id]


@pytest.fixture
async def place():
    made = Place()
    await made.load()
    return made


def local(moment):
    return moment.astimezone(ZONE)


async def test_everybody_is_reminded_once_by_the_rule(place):
    await place.load(reminders=(DAY, 2 * HOUR), still_coming=())
    people = [await place.sign_up(owner) for owner in (1, 2, 3)]
    assert await place.until(START - DAY - HOUR) == 0
    assert await place.until(START - DAY) == 3
    assert await place.reminding.due(place.database) == 0
    assert await Reminding(place.programmes, place.clock, ZONE).due(place.database) == 0, "nor after a restart"
    await place.registering.cancel(place.database, 2, people[1].id)
    assert await place.until(START - HOUR) == 2
    assert Counter(one.chat for one in place.queued(NoticeKind.REMINDER)) == {1: 2, 2: 1, 3: 2}
    assert await place.until(START + HOUR) == 0


async def test_a_moved_date_takes_its_reminders_along(place):
    await place.load(still_coming=())
    await place.sign_up(1)
    assert await place.until(START - DAY) == 1
    later = START + 5 * DAY
    await place.load(start=later, still_coming=())
    assert await place.reminding.due(place.database) == 0
    assert await place.until(later - DAY) == 1
    begins = [one.notice.params["begins"] for one in place.queued(NoticeKind.REMINDER)]
    assert begins == [START.isoformat(), later.isoformat()]


async def test_a_crowd_is_written_to_in_slices_and_a_kill_in_the_middle_loses_and_repeats_nobody(place, monkeypatch):
    monkeypatch.setattr(module, "AT_ONCE", 10)
    await place.load(still_coming=())
    for owner in range(1, 36):
        await place.sign_up(owner)
    place.clock.advance(START - DAY - NOW)

    class Killed(Exception):  # noqa: N818  no error of the product
        pass

    calls = 0
    run = place.database.run

    async def dies(body):
        nonlocal calls
        calls += 1
        if calls == 3:
            raise Killed
        return await run(body)

    monkeypatch.setattr(place.database, "run", dies)
    with pytest.raises(Killed):
        await place.reminding.due(place.database)
    assert len(place.queued(NoticeKind.REMINDER)) == 20
    assert await Reminding(place.programmes, place.clock, ZONE).due(place.database) == 15
    assert sorted(one.chat for one in place.queued(NoticeKind.REMINDER)) == list(range(1, 36))


class Careless(Reminding):
    """Sabotaged: writes the occasion down before its people are told."""

    def _slice(self, tx, one, after):
        queued = super()._slice(tx, one, after)
        tx.plans.add(one.happening, OccurrenceState.QUEUED)
        return queued


async def test_written_down_first_a_kill_would_lose_people(place, monkeypatch):
    monkeypatch.setattr(module, "AT_ONCE", 10)
    await place.load(still_coming=())
    for owner in range(1, 16):
        await place.sign_up(owner)
    place.clock.advance(START - DAY - NOW)
    careless = Careless(place.programmes, place.clock, ZONE)
    one = next(careless._occasions(place.programmes.current, place.clock.now()))
    await place.database.run(lambda tx: careless._slice(tx, one, 0))
    assert await Careless(place.programmes, place.clock, ZONE).due(place.database) == 0
    assert len(place.queued(NoticeKind.REMINDER)) == 10, "five would never hear of it"


async def test_what_comes_too_late_is_dropped_and_written_down_where_somebody_was_concerned(place):
    await place.load(still_coming=())
    place.clock.advance(START + HOUR / 2 - NOW)
    assert await place.reminding.due(place.database) == 0
    assert [state for _, state in place.database.tables.occurrences.values()] == [OccurrenceState.QUEUED]

    late = Place()
    await late.load(still_coming=())
    await late.sign_up(1)
    assert await late.until(START + HOUR / 2) == 0
    assert [state for _, state in late.database.tables.occurrences.values()] == [OccurrenceState.DROPPED]


async def test_who_signs_up_after_a_reminder_was_due_is_not_reminded_of_what_they_just_read(place):
    await place.load(still_coming=())
    await place.sign_up(1)
    place.clock.advance(timedelta(days=18, hours=20))
    await place.sign_up(2)
    place.clock.advance(timedelta(hours=5))
    assert await place.reminding.due(place.database) == 2
    await place.load(still_coming=(), reminders=(2 * DAY,))
    assert await place.reminding.due(place.database) == 1


async def test_quiet_hours_and_the_night_put_a_reminder_off(place):
    await place.load(start=START + 5 * HOUR, still_coming=())
    await place.database.run(lambda tx: tx.subscriptions.put(Subscription(1, quiet=QuietHours(19 * 60, 22 * 60))))
    await place.sign_up(1)
    await place.sign_up(2)
    await place.until(START + 5 * HOUR - DAY)
    dues = {one.chat: local(one.due_at).strftime("%d %H:%M") for one in place.queued(NoticeKind.REMINDER)}
    assert dues == {1: "12 08:00", 2: "11 20:00"}


async def test_a_pupil_is_reminded_of_the_consent_at_half_time_and_near_the_end(place):
    one = await place.sign_up(5, minor=True)
    assert place.row(one).until == NOW + 72 * HOUR
    reminders = place.queued(NoticeKind.CONSENT_REMINDER)
    # 15:00 and 72 hours: half lies in the night, twelve hours before the end too.
    assert [local(reminder.due_at).strftime("%d %H:%M") for reminder in reminders] == ["24 08:00", "25 08:00"]
    assert all(reminder.due_at < place.row(one).until for reminder in reminders)
