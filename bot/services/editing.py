"""Organizers change the programme by hand: looked at first, then saved, kept in its history and taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.auditing import AuditAction
from bot.domain.changes import differences, without
from bot.domain.edits import (
    AddAlias,
    AddEdition,
    AddFact,
    Edit,
    SetRegistration,
    SetState,
    SetVenue,
    SetWhen,
    Unfit,
    edited,
)
from bot.domain.policy import Action, may
from bot.services.auditing import record
from bot.services.publishing import Authorship, counted_on, publish, reach
from bot.services.staffing import NotAllowed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from zoneinfo import ZoneInfo

    from bot.domain.changes import Change
    from bot.domain.events import EditionState, Event, Venue, Window
    from bot.domain.facts import Fact
    from bot.domain.when import When
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database, Transaction
    from bot.services.programme import Programmes
    from bot.services.staffing import Staffing

PAGE = 5
"""Changes on a page."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What the edit would make of the event, and how many people would be told; `seen` goes with its saving."""

    before: Event
    after: Event
    told: int
    seen: int


@dataclass(frozen=True, slots=True)
class Changed:
    """It is so now; `told` is how many messages are on their way."""

    change: int
    before: Event
    after: Event
    told: int


@dataclass(frozen=True, slots=True)
class Unchanged:
    """It was so already."""

    event: Event


@dataclass(frozen=True, slots=True)
class NoEvent:
    """The programme has no such event (any more), or its history no such change."""


@dataclass(frozen=True, slots=True)
class Stale:
    """Somebody changed the event meanwhile: it is to be looked at again first."""

    event: Event


Refusal = NotAllowed | NoEvent | Unfit | Unchanged


@dataclass(frozen=True, slots=True)
class History:
    """A page of an event's changes, the newest first; pages count from 0."""

    event: Event
    changes: Sequence[Change]
    page: int
    more: bool


class Editing:
    """Edits of one event at a time, each in one transaction; afterwards this process knows the new programme."""

    def __init__(self, programmes: Programmes, staffing: Staffing, clock: Clock, zone: ZoneInfo) -> None:
        self._programmes = programmes
        self._staffing = staffing
        self._clock = clock
        self._zone = zone

    async def preview(self, work: Database, by: int, edit: Edit) -> Preview | Refusal:
        """What would become of it; changes nothing."""

        def body(tx: Transaction) -> Preview | Refusal:
            match self._edited(tx, by, edit):
                case (had, has):
                    told = reach(tx, had, has, self._clock.now(), self._zone)
                    return Preview(had, has, told, tx.changes.last(had.key))
                case refusal:
                    return refusal

        return await work.read(body)

    async def save(self, work: Database, by: int, edit: Edit, seen: int | None = None) -> Changed | Refusal | Stale:
        """Make it so; `seen` of the preview refuses what nobody has looked at."""

        def body(tx: Transaction) -> Changed | Refusal | Stale:
            match self._edited(tx, by, edit):
                case (had, _) if seen is not None and seen != tx.changes.last(had.key):
                    return Stale(had)
                case (had, has):
                    return self._publish(tx, had, has, Authorship(by, self._clock.now()))
                case refusal:
                    return refusal

        return await self._changing(work, body)

    async def undo(self, work: Database, by: int, change: int) -> Changed | Refusal | Stale:
        """Take a change back, unless what it changed has been changed again."""

        def body(tx: Transaction) -> Changed | Refusal | Stale:
            found = tx.changes.get(change)
            if not may(self._staffing.role_in(tx, by), Action.EDIT_PROGRAMME):
                return NotAllowed()
            now = self._programmes.within(tx).get(found.after.key) if found else None
            if found is None or now is None:
                return NoEvent()
            after = without(found, now)
            if after is None or counted_on(tx, now, after):
                return Stale(now)
            if after == now:
                return Unchanged(now)
            return self._publish(tx, now, after, Authorship(by, self._clock.now(), undoes=change))

        return await self._changing(work, body)

    async def history(self, work: Database, by: int, event_key: str, page: int) -> History | NotAllowed | NoEvent:
        """A page of what was changed, for who may change it."""
        if not may(self._staffing.role(by), Action.EDIT_PROGRAMME):
            return NotAllowed()
        event = self._programmes.current.get(event_key)
        if event is None:
            return NoEvent()
        page = max(page, 0)
        found = await work.read(lambda tx: tx.changes.of(event_key, PAGE + 1, page * PAGE))
        return History(event, found[:PAGE], page, len(found) > PAGE)

    async def add_fact(self, work: Database, by: int, event_key: str, fact: Fact) -> Changed | Refusal | Stale:
        """What is known of an aspect; instead of what was known so far."""
        return await self.save(work, by, AddFact(event_key, fact))

    async def add_alias(self, work: Database, by: int, event_key: str, alias: str) -> Changed | Refusal | Stale:
        """Another name of the event."""
        return await self.save(work, by, AddAlias(event_key, alias))

    async def set_when(
        self, work: Database, by: int, event_key: str, edition: str, when: When
    ) -> Changed | Refusal | Stale:
        """When an edition is held."""
        return await self.save(work, by, SetWhen(event_key, edition, when))

    async def set_venue(
        self, work: Database, by: int, event_key: str, edition: str, venue: Venue | None
    ) -> Changed | Refusal | Stale:
        """Where an edition is held."""
        return await self.save(work, by, SetVenue(event_key, edition, venue))

    async def set_state(
        self, work: Database, by: int, event_key: str, edition: str, state: EditionState
    ) -> Changed | Refusal | Stale:
        """Where an edition stands."""
        return await self.save(work, by, SetState(event_key, edition, state))

    async def set_registration(
        self, work: Database, by: int, event_key: str, edition: str, window: Window | None
    ) -> Changed | Refusal | Stale:
        """When registrations are taken."""
        return await self.save(work, by, SetRegistration(event_key, edition, window))

    async def add_edition(
        self, work: Database, by: int, event_key: str, edition: str, when: When
    ) -> Changed | Refusal | Stale:
        """One more holding of an event."""
        return await self.save(work, by, AddEdition(event_key, edition, when))

    async def _changing(
        self, work: Database, body: Callable[[Transaction], Changed | Refusal | Stale]
    ) -> Changed | Refusal | Stale:
        outcome = await work.run(body)
        if isinstance(outcome, Changed):
            await self._programmes.refresh()
        return outcome

    def _edited(self, tx: Transaction, by: int, edit: Edit) -> tuple[Event, Event] | Refusal:
        if not may(self._staffing.role_in(tx, by), Action.EDIT_PROGRAMME):
            return NotAllowed()
        event = self._programmes.within(tx).get(edit.event)
        if event is None:
            return NoEvent()
        after = edited(event, edit, self._clock.now().astimezone(self._zone).date(), self._zone)
        if isinstance(after, Unfit):
            return after
        return Unchanged(event) if after == event else (event, after)

    def _publish(self, tx: Transaction, had: Event, has: Event, by: Authorship) -> Changed:
        position = list(self._programmes.within(tx).events).index(had.key)
        published = publish(tx, had, has, position, by, self._zone)
        parts = sorted({".".join(part) for part in differences(had, has) if part[-1] != "source"})
        details = {"change": str(published.change), "parts": " ".join(parts)}
        record(tx, by.at, by.author, AuditAction.PROGRAMME_CHANGED, had.key, details)
        return Changed(published.change, had, has, published.told)
