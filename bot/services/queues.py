"""Why the queue of a session moves or does not, as organizers want to know it; moves nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.domain.places import awake
from bot.domain.registrations import RegistrationState

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from bot.domain.registrations import Registration
    from bot.services.ports.database import Transaction
    from bot.services.sessions import Offered

LOOKED_AT = 100


class Cause(StrEnum):
    """What the queue waits for."""

    CLOSED = "closed"
    TOLD_LATER = "told_later"
    ASKED = "asked"
    BLOCKED = "blocked"
    FULL = "full"
    NEEDS_MORE = "needs_more"
    MOVING = "moving"


@dataclass(frozen=True, slots=True)
class Queue:
    """How a queue stands; `moment` is when that ends, `number` the registration it is about, or how many places."""

    cause: Cause
    moment: datetime | None = None
    number: int = 0


def queue_of(tx: Transaction, found: Offered, now: datetime, zone: ZoneInfo) -> Queue | None:
    """Why it stands as it does; None where nobody waits and nobody is asked."""
    asked = tx.registrations.in_state(found.key, RegistrationState.OFFERED, 0, LOOKED_AT)
    waiting = tx.registrations.waiting(found.key, LOOKED_AT)
    if not asked and not waiting:
        return None
    if found.edition.is_over(now, zone) or awake(now, zone) >= found.terms.closes:
        return Queue(Cause.CLOSED, found.terms.closes)
    if asked:
        return _asked(tx, min(asked, key=lambda one: (one.until or now, one.id)), now)
    reachable = [one for one in waiting if not _has_blocked(tx, one)]
    if not reachable:
        return Queue(Cause.BLOCKED)
    places = tx.registrations.places(found.key) or found.places
    # Who needs more than there are at all holds nobody up, and is told of only where nobody else waits.
    can = [one for one in reachable if not places.never_fit(one.application.places)]
    needed = (can or reachable)[0].application.places
    if places.fit(needed):
        return Queue(Cause.MOVING)
    return Queue(Cause.NEEDS_MORE if places.free else Cause.FULL, number=needed)


def _asked(tx: Transaction, one: Registration, now: datetime) -> Queue:
    told = tx.outbox.get(f"registration:{one.id}:{RegistrationState.OFFERED}")
    if told is not None and told.due_at > now:
        return Queue(Cause.TOLD_LATER, told.due_at, one.id)
    return Queue(Cause.ASKED, one.until, one.id)


def _has_blocked(tx: Transaction, one: Registration) -> bool:
    person = tx.people.get(one.owner)
    return person is not None and person.blocked
