"""An edition that is cancelled: everybody concerned is told once, everything there ends, whatever comes in between."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.domain.classes import SchoolClass, Seat
from bot.domain.consent import Consent
from bot.domain.events import EditionState
from bot.domain.places import SessionKey
from bot.domain.registrations import Ending, NotNow, RegistrationState
from bot.services import cancelling
from bot.services.cancelling import Cancelling
from bot.services.registering import Registering
from bot.services.seating import Seating
from tests.contracts.test_registrations import registration
from tests.fakes.clock import FakeClock
from tests.services.test_moving import DAY, EDITION, PARENT, PUPIL, Town
from tests.views.samples import NOW

if TYPE_CHECKING:
    from bot.domain.registrations import Registration

ZONE = ZoneInfo("Asia/Almaty")
OFF = replace(EDITION, state=EditionState.CANCELLED)
FOLLOWER, BOTH, QUEUED, SEVERAL = 5, 6, 7, 8
S1, S2 = (SessionKey("fest", "e1", key) for key in ("s1", "s2"))
AGREED = Consent("1", "hash", PARENT, NOW)
STATES = RegistrationState


class Cancelled(Town):
    def __init__(self) -> None:
        super().__init__()
        self.clock = FakeClock(NOW)
        self.cancelling = Cancelling(self.programmes, self.clock)

    async def fill(self, *those: Registration) -> None:
        def body(tx):
            for session in (S1, S2):
                tx.registrations.set_capacity(session, 500)
            for one in those:
                tx.registrations.add(one)
                if one.held:
                    tx.registrations.take(one.session, one.held)

        await self.load(EDITION)
        await self.database.run(body)

    @property
    def states(self) -> set[tuple[str, str | None]]:
        return {(one.state, one.ending) for one in self.database.tables.registrations.values()}

    @property
    def taken(self) -> int:
        return sum(places.taken for places in self.database.tables.places.values())


def one_of(owner, state=STATES.CONFIRMED, session=S1, **more):
    return replace(registration(owner, state, **more), session=session)


@pytest.fixture
async def town(monkeypatch):
    monkeypatch.setattr(cancelling, "AT_ONCE", 2)
    made = Cancelled()
    await made.fill(
        one_of(PUPIL, consent=AGREED),
        one_of(BOTH),
        one_of(QUEUED, STATES.WAITLISTED),
        one_of(SEVERAL),
        one_of(SEVERAL, STATES.OFFERED, S2, until=NOW + DAY),
        one_of(9, STATES.AWAITING_REVIEW),
        one_of(10, STATES.ATTENDED),
    )
    await made.database.run(lambda tx: [tx.follows.add(person, "fest", NOW) for person in (FOLLOWER, BOTH)])
    return made


async def test_everybody_is_told_once_and_everything_ends(town):
    await town.load(OFF)
    assert sorted(one.chat for one in town.told) == sorted([PUPIL, PARENT, FOLLOWER, BOTH, QUEUED, SEVERAL, 9])
    assert await town.cancelling.end(town.database) == 6
    assert town.states == {(STATES.CANCELLED, Ending.EVENT_CANCELLED), (STATES.ATTENDED, None)}
    assert town.taken == 1, "who was there keeps the place"
    assert await town.cancelling.end(town.database) == 0
    assert len(town.told) == 7, "the end itself is told by nothing else"


async def test_what_each_reads(town):
    await town.load(OFF)
    await town.cancelling.end(town.database)
    words = {one.chat: town.words(one) or "" for one in town.told}
    assert all("has been cancelled" in said and "2026" in said for said in words.values())
    for person in (PUPIL, QUEUED, SEVERAL, BOTH, 9):
        assert "Your registration there is cancelled" in words[person]
    assert "Your child's registration" in words[PARENT]
    assert "registration" not in words[FOLLOWER]
    for person in (FOLLOWER, BOTH):
        assert "I will tell you when a new date is announced" in words[person]


async def test_the_teacher_of_a_class_is_told_once(town):
    def sign_up(tx):
        one = tx.classes.add(SchoolClass(S1, 60, "9A", NOW))
        for number in (1, 2):  # taken by pupils
            owned = tx.registrations.add(one_of(100 + number, STATES.WAITLISTED))
            tx.classes.seat(Seat(one.id, number, owned.id, claimed=True))

    await town.database.run(sign_up)
    await town.load(OFF)
    assert "The seats of your class" in (town.words(town.to(60)) or "")


async def test_a_kill_between_two_slices_leaves_the_rest_to_the_next_tick(town):
    await town.load(OFF)
    await town.database.run(lambda tx: town.cancelling._end_some(tx, "fest", "e1"))
    live = [one for one in town.database.tables.registrations.values() if one.is_live]
    assert len(live) == 4
    again = Cancelling(town.programmes, town.clock)
    assert await again.end(town.database) == 4
    assert len(town.told) == 7


async def test_who_signed_up_while_it_was_cancelled_is_told_too(town):
    await town.load(OFF)
    await town.database.run(lambda tx: tx.registrations.add(one_of(77_000, STATES.WAITLISTED)))
    await town.cancelling.end(town.database)
    assert "Your registration there is cancelled" in (town.words(town.to(77_000)) or "")


async def test_an_offer_cannot_be_taken_any_more_even_before_its_end(town):
    await town.load(OFF)
    registering = Registering(Seating(town.programmes, town.clock, ZONE), town.clock)
    assert await registering.take_offer(town.database, SEVERAL, 5) == NotNow(STATES.OFFERED)


async def test_nothing_comes_back_when_the_event_does(town):
    await town.load(OFF)
    await town.cancelling.end(town.database)
    await town.load(EDITION)
    assert await town.cancelling.end(town.database) == 0
    assert (STATES.CONFIRMED, None) not in town.states


async def test_a_memory_that_is_behind_ends_nothing(town):
    await town.load(OFF)
    stale = town.programmes
    other = Town()
    other.database = town.database
    other.programmes = type(stale)(town.database, town.clock, ZONE)
    await other.load(EDITION)
    assert await town.cancelling.end(town.database) == 0
