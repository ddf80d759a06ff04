"""The port of the table of registrations, in memory."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.coming import Party, guardian_of
from bot.domain.places import Places
from bot.domain.registrations import RegistrationState, live_in
from tests.fakes.classes import FakeClasses

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.domain.places import SessionKey
    from bot.domain.registrations import Registration
    from tests.fakes.tables import Tables


class FakeRegistrations:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def lock(self) -> None:
        self._tables.written()

    def add(self, registration: Registration) -> Registration | None:
        self._tables.written()
        mine, child = self.of(registration.owner), registration.application.child
        if registration.is_live and live_in(mine, registration.session, child) is not None:
            return None
        self._tables.last_registration += 1
        kept = replace(registration, id=self._tables.last_registration)
        self._tables.registrations[kept.id] = kept
        return kept

    def get(self, registration: int) -> Registration | None:
        return self._tables.registrations.get(registration)

    def put(self, registration: Registration) -> None:
        self._tables.written()
        if registration.id in self._tables.registrations:
            self._tables.registrations[registration.id] = registration

    def of(self, owner: int) -> Sequence[Registration]:
        return [one for one in reversed(self._tables.registrations.values()) if one.owner == owner]

    def consented_by(self, guardian: int) -> Sequence[Registration]:
        newest = reversed(self._tables.registrations.values())
        return [o for o in newest if o.is_live and o.consent and o.consent.is_live and o.consent.by == guardian]

    def waiting(self, session: SessionKey, most: int) -> Sequence[Registration]:
        return self._queue(session)[:most]

    def in_state(self, session: SessionKey, state: RegistrationState, after: int, most: int) -> Sequence[Registration]:
        theirs = (one for one in self._tables.registrations.values() if one.session == session and one.id > after)
        return [one for one in theirs if one.state is state][:most]

    def undecided(self, most: int) -> Sequence[Registration]:
        awaited = RegistrationState.AWAITING_REVIEW
        return [one for one in self._tables.registrations.values() if one.state is awaited][:most]

    def queues(self) -> Sequence[SessionKey]:
        waiting = RegistrationState.WAITLISTED
        return sorted({one.session for one in self._tables.registrations.values() if one.state is waiting})

    def ahead(self, registration: Registration) -> int:
        before = (one for one in self._queue(registration.session) if one.id < registration.id)
        return sum(one.application.places for one in before)

    def overdue(self, now: datetime, most: int) -> Sequence[Registration]:
        late = [one for one in self._tables.registrations.values() if one.is_live and one.until and one.until <= now]
        return sorted(late, key=lambda one: (one.until, one.id))[:most]

    def counts(self, session: SessionKey) -> Mapping[RegistrationState, int]:
        counts: Counter[RegistrationState] = Counter()
        for one in self._tables.registrations.values():
            if one.session == session:
                counts[one.state] += one.application.places
        return dict(counts)

    def listed(self, event: str, after: int, most: int) -> Sequence[Registration]:
        those = (one for one in self._tables.registrations.values() if one.session.event == event and one.id > after)
        return sorted(those, key=lambda one: one.id)[:most]

    def some(self, numbers: Sequence[int]) -> Sequence[Registration]:
        return [self._tables.registrations[number] for number in numbers if number in self._tables.registrations]

    def owners(self, event: str, edition: str) -> Sequence[int]:
        live = (one for one in self._tables.registrations.values() if one.is_live and one.owner > 0)
        return sorted({one.owner for one in live if (one.session.event, one.session.edition) == (event, edition)})

    def live_in(self, event: str, edition: str, most: int) -> Sequence[Registration]:
        return self._live(event, edition)[:most]

    def parties(self, event: str, edition: str) -> Sequence[Party]:
        classes, seats = self._tables.classes, self._tables.class_seats.values()
        teachers = {seat.registration: classes[seat.class_id].teacher for seat in seats}
        return [
            Party(o.id, o.session.session, o.owner, guardian_of(o), teachers.get(o.id))
            for o in self._live(event, edition)
            if o.owner > 0
        ]

    def moved(self, event: str, edition: str, sessions: frozenset[str] | None, now: datetime) -> int:
        self._tables.written()
        concerned = [o for o in self._live(event, edition) if sessions is None or o.session.session in sessions]
        for one in concerned:
            after = replace(one, sequence=one.sequence + 1)
            if one.state is RegistrationState.CONFIRMED:
                after = replace(after, asked_coming_at=now, until=None)
            self._tables.registrations[one.id] = after
        return len(concerned)

    def _live(self, event: str, edition: str) -> list[Registration]:
        live = (one for one in self._tables.registrations.values() if one.is_live)
        return [one for one in live if (one.session.event, one.session.edition) == (event, edition)]

    def editions(self) -> Sequence[tuple[str, str, datetime]]:
        last: dict[tuple[str, str], datetime] = {}
        for one in self._tables.registrations.values():
            if one.owner > 0:
                key = one.session.event, one.session.edition
                last[key] = max(last.get(key, one.asked_at), one.asked_at)
        return [(*key, asked_at) for key, asked_at in sorted(last.items())]

    def anonymise(self, event: str, edition: str) -> int:
        self._tables.written()
        theirs = [
            one
            for one in self._tables.registrations.values()
            if one.owner > 0 and (one.session.event, one.session.edition) == (event, edition)
        ]
        for one in theirs:
            nobody = one.application.forgotten(one.id)
            consent = replace(one.consent, by=0, contact=None) if one.consent else None
            self._tables.registrations[one.id] = replace(one, application=nobody, consent=consent, reason=None)
        gone = {one.id for one in theirs}
        kept = self._tables.consent_requests
        for secret in [secret for secret, request in kept.items() if request.registration in gone]:
            del kept[secret]
        asked = self._tables.review_questions
        for number in [number for number, question in asked.items() if question.registration in gone]:
            del asked[number]
        gone_classes = [
            c for c in self._tables.classes.values() if (c.session.event, c.session.edition) == (event, edition)
        ]
        for one_class in gone_classes:
            FakeClasses(self._tables).forget(one_class.id)
        return len(theirs)

    def places(self, session: SessionKey) -> Places | None:
        return self._tables.places.get(session)

    def taken(self, event: str, edition: str) -> Mapping[str, int]:
        places = self._tables.places.items()
        return {at.session: held.taken for at, held in places if (at.event, at.edition) == (event, edition)}

    def set_capacity(self, session: SessionKey, capacity: int | None) -> None:
        self._tables.written()
        held = self._tables.places.get(session, Places(None))
        self._tables.places[session] = replace(held, capacity=capacity)

    def take(self, session: SessionKey, places: int) -> bool:
        self._tables.written()
        held = self._tables.places.get(session)
        if held is None or not held.fit(places):
            return False
        self._tables.places[session] = replace(held, taken=held.taken + places)
        return True

    def take_unwaited(self, session: SessionKey, places: int, capacity: int | None) -> bool:
        held = self._tables.places.get(session)
        is_so = held is not None and held.capacity == capacity and not self._queue(session)
        return is_so and self.take(session, places)

    def free(self, session: SessionKey, places: int) -> None:
        self._tables.written()
        held = self._tables.places[session]
        self._tables.places[session] = replace(held, taken=held.taken - places)

    def _queue(self, session: SessionKey) -> list[Registration]:
        return [
            one
            for one in self._tables.registrations.values()
            if one.session == session and one.state is RegistrationState.WAITLISTED
        ]
