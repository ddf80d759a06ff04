"""A date, a time or a place that moves: everybody concerned reads it once, and every calendar learns it anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.domain.classes import SchoolClass, Seat
from bot.domain.consent import Consent
from bot.domain.deliveries import NoticeKind
from bot.domain.events import Venue
from bot.domain.places import SessionKey
from bot.domain.registrations import Ending, RegistrationState
from bot.domain.when import Exact, Unknown
from bot.services.programme import Programmes
from bot.services.seating import Seating
from bot.views.navigation import Surface
from bot.views.notices import WORDS
from bot.views.saying import Copied, Revision, Setting, spoken
from bot.views.voices import Voice
from tests.contracts.test_registrations import registration
from tests.fakes.clock import FakeClock
from tests.fakes.memory import MemoryDatabase, MemoryTransaction
from tests.telegram.conversation import TRS
from tests.views.samples import NOW, OPEN, event, text

if TYPE_CHECKING:
    from bot.domain.deliveries import Delivery
    from bot.domain.events import Edition, Event

ZONE = ZoneInfo("Asia/Almaty")
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
START = NOW + timedelta(days=20)
CONFIRMED, WAITS = RegistrationState.CONFIRMED, RegistrationState.WAITLISTED
SESSIONS = tuple(replace(OPEN.sessions[0], key=key, when=Exact(START, START + HOUR)) for key in ("s1", "s2"))
EDITION = replace(OPEN, key="e1", when=Exact(START, START + 6 * HOUR), sessions=SESSIONS)
PUPIL, PARENT, FOLLOWER, BOTH, QUEUED, ELSEWHERE, TEACHER = 1, 77, 5, 6, 7, 8, 60


class Town:
    def __init__(self) -> None:
        self.database = MemoryDatabase()
        self.programmes = Programmes(self.database, FakeClock(NOW), ZONE)

    async def load(self, edition: Edition, *others: Event) -> None:
        await self.programmes.load([event("fest", editions=(edition,)), *others], whole=True)

    @property
    def told(self) -> list[Delivery]:
        return list(self.database.tables.outbox.values())

    def to(self, person: int) -> Delivery:
        (found,) = [one for one in self.told if one.chat == person]
        return found

    def words(self, one: Delivery) -> str | None:
        tx = MemoryTransaction(self.database.tables.copy(only_reading=True))
        setting = Setting(tx, self.programmes.current, NOW, ZONE, Surface("pvl_bot"))
        said = WORDS[one.notice.kind](one.notice.params, setting)
        voice = Voice(tuple(list(TRS.values())[1:]))
        assert not isinstance(said, Revision | Copied)
        return None if said is None else spoken(said, voice).html


@pytest.fixture
async def town():
    made = Town()
    await made.load(EDITION)
    consent = Consent("1", "hash", PARENT, NOW)
    paper = Consent("1", "hash", 99, NOW, paper=True)

    def people(tx):
        for person in (FOLLOWER, BOTH):
            tx.follows.add(person, "fest", NOW)
        tx.follows.tell("fest", "e1")
        there = {"session": SessionKey("fest", "e1", "s1")}
        tx.registrations.add(registration(PUPIL, CONFIRMED, minor=True, consent=consent, **there))
        tx.registrations.add(registration(BOTH, CONFIRMED, **there))
        tx.registrations.add(registration(BOTH, CONFIRMED, session=SessionKey("fest", "e1", "s2")))
        tx.registrations.add(registration(QUEUED, WAITS, minor=True, consent=paper, **there))
        tx.registrations.add(registration(ELSEWHERE, CONFIRMED, session=SessionKey("fest", "e1", "s2")))
        tx.registrations.add(registration(9, RegistrationState.CANCELLED, ending=Ending.BY_PERSON, **there))

    await made.database.run(people)
    return made


async def test_everybody_concerned_is_told_once(town):
    await town.load(replace(EDITION, when=Exact(START + DAY)))

    assert sorted(one.chat for one in town.told) == [PUPIL, FOLLOWER, BOTH, QUEUED, ELSEWHERE, PARENT]
    assert town.to(FOLLOWER).notice.kind is NoticeKind.EDITION_CHANGED
    assert {town.to(person).notice.kind for person in (PUPIL, BOTH, PARENT)} == {NoticeKind.PLACE_MOVED}
    rows = town.database.tables.registrations
    assert [rows[number].sequence for number in range(1, 7)] == [1, 1, 1, 1, 1, 0]
    assert rows[1].asked_coming_at is not None
    assert rows[4].asked_coming_at is None, "who waits has nothing to give up"
    await town.load(replace(EDITION, when=Exact(START + DAY)))
    assert len(town.told) == 6


async def test_a_session_that_moves_concerns_its_own_people(town):
    moved = replace(SESSIONS[0], when=Exact(START + HOUR), place=text("Hall 2"))
    await town.load(replace(EDITION, sessions=(moved, SESSIONS[1])))

    assert sorted(one.chat for one in town.told) == [PUPIL, BOTH, QUEUED, PARENT]
    rows = town.database.tables.registrations
    assert [rows[number].sequence for number in range(1, 6)] == [1, 1, 0, 1, 0]
    said = town.words(town.to(PUPIL))
    assert said
    assert "Hall 2" in said
    assert "the place is not known" in said or "<s>" in said


async def test_old_and_new_stand_side_by_side_with_a_question(town):
    await town.load(replace(EDITION, when=Exact(START + DAY), venue=Venue(text("Park"))))
    said = {person: town.words(town.to(person)) or "" for person in (PUPIL, QUEUED, PARENT)}
    assert all("Park" in words and words.count("<s>") == 2 for words in said.values())
    assert ["still coming" in said[person] for person in (PUPIL, QUEUED, PARENT)] == [True, False, False]
    assert "Your child" in said[PARENT]


async def test_what_they_have_at_the_new_time_is_pointed_out_to_each_and_for_each_child(town):
    talk = replace(OPEN.sessions[0], key="talk", name=text("Talk"), when=Exact(START + DAY, START + DAY + HOUR))
    other = event("other", editions=(replace(EDITION, when=Exact(START + DAY), sessions=(talk,)),))
    await town.load(EDITION, other)

    def elsewhere(tx):
        there = {"session": SessionKey("other", "e1", "talk")}
        tx.registrations.add(registration(BOTH, CONFIRMED, **there))
        tx.registrations.add(registration(ELSEWHERE, CONFIRMED, child=1, **there))
        tx.registrations.add(registration(QUEUED, RegistrationState.CANCELLED, ending=Ending.BY_PERSON, **there))
        # The teacher's own class is there, and another seat of it is in the session that moves.
        one = tx.classes.add(SchoolClass(there["session"], TEACHER, "9Б", NOW))
        kept = tx.registrations.add(registration(TEACHER, RegistrationState.WAITLISTED, child=-1, **there))
        tx.classes.seat(Seat(one.id, 1, kept.id))
        tx.registrations.add(registration(TEACHER, CONFIRMED, session=SessionKey("fest", "e1", "s2")))

    await town.database.run(elsewhere)
    later = tuple(replace(one, when=Exact(START + DAY, START + DAY + HOUR)) for one in SESSIONS)
    await town.load(replace(EDITION, when=Exact(START + DAY), sessions=later), other)
    said = {one.chat: town.words(one) or "" for one in town.told}
    assert "you are signed up for «Talk по-русски»" not in said[PUPIL] + said[ELSEWHERE] + said[QUEUED]
    assert said[BOTH].count("«Talk по-русски»") == 1
    assert "At the same time you have signed up: 9Б – «Talk по-русски»" in said[TEACHER]


async def test_a_date_that_is_taken_back_and_announced_again_is_told_to_who_is_registered(town):
    await town.load(replace(EDITION, when=Unknown()))
    await town.load(replace(EDITION, when=Exact(START + 30 * DAY)))
    pupils = [one for one in town.told if one.chat == PUPIL]
    assert len(pupils) == 2
    assert "still coming" in (town.words(pupils[1]) or "")
    both = [one.notice.kind for one in town.told if one.chat == BOTH]
    assert both == [NoticeKind.PLACE_MOVED] * 2, "who follows too reads it once"
    assert [one.chat for one in town.told].count(FOLLOWER) == 2


async def test_what_was_asked_before_the_move_takes_no_place_away(town):
    ends = NOW + HOUR
    rows = town.database.tables.registrations
    await town.database.run(lambda tx: tx.registrations.put(replace(rows[2], until=ends)))
    await town.load(replace(EDITION, when=Exact(START + DAY)))
    assert town.database.tables.registrations[2].until is None
    clock = FakeClock(ends + HOUR)
    await Seating(town.programmes, clock, ZONE).keep_moving(town.database)
    assert town.database.tables.registrations[2].state is CONFIRMED


async def test_the_teacher_of_a_class_is_told_once_however_many_seats(town):
    key = SessionKey("fest", "e1", "s1")

    def sign_up(tx):
        one = tx.classes.add(SchoolClass(key, TEACHER, "9A", NOW))
        for number in (1, 2):  # taken by pupils
            owned = tx.registrations.add(registration(100 + number, WAITS, session=key))
            tx.classes.seat(Seat(one.id, number, owned.id, claimed=True))

    await town.database.run(sign_up)
    await town.load(replace(EDITION, when=Exact(START + DAY)))
    said = town.words(town.to(TEACHER))
    assert said
    assert "your class" in said
    assert {101, 102} <= {one.chat for one in town.told}
