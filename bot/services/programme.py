"""The programme as it stands: kept in memory, changed as a whole by a load; reads no files and says nothing itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.domain.auditing import AuditAction
from bot.domain.changes import merged
from bot.domain.events import Programme
from bot.domain.schools import renewed
from bot.services.auditing import record
from bot.services.publishing import Authorship, counted_on, publish

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from bot.domain.events import Event
    from bot.domain.schools import School
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database, Transaction


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did, by keys of events; `notices` is how many people will be told of a date.

    `schools` is how many entries of the directory are new, changed or taken off the list.
    """

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    archived: tuple[str, ...] = ()
    notices: int = 0
    schools: int = 0


@dataclass(frozen=True, slots=True)
class Vanishing:
    """Nothing was loaded: these editions and sessions are gone from the files, but people count on them."""

    parts: tuple[str, ...]


class Programmes:
    """The programme in memory, and its loading; `zone` is the organizers'."""

    def __init__(self, database: Database, clock: Clock, zone: ZoneInfo) -> None:
        self._database = database
        self._clock = clock
        self._zone = zone
        # One value, so that a transaction in another thread never sees half of a change.
        self._read: tuple[int | None, Programme] = (None, Programme())

    @property
    def current(self) -> Programme:
        """The programme as last read: no query, so it may be some seconds old where another process loads."""
        return self._read[1]

    def within(self, tx: Transaction) -> Programme:
        """The programme as a transaction sees it: read anew only where memory is behind."""
        version, known = self._read
        return known if tx.programme.version() == version else tx.programme.get()

    async def refresh(self) -> bool:
        """Read the programme anew if it was changed; whether it was."""
        known = self._read[0]
        read = await self._database.read(lambda tx: _changed(tx, known))
        if read is None:
            return False
        self._read = read
        return True

    async def load(
        self, events: Sequence[Event], *, whole: bool, schools: tuple[School, ...] | None = None
    ) -> Loaded | Vanishing:
        """Make these events the programme, all or nothing, and queue a notice to everyone who waits for a new date.

        Where they are the `whole` programme, events that are not among them are archived; else the others stay as they
        are. Events are never deleted, what people did and what was changed in the chat stay, and loading the same twice
        changes nothing. Where `schools` are given, these are what is listed from now on.
        """
        keys = [event.key for event in events]
        if len(set(keys)) != len(keys):
            raise ValueError("two events under one key")
        now = self._clock.now()
        loaded = await self._database.run(lambda tx: _load(tx, events, now, self._zone, whole=whole, schools=schools))
        await self.refresh()
        return loaded


def _changed(tx: Transaction, known: int | None) -> tuple[int, Programme] | None:
    version = tx.programme.version()
    return None if version == known else (version, tx.programme.get())


def _load(
    tx: Transaction,
    events: Sequence[Event],
    now: datetime,
    zone: ZoneInfo,
    *,
    whole: bool,
    schools: tuple[School, ...] | None,
) -> Loaded | Vanishing:
    before, loaded = tx.programme.get().events, tx.programme.loaded()
    after = _after(before, loaded, events, whole=whole)
    gone = [part for event in after if (had := before.get(event.key)) for part in _gone(tx, had, event, loaded)]
    if gone:
        return Vanishing(tuple(gone))
    # Positions are always dense, so that an event's place among the others is its position.
    places = {key: position for position, key in enumerate(before)}
    notices = 0
    for position, event in enumerate(after):
        had = before.get(event.key)
        if had != event:
            notices += publish(tx, had, event, position, Authorship(None, now), zone).told
        elif places[event.key] != position:
            tx.programme.put(event, position)
    for event in _said(loaded, events, whole=whole):
        tx.programme.put_loaded(event)
    found = replace(_difference(before, events, after), notices=notices, schools=_listed(tx, schools))
    if found.added or found.updated or found.archived:
        keys = (*found.added, *found.updated, *found.archived)
        record(tx, now, None, AuditAction.PROGRAMME_LOADED, details={"events": " ".join(keys)})
    return found


def _listed(tx: Transaction, schools: tuple[School, ...] | None) -> int:
    """Make these what is listed; how many entries of the directory are not as they were."""
    if schools is None:
        return 0
    before = tx.programme.schools()
    after = renewed(before, schools)
    if after != tuple(before.values()):
        tx.programme.put_schools(after)
    return sum(before.get(school.id) != school for school in after)


def _after(
    before: Mapping[str, Event], loaded: Mapping[str, Event], events: Sequence[Event], *, whole: bool
) -> list[Event]:
    """The new programme in its order: of a whole load the given one, then what is archived; of a part the old one.

    What was changed in the chat stays, unless the file says something new of it.
    """
    given = {}
    for event in events:
        here = before.get(event.key)
        given[event.key] = merged(loaded.get(event.key, here), here, event) if here else event
    if whole:
        return [*given.values(), *(replace(e, archived=True) for e in before.values() if e.key not in given)]
    return list({**before, **given}.values())


def _said(loaded: Mapping[str, Event], events: Sequence[Event], *, whole: bool) -> list[Event]:
    """What is new in the files: their events, and that others are not among them."""
    given = {event.key: event for event in events}
    gone = [replace(event, archived=True) for event in loaded.values() if event.key not in given] if whole else []
    return [event for event in (*events, *gone) if loaded.get(event.key) != event]


def _gone(tx: Transaction, had: Event, has: Event, loaded: Mapping[str, Event]) -> list[str]:
    """What would vanish although people count on it, or an organizer changed it in the chat."""
    base = loaded.get(had.key, had)
    lost = [e for e in had.editions if has.edition(e.key) is None]
    edited = [f"{had.key}.{e.key}" for e in lost if e != base.edition(e.key)]
    return list(dict.fromkeys([*edited, *counted_on(tx, had, has)]))


def _difference(before: Mapping[str, Event], events: Iterable[Event], after: Iterable[Event]) -> Loaded:
    now = {event.key: event for event in after}
    given = [event.key for event in events]
    return Loaded(
        added=tuple(key for key in given if key not in before),
        updated=tuple(key for key in given if key in before and before[key] != now[key]),
        unchanged=tuple(key for key in given if key in before and before[key] == now[key]),
        archived=tuple(e.key for e in now.values() if e.archived and e.key in before and not before[e.key].archived),
    )
