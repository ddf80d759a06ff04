"""Registrations against a small model: whatever people, guardians, organizers and the clock do, in any order."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.domain.amending import mark_of
from bot.domain.applications import Application
from bot.domain.coming import asked
from bot.domain.consent import Consent, hash_of
from bot.domain.events import Window
from bot.domain.forms import Field, FieldKind, Form
from bot.domain.people import Person
from bot.domain.places import Places, SessionKey
from bot.domain.registrations import HOLDING, NEEDS_CONSENT, NotNow, Registration, RegistrationState
from bot.domain.when import Exact
from bot.services import seating
from bot.services.amending import Amending, Answers
from bot.services.coming import Coming
from bot.services.programme import Programmes
from bot.services.registering import Registering
from bot.services.reviewing import AnswersChanged, Reviewing
from bot.services.seating import Seating
from bot.services.sessions import Already, Applied, Fewer, NotOpen, TooMany
from bot.services.staffing import Staffing
from tests.fakes.clock import FakeClock
from tests.fakes.memory import MemoryDatabase
from tests.fakes.registrations import FakeRegistrations
from tests.views.samples import NOW, OPEN, event, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ZONE = ZoneInfo("Asia/Almaty")
CLASS = Field("class", FieldKind.SCHOOL_CLASS, text("Class"), text("For the groups"), required=False)
KEY = SessionKey("fest", "open", "s2")
PEOPLE = st.integers(1, 12)
WINDOW = Window(NOW - timedelta(days=1), NOW + timedelta(days=60))
WHEN = Exact(NOW + timedelta(days=70))


class Registrations(RuleBasedStateMachine):
    """The rules are what happens to one session; the invariants hold after each."""

    def __init__(self) -> None:
        super().__init__()
        self.database = MemoryDatabase()
        self.clock = FakeClock(NOW)
        self.programmes = Programmes(self.database, self.clock, ZONE)
        self.seating = Seating(self.programmes, self.clock, ZONE)
        self.registering = Registering(self.seating, self.clock)
        self.coming = Coming(self.seating, self.clock, ZONE)
        staffing = Staffing(self.database, owners=frozenset({99}), clock=self.clock)
        self.reviewing = Reviewing(self.seating, staffing, self.clock)
        self.amending = Amending(self.seating, self.clock, lambda _: "text")
        self.taken = 0
        self.offered: set[int] = set()

    def do(self, awaitable: Any) -> Any:
        return asyncio.run(awaitable)

    @property
    def rows(self) -> list[Registration]:
        return list(self.database.tables.registrations.values())

    @initialize(capacity=st.sampled_from((None, 0, 1, 2, 3, 5)), review=st.sampled_from((False, False, True)))
    def opens(self, capacity: int | None, review: bool) -> None:  # noqa: FBT001  a rule's argument
        self.review = review
        self.set_capacity(capacity)

    def set_capacity(self, capacity: int | None) -> None:
        self.capacity = capacity
        s1, s2 = OPEN.sessions
        session = replace(s2, capacity=capacity, review=self.review, party=4, form=Form((CLASS,)))
        edition = replace(OPEN, when=WHEN, registration=WINDOW, sessions=(s1, session))
        self.do(self.programmes.load([event("fest", editions=(edition,))], whole=True))

    @rule(
        people=st.lists(PEOPLE, min_size=1, max_size=5),
        places=st.sampled_from((1, 1, 2, 3, 4)),
        minor=st.booleans(),
        wait=st.booleans(),
    )
    def sign_up(self, *, people: list[int], places: int, minor: bool, wait: bool) -> None:
        for person in people:
            self.signs_up(person, places, minor=minor, wait=wait)

    def signs_up(self, person: int, places: int, *, minor: bool, wait: bool) -> None:
        had = [one for one in self.rows if one.owner == person and one.is_live]
        waited = any(one.state is RegistrationState.WAITLISTED for one in self.rows)
        application = Application(person, 0, places, minor=minor)
        free = Places(self.capacity, sum(one.held for one in self.rows)).free
        said = self.do(self.registering.sign_up(self.database, KEY, application, None, wait=wait))
        match said:
            case TooMany(most):
                assert most < places
                assert minor or (self.capacity is not None and self.capacity < places)
            case Fewer(now, asked):
                assert (wait, waited, self.review) == (False, False, False)
                assert (now, asked) == (free, places)
                assert free
                assert free < places
            case Already(registration):
                assert [registration] == had
            case Applied(registration):
                assert not had
                assert registration in self.rows
                if waited and not self.review:
                    assert registration.state is RegistrationState.WAITLISTED, "nobody passes those who wait"
            case NotOpen():
                assert not WINDOW.contains(self.clock.now())
            case _:
                raise AssertionError(said)

    @precondition(lambda self: self.rows)
    @rule(data=st.data())
    def leaves(self, data: st.DataObject) -> None:
        one = data.draw(st.sampled_from(self.rows))
        said = self.do(self.registering.cancel(self.database, one.owner, one.id))
        assert isinstance(said, NotNow) != one.is_live

    @precondition(lambda self: self.rows)
    @rule(data=st.data(), places=st.integers(0, 4))
    def come_fewer(self, data: st.DataObject, places: int) -> None:
        one = data.draw(st.sampled_from(self.rows))
        said = self.do(self.registering.come_fewer(self.database, one.owner, one.id, places))
        assert isinstance(said, Registration) == (one.is_live and 0 < places < one.application.places)

    @precondition(lambda self: self.rows)
    @rule(data=st.data(), takes=st.booleans())
    def answers_an_offer(self, data: st.DataObject, takes: bool) -> None:  # noqa: FBT001  a rule's argument
        one = data.draw(st.sampled_from(self.rows))
        verb = self.registering.take_offer if takes else self.registering.decline_offer
        said = self.do(verb(self.database, one.owner, one.id))
        if one.state is not RegistrationState.OFFERED:
            assert said == NotNow(one.state)

    @precondition(lambda self: self.rows)
    @rule(data=st.data(), agrees=st.booleans())
    def guardian_decides(self, data: st.DataObject, agrees: bool) -> None:  # noqa: FBT001  a rule's argument
        one = data.draw(st.sampled_from(self.rows))
        if agrees:
            self.apply(one, one.consented(Consent("1", hash_of("text"), 99, self.clock.now())))
        else:
            self.apply(one, one.declined_by_guardian())

    @precondition(lambda self: self.rows)
    @rule(data=st.data())
    def guardian_withdraws(self, data: st.DataObject) -> None:
        one = data.draw(st.sampled_from(self.rows))
        self.apply(one, one.withdrawn(self.clock.now()))

    @precondition(lambda self: self.rows)
    @rule(data=st.data(), yes=st.booleans())
    def organizer_decides(self, data: st.DataObject, yes: bool) -> None:  # noqa: FBT001  a rule's argument
        one = data.draw(st.sampled_from(self.rows))
        mark = mark_of(one.application)
        if yes:
            said = self.do(self.reviewing.accept(self.database, 99, one.id, mark))
        else:
            said = self.do(self.reviewing.reject(self.database, 99, one.id, mark, "full"))
        assert isinstance(said, NotNow) == (one.state is not RegistrationState.AWAITING_REVIEW)

    @precondition(lambda self: self.rows)
    @rule(data=st.data(), value=st.sampled_from(("", "9А", "10Б")))
    def answers_anew(self, data: st.DataObject, value: str) -> None:
        """A decision about the answers before is refused; nothing but the answers is another."""
        one = data.draw(st.sampled_from(self.rows))
        said = self.do(self.amending.amend(self.database, one.owner, one.id, CLASS, value))
        assert isinstance(said, Answers)
        after = self.database.tables.registrations[one.id]
        if said.refused:
            assert after == one
            return
        assert one.is_live
        assert not (self.review and one.state is not RegistrationState.AWAITING_REVIEW)
        assert after.application.school_class == (value or None)
        assert replace(after, application=one.application) == one
        assert replace(after.application, answers=one.application.answers, school_class=None) == replace(
            one.application, school_class=None
        )
        if self.review and after.application != one.application:
            late = self.do(self.reviewing.accept(self.database, 99, one.id, mark_of(one.application)))
            assert late == AnswersChanged()

    @precondition(lambda self: self.rows)
    @rule(data=st.data(), present=st.booleans())
    def is_seen_at_the_gate(self, data: st.DataObject, present: bool) -> None:  # noqa: FBT001  a rule's argument
        one = data.draw(st.sampled_from(self.rows))
        self.apply(one, one.came(present=present))

    @precondition(lambda self: any(one.state is RegistrationState.CONFIRMED for one in self.rows))
    @rule(data=st.data(), frees=st.booleans(), answers=st.sampled_from((True, False, None)))
    def is_asked_whether_they_come(self, data: st.DataObject, frees: bool, answers: bool | None) -> None:  # noqa: FBT001  a rule's arguments
        here = [one for one in self.rows if one.state is RegistrationState.CONFIRMED]
        one = data.draw(st.sampled_from(here))
        now = self.clock.now()
        self.do(
            self.database.run(
                lambda tx: tx.registrations.put(asked(one, now, frees=frees, closes=now + timedelta(days=9)))
            )
        )
        if answers is not None:
            answer = self.coming.yes if answers else self.coming.no
            assert isinstance(self.do(answer(self.database, one.owner, one.id)), Registration)
        stands = self.database.tables.registrations[one.id]
        assert (stands.until is not None) == (frees and answers is None)

    @rule(capacity=st.sampled_from((None, 0, 1, 2, 3, 6)))
    def organizers_change_the_capacity(self, capacity: int | None) -> None:
        self.set_capacity(capacity)

    @rule(hours=st.sampled_from((1, 10, 25, 80)))
    def time_passes(self, hours: int) -> None:
        self.clock.advance(timedelta(hours=hours))

    @rule(person=PEOPLE, blocked=st.booleans())
    def blocks_the_bot(self, person: int, blocked: bool) -> None:  # noqa: FBT001  a rule's argument
        self.do(self.database.run(lambda tx: tx.people.put(Person(person, blocked=blocked))))

    @rule()
    def the_tick_comes(self) -> None:
        self.do(self.seating.keep_moving(self.database))
        assert not [one for one in self.rows if one.is_live and one.is_overdue(self.clock.now())]
        again = self.do(self.seating.keep_moving(self.database))
        assert again == 0, "nothing is left to move"

    def apply(self, before: Registration, after: Registration | NotNow) -> None:
        if isinstance(after, Registration):
            self.do(self.database.run(lambda tx: self.seating.changed(tx, before, after)))

    @invariant()
    def what_is_held_is_what_is_taken(self) -> None:
        places = self.database.tables.places.get(KEY)
        assert sum(one.held for one in self.rows) == (places.taken if places else 0)

    @invariant()
    def nothing_is_oversold(self) -> None:
        places = self.database.tables.places.get(KEY)
        if places and places.capacity is not None and places.taken > places.capacity:
            assert places.taken <= self.taken, "where the capacity was lowered, places are only given back"
        self.taken = places.taken if places else 0

    @invariant()
    def nobody_overtakes(self) -> None:
        """When somebody is offered a place, nobody waits before them who could be."""
        for one in self.rows:
            if one.state is RegistrationState.OFFERED and one.id not in self.offered:
                self.offered.add(one.id)
                before = [other for other in self.rows if other.id < one.id and self.could_be_offered(other)]
                assert not before, "nobody overtakes"

    def could_be_offered(self, one: Registration) -> bool:
        person = self.database.tables.people.get(one.owner)
        fits = self.capacity is None or one.application.places <= self.capacity
        return one.state is RegistrationState.WAITLISTED and fits and not (person and person.blocked)

    @invariant()
    def a_minor_comes_alone(self) -> None:
        assert all(one.application.places == 1 for one in self.rows if one.application.minor)

    @invariant()
    def nobody_stands_twice(self) -> None:
        live = [one.owner for one in self.rows if one.is_live]
        assert len(live) == len(set(live))

    @invariant()
    def no_minor_without_consent(self) -> None:
        for one in self.rows:
            if one.state in NEEDS_CONSENT and one.application.minor:
                assert one.consent
                assert one.consent.is_live

    @invariant()
    def what_ended_holds_nothing_and_says_why(self) -> None:
        for one in self.rows:
            assert (one.state in HOLDING) == (one.held > 0)
            if one.state in {RegistrationState.CANCELLED, RegistrationState.EXPIRED}:
                assert one.ending is not None
                assert one.until is None

    @invariant()
    def every_word_is_queued_once(self) -> None:
        keys = [one.key for one in self.database.tables.outbox.values()]
        assert len(keys) == len(set(keys))
        for one in self.rows:
            if one.state not in {RegistrationState.ATTENDED, RegistrationState.NO_SHOW}:
                assert f"registration:{one.id}:{one.state}" in keys


TestRegistrations = Registrations.TestCase
TestRegistrations.settings = settings(max_examples=150, stateful_step_count=50, deadline=None)

FIRST_FAILURE = settings(TestRegistrations.settings, phases=[Phase.generate], report_multiple_bugs=False, database=None)


def test_counting_registrations_instead_of_places_is_caught(monkeypatch):
    take, free = FakeRegistrations.take, FakeRegistrations.free
    monkeypatch.setattr(FakeRegistrations, "take", lambda self, session, _: take(self, session, 1))
    monkeypatch.setattr(FakeRegistrations, "free", lambda self, session, _: free(self, session, 1))
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Registrations, settings=FIRST_FAILURE)


def a_party_waits_before_one_person() -> None:
    """Of two places one becomes free, the first in the queue needs both, and the next one only that."""
    model = Registrations()
    model.opens(capacity=2, review=False)
    for person, places in ((1, 2), (2, 2), (3, 1)):
        model.signs_up(person, places, minor=False, wait=True)
    model.do(model.registering.come_fewer(model.database, 1, 1, 1))
    model.nobody_overtakes()
    assert [one.state.value for one in model.rows] == ["confirmed", "waitlisted", "waitlisted"]
    model.do(model.registering.cancel(model.database, 1, 1))
    model.nobody_overtakes()
    assert [one.state.value for one in model.rows] == ["cancelled", "offered", "waitlisted"]


def test_a_party_does_not_starve(monkeypatch):
    a_party_waits_before_one_person()
    monkeypatch.setattr(seating, "to_offer", overtaking)
    with pytest.raises(AssertionError, match="nobody overtakes"):
        a_party_waits_before_one_person()


def overtaking(places: Places, waiting: Iterable[Registration]) -> Iterator[Registration]:
    """Whoever fits goes first."""
    for one in waiting:
        if places.fit(one.application.places):
            places = replace(places, taken=places.taken + one.application.places)
            yield one
