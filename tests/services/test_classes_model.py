"""Classes against a small model: teachers, pupils, guardians, the clock and the capacity, in any order."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from bot.domain.applications import Application
from bot.domain.classes import MOST_SEATS, Seat
from bot.domain.consent import hash_of
from bot.domain.deliveries import NoticeKind
from bot.domain.people import Role
from bot.domain.registrations import NEEDS_CONSENT, Registration, RegistrationState
from bot.services.classes import Classes, Fewer, Seated, TooMany, UnknownClass, Wish
from bot.services.programme import Programmes
from bot.services.registering import Registering
from bot.services.seat_links import Free, Links, SeatLinks
from bot.services.seating import Seating
from tests.fakes.clock import FakeClock
from tests.fakes.memory import MemoryDatabase
from tests.services.test_registering_model import KEY, WHEN, WINDOW
from tests.views.samples import NOW, OPEN, event

ZONE = ZoneInfo("Asia/Almaty")
TEACHERS, PUPILS = st.sampled_from((501, 502)), st.integers(1, 6)


class ClassRules(RuleBasedStateMachine):
    """The rules are what happens to the classes of one session; the invariants hold after each."""

    links: type[SeatLinks] = SeatLinks

    def __init__(self) -> None:
        super().__init__()
        self.database, self.clock = MemoryDatabase(), FakeClock(NOW)
        self.programmes = Programmes(self.database, self.clock, ZONE)
        self.seating = Seating(self.programmes, self.clock, ZONE)
        self.classes = Classes(self.seating, self.clock)
        self.seat_links = self.links(self.seating, self.clock)
        self.registering = Registering(self.seating, self.clock)
        self.secrets: list[tuple[int, str]] = []
        self.used: set[str] = set()
        self.taken = 0

    def do(self, awaitable: Any) -> Any:
        return asyncio.run(awaitable)

    @property
    def rows(self) -> list[Registration]:
        return list(self.database.tables.registrations.values())

    @property
    def seats(self) -> list[Seat]:
        return list(self.database.tables.class_seats.values())

    @initialize(capacity=st.sampled_from((None, 0, 3, 5, 45)))
    def opens(self, capacity: int | None) -> None:
        self.set_capacity(capacity)

    @rule(capacity=st.sampled_from((None, 1, 4, 8)))
    def set_capacity(self, capacity: int | None) -> None:
        s1, s2 = OPEN.sessions
        sessions = (s1, replace(s2, capacity=capacity, roles=frozenset({Role.PUPIL})))
        edition = replace(OPEN, when=WHEN, registration=WINDOW, sessions=sessions)
        self.do(self.programmes.load([event("fest", editions=(edition,))], whole=True))

    @rule(teacher=TEACHERS, count=st.sampled_from((1, 2, 5, 39)), how=st.sampled_from(("all", "part", "wait")),
          more=st.booleans(), stale=st.booleans())  # fmt: skip
    def takes(self, teacher: int, count: int, how: str, more: bool, stale: bool) -> None:  # noqa: FBT001  rule's arguments
        class_id = next((one.id for one in self.database.tables.classes.values() if one.teacher == teacher), None)
        wish = Wish(KEY, "9А", count, (), class_id if more else None)
        before, queued = len(self.rows), len(self.database.tables.outbox)
        waited = any(one.state is RegistrationState.WAITLISTED for one in self.rows)
        said = self.do(self.classes.take(self.database, teacher, Role.TEACHER, wish))
        shown = said.now if isinstance(said, Fewer) else 0
        if isinstance(said, Fewer) and how != "all":
            shown += stale
            said = self.do(self.classes.take(
                self.database, teacher, Role.TEACHER, wish, shown=shown, wait=how == "wait"
            ))  # fmt: skip
        added = self.rows[before:]
        if not isinstance(said, Seated):
            assert isinstance(said, Fewer | TooMany) or not WINDOW.contains(self.clock.now())
            assert not added, "nothing is half-done"
            assert len(self.database.tables.outbox) == queued
            return
        assert not stale or len(added) == count, "what was shown is what is taken"
        assert len(added) == (shown if shown and how == "part" else count)
        assert not waited or all(one.state is RegistrationState.WAITLISTED for one in added), "nobody is passed"
        assert len(self.database.tables.outbox) == queued + 1, "one word, however many seats"

    @rule(teacher=TEACHERS)
    def makes_links(self, teacher: int) -> None:
        for class_id in list(self.database.tables.classes):
            made = self.do(self.seat_links.make(self.database, teacher, class_id))
            if isinstance(made, Links):
                self.secrets += [(teacher, secret) for _, secret in made.secrets]

    @precondition(lambda self: self.secrets)
    @rule(data=st.data(), pupil=PUPILS, opens_it_themselves=st.booleans())
    def claims(self, data: st.DataObject, pupil: int, opens_it_themselves: bool) -> None:  # noqa: FBT001  a rule's argument
        teacher, secret = data.draw(st.sampled_from(self.secrets))
        pupil = teacher if opens_it_themselves else pupil
        before = self.rows
        said = self.do(self.seat_links.claim(self.database, pupil, secret))
        if not isinstance(said, Free):
            assert self.rows == before, "a refused claim changes nothing"
            return
        assert secret not in self.used, "a link works once"
        self.used.add(secret)
        assert pupil < 500, "a teacher takes no pupil's seat"

    @precondition(lambda self: self.database.tables.classes)
    @rule(data=st.data(), teacher=TEACHERS, what=st.sampled_from(("paper", "papers", "remove", "cancel")))
    def changes(self, data: st.DataObject, teacher: int, what: str) -> None:
        class_id, number = data.draw(st.sampled_from(list(self.database.tables.classes))), data.draw(st.integers(1, 5))
        is_theirs = self.database.tables.classes[class_id].teacher == teacher
        before = self.rows
        match what:
            case "remove":
                said = self.do(self.classes.remove(self.database, teacher, class_id, number))
            case "cancel":
                said = self.do(self.classes.cancel(self.database, teacher, class_id))
            case _:
                one = number if what == "paper" else None
                said = self.do(self.classes.hold_papers(self.database, teacher, class_id, "1", "words", number=one))
        if not is_theirs:
            assert said == UnknownClass()
            assert self.rows == before

    @rule(pupil=PUPILS)
    def signs_up_alone(self, pupil: int) -> None:
        self.do(self.registering.sign_up(self.database, KEY, Application(pupil), Role.PUPIL))

    @precondition(lambda self: self.rows)
    @rule(data=st.data())
    def leaves(self, data: st.DataObject) -> None:
        one = data.draw(st.sampled_from(self.rows))
        self.do(self.registering.cancel(self.database, one.owner, one.id))

    @rule(hours=st.sampled_from((1, 25, 80)))
    def time_passes(self, hours: int) -> None:
        self.clock.advance(timedelta(hours=hours))
        self.do(self.seating.keep_moving(self.database))

    @invariant()
    def what_is_held_is_what_is_taken_and_nothing_is_oversold(self) -> None:
        places = self.database.tables.places.get(KEY)
        taken = places.taken if places else 0
        assert sum(one.held for one in self.rows) == taken
        if places and places.capacity is not None and taken > places.capacity:
            assert taken <= self.taken, "where the capacity was lowered, places are only given back"
        self.taken = taken

    @invariant()
    def each_seat_is_one_registration_and_each_person_stands_once(self) -> None:
        live = [(one.owner, one.application.child) for one in self.rows if one.is_live]
        assert len(live) == len(set(live))
        own = [one.registration for one in self.seats]
        assert len(own) == len(set(own))
        for seat in self.seats:
            one = self.database.tables.registrations[seat.registration]
            assert seat.claimed == (not one.application.is_seat)
            assert one.application.is_seat == (one.owner >= 500)
        unclaimed = [one.id for one in self.rows if one.is_live and one.application.is_seat]
        assert set(unclaimed) <= set(own), "no live seat is out of its teacher's sight"

    @invariant()
    def no_class_is_larger_than_a_class_may_be(self) -> None:
        for class_id in self.database.tables.classes:
            live = [s for s in self.seats if s.class_id == class_id
                    and self.database.tables.registrations[s.registration].is_live]  # fmt: skip
            assert len(live) <= MOST_SEATS

    @invariant()
    def no_minor_without_consent_and_no_offer_to_a_seat(self) -> None:
        for one in self.rows:
            assert one.state not in NEEDS_CONSENT or (one.consent and one.consent.is_live)
            assert not (one.application.is_seat and one.state is RegistrationState.OFFERED)

    @invariant()
    def every_word_is_queued_once_and_teachers_are_not_flooded(self) -> None:
        queued = list(self.database.tables.outbox.values())
        assert len({one.key for one in queued}) == len(queued)
        assert all(one.notice.kind is NoticeKind.CLASS for one in queued if one.chat >= 500)


TestClasses = ClassRules.TestCase
TestClasses.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)


class CarelessLinks(SeatLinks):
    """Forgets that a link has been used: whoever opens it next takes the seat from who has it."""

    async def claim(self, work: Any, person: int, secret: str) -> Any:
        def body(tx: Any) -> None:
            seat = tx.classes.seat_by(hash_of(secret))
            if seat and seat.claimed:
                one = tx.registrations.get(seat.registration)
                as_teachers = replace(one.application, owner=501, child=-1000 - seat.number)
                tx.registrations.put(replace(one, application=as_teachers))
                tx.classes.seat(replace(seat, claimed=False))

        await work.run(body)
        return await super().claim(work, person, secret)


class First:
    """Draws what was made first, so that this test does not depend on luck."""

    def draw(self, strategy: Any) -> Any:
        return strategy.elements[0]


def two_pupils_open_one_link(links: type[SeatLinks]) -> None:
    machine = type("Played", (ClassRules,), {"links": links})()
    machine.set_capacity(3)
    machine.takes(501, 2, "all", more=False, stale=False)
    machine.makes_links(501)
    for pupil in (1, 2):
        machine.claims(First(), pupil, opens_it_themselves=False)


def test_the_model_sees_links_that_work_twice():
    two_pupils_open_one_link(SeatLinks)
    with pytest.raises(AssertionError, match="a link works once"):
        two_pupils_open_one_link(CarelessLinks)
