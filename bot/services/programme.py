"""The programme as it stands: kept in memory, changed as a whole by a load; reads no files and says nothing itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.domain.deliveries import Delivery, Notice, NoticeKind
from bot.domain.events import Programme, newly_dated

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from bot.domain.events import Edition, Event
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database, Transaction


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did, by keys of events; `notices` is how many people will be told of a date."""

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    archived: tuple[str, ...] = ()
    notices: int = 0


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

    async def load(self, events: Sequence[Event], *, whole: bool) -> Loaded:
        """Make these events the programme, all or nothing, and queue a notice to everyone who waits for a new date.

        Where they are the `whole` programme, events that are not among them are archived; else the others stay as they
        are. Events are never deleted, what people did stays, and loading the same twice changes nothing.
        """
        keys = [event.key for event in events]
        if len(set(keys)) != len(keys):
            raise ValueError("two events under one key")
        now = self._clock.now()
        loaded = await self._database.run(lambda tx: _load(tx, events, now, self._zone, whole=whole))
        await self.refresh()
        return loaded


def _changed(tx: Transaction, known: int | None) -> tuple[int, Programme] | None:
    version = tx.programme.version()
    return None if version == known else (version, tx.programme.get())


def _load(tx: Transaction, events: Sequence[Event], now: datetime, zone: ZoneInfo, *, whole: bool) -> Loaded:
    before = tx.programme.get().events
    after = _merged(before, events, whole=whole)
    # Positions are always dense, so that an event's place among the others is its position.
    places = {key: position for position, key in enumerate(before)}
    notices = 0
    for position, event in enumerate(after):
        had = before.get(event.key)
        if had != event or places[event.key] != position:
            tx.programme.put(event, position)
        if had != event and (edition := newly_dated(had, event, now, zone)):
            notices += _announce(tx, event, edition, now)
    return replace(_difference(before, events, after), notices=notices)


def _merged(before: Mapping[str, Event], events: Iterable[Event], *, whole: bool) -> list[Event]:
    """The new programme in its order: of a whole load the given one, then what is archived; of a part the old one."""
    given = {event.key: event for event in events}
    if whole:
        return [*given.values(), *(replace(e, archived=True) for e in before.values() if e.key not in given)]
    return list({**before, **given}.values())


def _difference(before: Mapping[str, Event], events: Iterable[Event], after: Iterable[Event]) -> Loaded:
    given = [(event, before.get(event.key)) for event in events]
    return Loaded(
        added=tuple(event.key for event, had in given if had is None),
        updated=tuple(event.key for event, had in given if had is not None and had != event),
        unchanged=tuple(event.key for event, had in given if had == event),
        archived=tuple(e.key for e in after if e.archived and e.key in before and not before[e.key].archived),
    )


def _announce(tx: Transaction, event: Event, edition: Edition, now: datetime) -> int:
    """Queue one notice to everybody who follows the event, and end their follows."""
    notice = Notice(NoticeKind.DATE_ANNOUNCED, {"event": event.key, "edition": edition.key})
    keys = {person: f"date:{event.key}:{edition.key}:{person}" for person in tx.follows.take(event.key)}
    queued = tx.outbox.add([Delivery(key, person, notice, now) for person, key in keys.items()])
    if queued == len(keys):
        return queued
    # Some had been told of this edition before its date was taken back, and asked anew: they are owed the new date too.
    again = [
        Delivery(f"{key}:{int(now.timestamp())}", person, notice, now)
        for person, key in keys.items()
        if (told := tx.outbox.get(key)) and told.due_at != now
    ]
    return queued + tx.outbox.add(again)
