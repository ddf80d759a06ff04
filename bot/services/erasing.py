"""What is kept of a person, for the person: shown, given as a file, and taken out at once when they say so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.registrations import Ending, Registration

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.services.passing_on import PassingOn
    from bot.services.people import Directory
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database, Transaction
    from bot.services.ports.personal import Kept
    from bot.services.registering import Registering


@dataclass(frozen=True, slots=True)
class Erased:
    """It is done: so many rows, and so many places that others get now."""

    rows: int
    places: int


class Erasing:
    """The rights of a person over what is kept of them."""

    def __init__(self, registering: Registering, passing_on: PassingOn, people: Directory, clock: Clock) -> None:
        self._registering = registering
        self._passing_on = passing_on
        self._people = people
        self._clock = clock

    async def look(self, work: Database, person: int) -> Mapping[str, Sequence[Kept]]:
        """Everything that is kept under the person's number, by where it stands."""
        return await work.read(lambda tx: tx.personal.of(person))

    async def erase(self, work: Database, person: int) -> Erased:
        """Take everything out; places go to who waits, open questions are withdrawn, consents taken back."""
        erased = await work.run(lambda tx: self._erase(tx, person))
        self._people.forget(person)
        return erased

    def _erase(self, tx: Transaction, person: int) -> Erased:
        tx.registrations.lock()
        now, places = self._clock.now(), 0
        for before in tx.registrations.consented_by(person):
            places += self._end(tx, before, before.withdrawn(now))
        for before in tx.registrations.of(person):
            if before.is_live:
                places += self._end(tx, before, before.cancelled(Ending.BY_PERSON))
        for handover in tx.handovers.of(person):
            if (withdrawn := handover.withdraw(now)) is not None:
                self._passing_on.change(tx, withdrawn, now)
        rows = tx.personal.erase(person)
        tx.people.touch()
        return Erased(rows, places)

    def _end(self, tx: Transaction, before: Registration, after: object) -> int:
        if not isinstance(after, Registration):
            return 0
        self._registering.changed(tx, before, after)
        return before.held - after.held
