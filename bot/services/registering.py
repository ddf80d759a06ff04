"""Signing up and leaving: whoever asks gets a place, waits for one, or learns why not; says nothing itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from bot.domain.drafts import code_of
from bot.domain.eligibility import takes_class, to_confirm
from bot.domain.people import Role
from bot.domain.registrations import Ending, NotNow, Registration, RegistrationState, live_in
from bot.services.opening import is_announced
from bot.services.overlapping import Overlaps, overlapping, overlapping_classes
from bot.services.sessions import (
    Already,
    Applied,
    Fewer,
    NotForRole,
    NotOpen,
    Seen,
    SignedUp,
    Standing,
    TooMany,
    Unfit,
    UnknownSession,
)
from bot.services.slots import slots_behind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.domain.applications import Application
    from bot.domain.consent import Consent
    from bot.domain.events import Event
    from bot.domain.opening import Opening
    from bot.domain.places import SessionKey, Terms
    from bot.services.opening import Shut
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database, Transaction
    from bot.services.seating import Seating
    from bot.services.sessions import Offered
    from bot.services.slots import Slot


@dataclass(frozen=True, slots=True)
class UnknownRegistration:
    """There is none with that number, or it is somebody else's."""


Changed = Registration | NotNow | UnknownRegistration


class Registering:
    """The use cases of who signs up; an organizer's stand elsewhere."""

    def __init__(self, seating: Seating, clock: Clock) -> None:
        self._seating = seating
        self._clock = clock

    def now(self, key: SessionKey) -> Offered | None:
        """The session as it stands in memory, or None."""
        return self._seating.now(key)

    def behind(self, event: str, code: str) -> Offered | None:
        """The session behind a button, as it stands in memory: of the event's current edition, by its short word."""
        return next((one for one in self._seating.current(event) if code_of(one.key) == code), None)

    def taking(self) -> list[Event]:
        """The events of which somebody may sign up for something now."""
        return self._seating.taking()

    def is_open(self, found: Offered) -> bool:
        """Whether somebody may sign up there now."""
        return self._seating.is_open(found)

    def opening(self, found: Offered) -> Opening:
        """How the registration of a session stands."""
        return self._seating.opening(found)

    async def shut(self, work: Database, event: str, found: Offered | None) -> Shut | None:
        """Why nobody can sign up for the session now; None where the programme has not even the event any more."""
        one = self._seating.shut(event, found)
        if one is None or not one.is_announced:
            return one
        return replace(one, is_announced=is_announced(one.event, await work.read(lambda tx: tx.plans.off())))

    def opening_later(self) -> list[Event]:
        """The events whose registration opens later, the soonest first."""
        return self._seating.opening_later()

    async def sign_up(
        self,
        work: Database,
        key: SessionKey,
        application: Application,
        role: Role | None,
        *,
        consent: Consent | None = None,
        confirmed: str | None = None,
        wait: bool = False,
    ) -> SignedUp:
        """Take an application, with a guardian's `consent` where the guardian is who applies.

        `confirmed` is what of the session's limits was confirmed, as `to_confirm` words it. Where some places are
        left, but fewer than it needs, it is asked before it waits for all of them (`wait`).
        """
        return await work.run(
            lambda tx: self._sign_up(tx, key, application, role, consent, confirmed=confirmed, wait=wait),
            together=True,
        )

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

    async def come_fewer(self, work: Database, owner: int, registration: int, places: int) -> Changed:
        """So many people come, fewer than were meant to; the places of the others go to who waits."""
        return await self._change(work, owner, registration, lambda one, _: one.smaller(places), self._seating.shrunk)

    async def mine(self, work: Database, owner: int) -> tuple[Registration, ...]:
        """Everything of a person, the newest first; seats of a class are seen with the class."""
        mine = await work.read(lambda tx: tx.registrations.of(owner))
        return tuple(one for one in mine if not one.application.is_seat)

    async def look(self, work: Database, owner: int, registration: int) -> Seen | UnknownRegistration:
        """One of the person's own, as it stands now."""

        def body(tx: Transaction) -> Seen | UnknownRegistration:
            one = tx.registrations.get(registration)
            if one is None or one.owner != owner:
                return UnknownRegistration()
            return self._seen(tx, one)

        return await work.read(body)

    async def sent(self, work: Database, owner: int, code: str) -> Seen | None:
        """The newest live one of the person's own in the session behind a button, None where there is none."""

        def body(tx: Transaction) -> Seen | None:
            mine = (one for one in tx.registrations.of(owner) if one.is_live and not one.application.is_seat)
            newest = next((one for one in mine if code_of(one.session) == code), None)
            return self._seen(tx, newest) if newest else None

        return await work.read(body)

    async def standing(self, work: Database, found: Offered, owner: int) -> Standing:
        """How many places are left and who waits, and what the person has there; nothing is promised by it."""

        def body(tx: Transaction) -> Standing:
            places = tx.registrations.places(found.key) or found.places
            waiting = tx.registrations.counts(found.key).get(RegistrationState.WAITLISTED, 0)
            those = (one for one in tx.registrations.of(owner) if not one.application.is_seat)
            mine = [one for one in those if one.is_live and one.session == found.key]
            return Standing(replace(places, capacity=found.session.capacity), waiting, tuple(mine))

        return await work.read(body)

    async def slots(self, work: Database, event: str, code: str, owner: int) -> Sequence[Slot]:
        """The slots of a row that still take registrations, by its short word; none where it has gone."""
        offered = [one for one in self._seating.current(event) if one.session.slots and self._seating.is_open(one)]
        return await work.read(lambda tx: slots_behind(tx, offered, code, owner))

    def _seen(self, tx: Transaction, one: Registration) -> Seen:
        (seen,) = self._seating.seen(tx, [one])
        return replace(seen, ahead=tx.registrations.ahead(one))

    def _sign_up(
        self,
        tx: Transaction,
        key: SessionKey,
        application: Application,
        role: Role | None,
        consent: Consent | None,
        *,
        confirmed: str | None,
        wait: bool,
    ) -> SignedUp:
        tx.registrations.lock()
        found = self._seating.find(tx, key)
        if found is None:
            return UnknownSession()
        mine = tx.registrations.of(application.owner)
        if (has := live_in(mine, key, application.child)) is not None:
            return Already(has)
        if not self._seating.is_open(found):
            return NotOpen()
        if found.session.roles and role not in found.session.roles:
            return NotForRole(found.session.roles)
        limits = to_confirm(found.session, pupil=role is Role.PUPIL)
        label = application.answering(found.session.form, application.answers).school_class
        if (limits and limits != confirmed) or not takes_class(found.session, label):
            return Unfit()
        if consent and found.session.guardian_contact and consent.contact is None:
            return Unfit()
        if application.places > (most := found.session.most_together(minor=application.minor)):
            return TooMany(most)
        # One place is there or is waited for: only a party can meet with fewer than it needs.
        whole = wait or found.session.review or application.places == 1
        left = None if whole else self._seating.left(tx, found)
        if left and left < application.places:
            return Fewer(left, application.places)
        kept = self._seating.seat(tx, found, application, consent)
        find = partial(self._seating.find, tx)
        own = overlapping(find, found, mine, application.child)
        classes = overlapping_classes(tx, find, found, kept.owner) if role is Role.TEACHER else ()
        return Applied(kept, Overlaps(own, classes))

    async def _change(
        self,
        work: Database,
        owner: int,
        registration: int,
        change: Callable[[Registration, Terms], Registration | NotNow],
        keep: Callable[[Transaction, Registration, Registration], None] | None = None,
    ) -> Changed:
        """Change it and `keep` it so, or as the seating keeps changes."""

        def body(tx: Transaction) -> Changed:
            tx.registrations.lock()
            before = tx.registrations.get(registration)
            if before is None or before.owner != owner:
                return UnknownRegistration()
            after = change(before, self._seating.terms_of(tx, before.session))
            if isinstance(after, Registration):
                (keep or self._seating.changed)(tx, before, after)
            return after

        return await work.run(body, together=True)
