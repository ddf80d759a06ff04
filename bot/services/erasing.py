"""What is kept of a person, for the person: shown, given as a file, and taken out at once when they say so."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain.registrations import KEPT_AFTER, Ending, Registration
from bot.domain.when import ends

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from zoneinfo import ZoneInfo

    from bot.services.passing_on import PassingOn
    from bot.services.people import Directory
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database, Transaction
    from bot.services.ports.personal import Kept
    from bot.services.programme import Programmes
    from bot.services.seating import Seating


UNKNOWN_END = timedelta(days=366)
"""How long after it was asked for a registration is taken to be over, where the programme knows its edition no more."""


@dataclass(frozen=True, slots=True)
class Erased:
    """It is done: so many rows, and so many places that others get now."""

    rows: int
    places: int


class Erasing:
    """The rights of a person over what is kept of them."""

    def __init__(
        self,
        programmes: Programmes,
        seating: Seating,
        passing_on: PassingOn,
        people: Directory,
        *,
        clock: Clock,
        zone: ZoneInfo,
    ) -> None:
        self._programmes = programmes
        self._zone = zone
        self._seating = seating
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

    async def children(self, work: Database, person: int) -> Mapping[int, int]:
        """The person's own children, by the number that tells them apart, with how many registrations each has."""
        return await work.read(lambda tx: Counter(o.application.child for o in _of_children(tx, person)))

    async def erase_child(self, work: Database, person: int, child: int) -> Erased:
        """Take out what is kept of one child of theirs, and nothing else; doing it again changes nothing."""
        return await work.run(lambda tx: self._erase_child(tx, person, child))

    async def forget_past(self, database: Database) -> int:
        """Take out of what is past its term who people were; how many registrations that was. Safe at any time."""
        return await database.run(self._forget_past)

    def _erase(self, tx: Transaction, person: int) -> Erased:
        tx.registrations.lock()
        now, places = self._clock.now(), 0
        for before in _waiting_first(tx.registrations.consented_by(person)):
            if before.consent and before.consent.paper and before.owner != person:
                continue  # the paper is the school's, and the place is the pupil's
            places += self._end(tx, before, before.withdrawn(now))
        for before in _waiting_first(tx.registrations.of(person)):
            if before.is_live:
                places += self._end(tx, before, before.cancelled(Ending.BY_PERSON))
        for handover in tx.handovers.of(person):
            if (withdrawn := handover.withdraw(now)) is not None:
                self._passing_on.change(tx, withdrawn, now)
        rows = tx.personal.erase(person)
        tx.people.touch()
        return Erased(rows, places)

    def _erase_child(self, tx: Transaction, person: int, child: int) -> Erased:
        tx.registrations.lock()
        now, places = self._clock.now(), 0
        theirs = [one for one in _of_children(tx, person) if one.application.child == child]
        for before in _waiting_first(theirs):
            after = before.withdrawn(now) if before.consent else before.cancelled(Ending.BY_PERSON)
            places += self._end(tx, before, after)
            tx.review_questions.forget(before.id)
            tx.registrations.put(_forgotten(after if isinstance(after, Registration) else before))
        return Erased(len(theirs), places)

    def _end(self, tx: Transaction, before: Registration, after: object) -> int:
        if not isinstance(after, Registration):
            return 0
        self._seating.changed(tx, before, after)
        return before.held - after.held

    def _forget_past(self, tx: Transaction) -> int:
        now = self._clock.now()
        programme = self._programmes.within(tx)
        forgotten = 0
        for event_key, edition_key, asked_at in tx.registrations.editions():
            event = programme.events.get(event_key)
            edition = event.edition(edition_key) if event else None
            over = ends(edition.when, self._zone) if edition else asked_at + UNKNOWN_END
            if over is not None and over + KEPT_AFTER <= now:
                forgotten += tx.registrations.anonymise(event_key, edition_key)
        return forgotten


def _waiting_first(some: Iterable[Registration]) -> list[Registration]:
    """In the order in which no place that one of them gives back goes to another of them."""
    return sorted(some, key=lambda one: one.held)


def _of_children(tx: Transaction, person: int) -> list[Registration]:
    return [one for one in tx.registrations.of(person) if one.application.child > 0]


def _forgotten(one: Registration) -> Registration:
    """The same of nobody, as past ones are kept: where it stands and what it counts for, no words and no numbers."""
    consent = replace(one.consent, by=0) if one.consent else None
    return replace(one, application=one.application.forgotten(one.id), consent=consent, reason=None)
