"""What organizers see and decide of registrations: how full sessions are, and applications that wait for a word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.amending import mark_of
from bot.domain.auditing import AuditAction
from bot.domain.policy import Action, may
from bot.domain.registrations import NotNow, Registration, RegistrationState
from bot.services.auditing import record
from bot.services.registering import UnknownRegistration
from bot.services.staffing import NotAllowed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.domain.places import Places
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database, Transaction
    from bot.services.queues import Queue
    from bot.services.seating import Seating
    from bot.services.sessions import Offered, Seen
    from bot.services.staffing import Staffing

MOST = 100
"""Applications that are fetched at once: the oldest are decided first."""


@dataclass(frozen=True, slots=True)
class Fullness:
    """A session of the programme, its places and how many registrations stand where."""

    found: Offered
    places: Places
    counts: Mapping[RegistrationState, int]
    queue: Queue | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """What an organizer looks at: applications that wait, and every session that takes any.

    The late ones come first, those that wait for the person's reply last; among equals the oldest.
    """

    waiting: Sequence[Seen]
    sessions: Sequence[Fullness]


@dataclass(frozen=True, slots=True)
class AnswersChanged:
    """It is not any more what the organizer has read."""


Decided = Registration | NotNow | AnswersChanged | UnknownRegistration | NotAllowed


class Reviewing:
    """The organizers' use cases of registrations; the policy is asked in the transaction of each."""

    def __init__(self, seating: Seating, staffing: Staffing, clock: Clock) -> None:
        self._seating = seating
        self._staffing = staffing
        self._clock = clock

    async def desk(self, work: Database, by: int) -> Desk | NotAllowed:
        """Everything at once."""

        def body(tx: Transaction) -> Desk | NotAllowed:
            if not self._may(tx, by):
                return NotAllowed()
            waiting = sorted(self._seating.seen(tx, tx.registrations.undecided(MOST)), key=_urgency)
            sessions = [
                Fullness(
                    found,
                    tx.registrations.places(found.key) or found.places,
                    tx.registrations.counts(found.key),
                    self._seating.queue(tx, found),
                )
                for found in self._seating.open_sessions(tx)
            ]
            return Desk(waiting, sessions)

        return await work.read(body)

    async def late(self, work: Database, by: int) -> int:
        """How many applications have waited for a decision past the promised day; 0 to who may not decide."""

        def body(tx: Transaction) -> int:
            waiting = self._seating.seen(tx, tx.registrations.undecided(MOST)) if self._may(tx, by) else ()
            return sum(one.review.is_overdue for one in waiting if one.review)

        return await work.read(body)

    async def look(self, work: Database, by: int, registration: int) -> Seen | UnknownRegistration | NotAllowed:
        """One application."""

        def body(tx: Transaction) -> Seen | UnknownRegistration | NotAllowed:
            if not self._may(tx, by):
                return NotAllowed()
            one = tx.registrations.get(registration)
            return self._seating.seen(tx, [one])[0] if one else UnknownRegistration()

        return await work.read(body)

    async def accept(self, work: Database, by: int, registration: int, mark: str) -> Decided:
        """Take the application of this mark; where no place is free it waits for one."""
        return await self._decide(work, by, registration, mark, self._seating.accepted)

    async def reject(self, work: Database, by: int, registration: int, mark: str, reason: str | None) -> Decided:
        """Do not take the application of this mark, and say why."""
        return await self._decide(work, by, registration, mark, lambda _, one: one.rejected(reason))

    async def _decide(
        self,
        work: Database,
        by: int,
        registration: int,
        mark: str,
        decide: Callable[[Transaction, Registration], Registration | NotNow],
    ) -> Decided:
        def body(tx: Transaction) -> Decided:
            tx.registrations.lock()
            if not self._may(tx, by):
                return NotAllowed()
            before = tx.registrations.get(registration)
            if before is None:
                return UnknownRegistration()
            if before.state is RegistrationState.AWAITING_REVIEW and mark_of(before.application) != mark:
                return AnswersChanged()
            after = decide(tx, before)
            if isinstance(after, Registration):
                self._seating.changed(tx, before, after)
                details = {"state": after.state.value}
                record(tx, self._clock.now(), by, AuditAction.REGISTRATION_DECIDED, str(after.id), details)
            return after

        return await work.run(body)

    def _may(self, tx: Transaction, by: int) -> bool:
        return may(self._staffing.role_in(tx, by), Action.DECIDE_REGISTRATIONS)


def _urgency(seen: Seen) -> int:
    if seen.review is None or not (seen.review.is_overdue or seen.review.waits_for):
        return 1
    return 0 if seen.review.is_overdue else 2
