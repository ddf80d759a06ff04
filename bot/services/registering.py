"""Signing up and leaving: whoever asks gets a place, waits for one, or learns why not; says nothing itself.

Every change of a registration, the places that it takes or frees, those who move up for it and what they are told
stand in one transaction.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.domain.deliveries import Delivery, Notice, NoticeKind
from bot.domain.places import SessionKey, Terms, awake
from bot.domain.registrations import Application, Ending, NotNow, Registration, RegistrationState, to_offer
from bot.domain.when import Exact, meet
from bot.services.sessions import (
    Already,
    Applied,
    Fewer,
    NotForRole,
    NotOpen,
    Offered,
    Seen,
    SignedUp,
    Standing,
    UnknownSession,
    offered_in,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from bot.domain.consent import Consent
    from bot.domain.people import Role
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database, Transaction
    from bot.services.programme import Programmes

AT_ONCE = 100
"""How many of a queue, and how many waits that ended, are looked at in one transaction."""


@dataclass(frozen=True, slots=True)
class UnknownRegistration:
    """There is none with that number, or it is somebody else's."""


Changed = Registration | NotNow | UnknownRegistration


class Registering:
    """The use cases of who signs up; an organizer's stand elsewhere."""

    def __init__(self, programmes: Programmes, clock: Clock, zone: ZoneInfo) -> None:
        self._programmes = programmes
        self._clock = clock
        self._zone = zone

    def now(self, key: SessionKey) -> Offered | None:
        """The session as it stands in memory, or None."""
        return offered_in(self._programmes.current, key, self._clock.now(), self._zone)

    async def sign_up(
        self,
        work: Database,
        key: SessionKey,
        application: Application,
        role: Role | None,
        *,
        consent: Consent | None = None,
        or_wait: bool = True,
    ) -> SignedUp:
        """Take an application, with a guardian's `consent` where the guardian is who applies.

        Without `or_wait` it is for places at once or for nothing.
        """
        return await work.run(lambda tx: self._sign_up(tx, key, application, role, consent, or_wait=or_wait))

    async def cancel(self, work: Database, owner: int, registration: int) -> Changed:
        """The person leaves; the place goes to who waits for it."""
        return await self._change(work, owner, registration, lambda one, _: one.cancelled(Ending.BY_PERSON))

    async def take_offer(self, work: Database, owner: int, registration: int) -> Changed:
        """The person takes the place that has become free."""
        now = self._clock.now()
        return await self._change(work, owner, registration, lambda one, terms: one.took_offer(terms, now))

    async def decline_offer(self, work: Database, owner: int, registration: int) -> Changed:
        """The person does not want it any more; the next one is asked."""
        return await self._change(work, owner, registration, lambda one, _: one.declined_offer())

    async def mine(self, work: Database, owner: int) -> tuple[Registration, ...]:
        """Everything of a person, the newest first."""
        return tuple(await work.read(lambda tx: tx.registrations.of(owner)))

    async def look(self, work: Database, owner: int, registration: int) -> Seen | UnknownRegistration:
        """One of the person's own, as it stands now."""

        def body(tx: Transaction) -> Seen | UnknownRegistration:
            one = tx.registrations.get(registration)
            if one is None or one.owner != owner:
                return UnknownRegistration()
            return Seen(one, self.find(tx, one.session), tx.registrations.ahead(one))

        return await work.read(body)

    async def standing(self, work: Database, found: Offered, owner: int) -> Standing:
        """How many places are left and who waits, and what the person has there; nothing is promised by it."""

        def body(tx: Transaction) -> Standing:
            places = tx.registrations.places(found.key) or found.places
            waiting = tx.registrations.counts(found.key).get(RegistrationState.WAITLISTED, 0)
            mine = [one for one in tx.registrations.of(owner) if one.is_live and one.session == found.key]
            return Standing(replace(places, capacity=found.session.capacity), waiting, tuple(mine))

        return await work.read(body)

    async def keep_moving(self, database: Database) -> int:
        """End the waits that are over and offer what is free; how many registrations changed. Safe at any time."""
        return await database.run(self._keep_moving)

    def find(self, tx: Transaction, key: SessionKey) -> Offered | None:
        """The session as the programme has it now, or None."""
        return offered_in(self._programmes.within(tx), key, self._clock.now(), self._zone)

    def open_sessions(self, tx: Transaction) -> list[Offered]:
        """Sessions of the editions that are not over and take registrations at any time."""
        now, programme = self._clock.now(), self._programmes.within(tx)
        editions = [
            (event, edition)
            for event in programme
            for edition in event.editions
            if edition.registration and not edition.is_over(now, self._zone)
        ]
        keys = [SessionKey(event.key, e.key, session.key) for event, e in editions for session in e.sessions]
        return [found for key in keys if (found := offered_in(programme, key, now, self._zone))]

    def accepted(self, tx: Transaction, before: Registration) -> Registration | NotNow:
        """What becomes of an application that an organizer takes; its places are taken in this transaction."""
        found = self.find(tx, before.session)
        if found is None or before.state is not RegistrationState.AWAITING_REVIEW:
            return NotNow(before.state)
        self._adopt_capacity(tx, found)
        first = not tx.registrations.waiting(found.key, 1)
        with_places = first and tx.registrations.take(found.key, before.application.places)
        return before.accepted(with_places=with_places, terms=found.terms, now=self._clock.now())

    def changed(self, tx: Transaction, before: Registration, after: Registration) -> None:
        """Keep a change, give its places to who waits, and tell the person."""
        tx.registrations.put(after)
        self._tell(tx, after)
        if before.held > after.held:
            tx.registrations.free(after.session, before.held - after.held)
            self._move_up(tx, after.session)

    def _sign_up(
        self,
        tx: Transaction,
        key: SessionKey,
        application: Application,
        role: Role | None,
        consent: Consent | None,
        *,
        or_wait: bool,
    ) -> SignedUp:
        tx.registrations.lock()
        now = self._clock.now()
        found = self.find(tx, key)
        if found is None:
            return UnknownSession()
        if (has := tx.registrations.live(key, application.owner, application.child)) is not None:
            return Already(has)
        if not found.edition.takes_registrations(now, self._zone) or found.terms.closes <= now:
            return NotOpen()
        if found.session.roles and role not in found.session.roles:
            return NotForRole(found.session.roles)
        self._adopt_capacity(tx, found)
        # Nobody passes those who wait; an organizer's decision comes before any place.
        first = not found.session.review and not tx.registrations.waiting(key, 1)
        with_places = first and tx.registrations.take(key, application.places)
        if not (with_places or or_wait or found.session.review):
            return Fewer(self._free(tx, key) if first else 0)
        begun = Registration.begin(
            key,
            application,
            review=found.session.review,
            with_places=with_places,
            terms=found.terms,
            now=now,
            consent=consent,
        )
        kept = tx.registrations.add(begun)
        assert kept is not None  # looked for above, in the same transaction
        self._tell(tx, kept)
        return Applied(kept, self._overlaps(tx, found, kept))

    async def _change(
        self,
        work: Database,
        owner: int,
        registration: int,
        change: Callable[[Registration, Terms], Registration | NotNow],
    ) -> Changed:
        def body(tx: Transaction) -> Changed:
            tx.registrations.lock()
            before = tx.registrations.get(registration)
            if before is None or before.owner != owner:
                return UnknownRegistration()
            after = change(before, self._terms_of(tx, before.session))
            if isinstance(after, Registration):
                self.changed(tx, before, after)
            return after

        return await work.run(body)

    def _keep_moving(self, tx: Transaction) -> int:
        tx.registrations.lock()
        now = self._clock.now()
        moved = 0
        for before in tx.registrations.overdue(now, AT_ONCE):
            after = before.lapsed(now)
            if isinstance(after, Registration):
                self.changed(tx, before, after)
                moved += 1
        return moved + sum(self._move_up(tx, key) for key in tx.registrations.queues())

    def _move_up(self, tx: Transaction, key: SessionKey) -> int:
        """Offer what is free to the head of the queue, until the session's end; how many were offered a place."""
        now = self._clock.now()
        found = self.find(tx, key)
        if found is None or found.edition.is_over(now, self._zone) or awake(now, self._zone) >= found.terms.closes:
            return 0
        self._adopt_capacity(tx, found)
        places = tx.registrations.places(key)
        assert places is not None  # adopted above
        queue = [one for one in tx.registrations.waiting(key, AT_ONCE) if _is_reachable(tx, one)]
        moved = 0
        for before in to_offer(places, queue):
            told, until = found.terms.offer(now, self._zone)
            after = before.offered(until)
            assert isinstance(after, Registration)  # it was waiting
            assert tx.registrations.take(key, after.held)  # counted in this transaction
            tx.registrations.put(after)
            self._tell(tx, after, told)
            moved += 1
        return moved

    @staticmethod
    def _adopt_capacity(tx: Transaction, found: Offered) -> None:
        """The programme says how many places there are; organizers may have changed that."""
        places = tx.registrations.places(found.key)
        if places is None or places.capacity != found.session.capacity:
            tx.registrations.set_capacity(found.key, found.session.capacity)

    @staticmethod
    def _free(tx: Transaction, key: SessionKey) -> int:
        places = tx.registrations.places(key)
        return (places.free or 0) if places else 0

    def _tell(self, tx: Transaction, registration: Registration, at: datetime | None = None) -> None:
        """Queue the word of where it stands now; each state is entered once, so it is said once."""
        notice = Notice(
            NoticeKind.REGISTRATION, {"registration": str(registration.id), "state": registration.state.value}
        )
        key = f"registration:{registration.id}:{registration.state}"
        tx.outbox.add([Delivery(key, registration.owner, notice, at or self._clock.now())])

    def _overlaps(self, tx: Transaction, found: Offered, kept: Registration) -> tuple[Registration, ...]:
        """Live ones of the same person (or child) at the same time."""
        mine = found.session.when
        if not isinstance(mine, Exact):
            return ()
        others = [
            one
            for one in tx.registrations.of(kept.owner)
            if one.is_live and one.id != kept.id and one.application.child == kept.application.child
        ]
        theirs = [(one, self.find(tx, one.session)) for one in others]
        return tuple(one for one, at in theirs if at and meet(mine, at.session.when))

    def _terms_of(self, tx: Transaction, key: SessionKey) -> Terms:
        found = self.find(tx, key)
        return found.terms if found else Terms(self._clock.now())


def _is_reachable(tx: Transaction, registration: Registration) -> bool:
    person = tx.people.get(registration.owner)
    return person is None or not person.blocked
