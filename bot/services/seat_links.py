"""Links by which pupils take seats of their class, each once; only the hash of a link's secret is kept."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from bot.domain.consent import hash_of
from bot.domain.registrations import Registration, live_in
from bot.services.classes import ClassSeen, Unchanged, UnknownClass, class_seen
from bot.services.overlapping import Overlaps, overlapping

if TYPE_CHECKING:
    from bot.domain.classes import SchoolClass, Seat
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database, Transaction
    from bot.services.seating import Seating
    from bot.services.sessions import Offered

SECRET_BYTES = 16


@dataclass(frozen=True, slots=True)
class Links:
    """The secrets by number of the seat, told once."""

    seen: ClassSeen
    secrets: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Free:
    """The seat behind a link can be taken; `overlaps` are other sessions of the pupil at that time."""

    school_class: SchoolClass
    seat: Seat
    registration: Registration
    found: Offered
    overlaps: Overlaps


@dataclass(frozen=True, slots=True)
class Mine:
    """The pupil has taken this seat, or has another registration there."""

    registration: Registration
    by_this_link: bool


@dataclass(frozen=True, slots=True)
class ForPupils:
    """The teacher opened a link that is for a pupil."""

    class_id: int


@dataclass(frozen=True, slots=True)
class NoSeat:
    """No such link, or it has been used, or it is too late, or the seat is gone: which one is not told."""


Found = Free | Mine | ForPupils | NoSeat


class SeatLinks:
    """The teacher makes links, and a pupil takes a seat by one."""

    def __init__(self, seating: Seating, clock: Clock) -> None:
        self._seating = seating
        self._clock = clock

    async def make(self, work: Database, teacher: int, class_id: int) -> Links | Unchanged | UnknownClass:
        """A link for each seat that no pupil has taken; those that were made before lead nowhere from now on."""

        def body(tx: Transaction) -> Links | Unchanged | UnknownClass:
            tx.registrations.lock()
            one = tx.classes.get(class_id)
            if one is None or one.teacher != teacher:
                return UnknownClass()
            seen = class_seen(tx, one, self._seating.find(tx, one.session), self._clock.now())
            if not (seen.editable and seen.unclaimed):
                return Unchanged(seen)
            made = [(sat.seat, secrets.token_urlsafe(SECRET_BYTES)) for sat in seen.unclaimed]
            for seat, secret in made:
                tx.classes.seat(replace(seat, secret_hash=hash_of(secret)))
            return Links(seen, tuple((seat.number, secret) for seat, secret in made))

        return await work.run(body)

    async def look_at(self, work: Database, person: int, secret: str) -> Found:
        """What this link leads to; changes nothing."""
        return await work.read(lambda tx: self._look_at(tx, person, secret))

    async def claim(self, work: Database, person: int, secret: str) -> Found:
        """The seat becomes the pupil's, once; what it answers is how it stood before."""

        def body(tx: Transaction) -> Found:
            tx.registrations.lock()
            free = self._look_at(tx, person, secret)
            if isinstance(free, Free):
                after = free.registration.claimed(person, self._clock.now())
                assert isinstance(after, Registration)  # looked at in this transaction
                tx.registrations.put(after)
                tx.classes.seat(replace(free.seat, claimed=True))
                self._seating.tell(tx, after)
            return free

        return await work.run(body, together=True)

    def _look_at(self, tx: Transaction, person: int, secret: str) -> Found:
        seat = tx.classes.seat_by(hash_of(secret))
        one = tx.classes.get(seat.class_id) if seat else None
        registration = tx.registrations.get(seat.registration) if seat else None
        found = self._seating.find(tx, one.session) if one else None
        if seat is None or one is None or registration is None or found is None:
            return NoSeat()
        if registration.owner == person and seat.claimed:
            return Mine(registration, by_this_link=True)
        now = self._clock.now()
        claimed = registration.claimed(person, now)
        if seat.claimed or not isinstance(claimed, Registration) or now >= found.terms.closes:
            return NoSeat()
        if person == one.teacher:
            return ForPupils(one.id)
        mine = tx.registrations.of(person)
        if (has := live_in(mine, found.key)) is not None:
            return Mine(has, by_this_link=False)
        own = overlapping(partial(self._seating.find, tx), found, mine)
        return Free(one, seat, registration, found, Overlaps(own))
