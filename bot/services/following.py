"""«Tell me when the date is announced»: who waits for which event; loading the programme makes the message itself."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain.people import Person
from bot.services.opening import is_announced, may_be_announced

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from bot.domain.events import Edition, Event
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database, Transaction

MOST_REMEMBERED = 20_000
SWITCHES_REMEMBERED = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Followed:
    """The person will be told, once."""

    event: Event


@dataclass(frozen=True, slots=True)
class AlreadyFollowing:
    """The person had asked before."""

    event: Event


@dataclass(frozen=True, slots=True)
class NotAwaited:
    """There is nothing to wait for: the date of this edition is known."""

    event: Event
    edition: Edition | None


@dataclass(frozen=True, slots=True)
class Unfollowed:
    """The person will not be told; `was_following` is False when nothing had been asked."""

    event: Event
    was_following: bool


@dataclass(frozen=True, slots=True)
class UnknownEvent:
    """The programme has no such event (any more)."""


class Following:
    """Follows of events; the programme is read inside the transaction, so that no announcement slips in between."""

    def __init__(self, clock: Clock, zone: ZoneInfo) -> None:
        self._clock = clock
        self._zone = zone
        # For whom a card was made lately: the event as the programme had it then, and whether the person followed it.
        self._seen: OrderedDict[tuple[int, str], tuple[Event, bool]] = OrderedDict()
        # When it was read which rules of plans organizers have switched off, and these.
        self._off: tuple[datetime | None, frozenset[tuple[str, str]]] = (None, frozenset())

    async def follow(
        self, work: Database, person: int, event_key: str
    ) -> Followed | AlreadyFollowing | NotAwaited | UnknownEvent:
        """Ask to be told once when the event's date is announced."""
        self._seen.pop((person, event_key), None)
        return await work.run(lambda tx: self._follow(tx, person, event_key))

    async def unfollow(self, work: Database, person: int, event_key: str) -> Unfollowed | UnknownEvent:
        """Take that back."""

        def body(tx: Transaction) -> Unfollowed | UnknownEvent:
            event = tx.programme.get().get(event_key)
            had = tx.follows.remove(person, event_key)
            return UnknownEvent() if event is None else Unfollowed(event, had)

        self._seen.pop((person, event_key), None)
        return await work.run(body)

    async def follows(self, work: Database, person: int, event: Event) -> bool:
        """Whether the person waits for this event; no query where there is nothing to wait for, or lately asked.

        An announcement ends follows and changes the event; what was remembered of the event before holds no longer.
        """
        if not event.awaits_date(self._clock.now(), self._zone):
            return False
        seen = self._seen.get((person, event.key))
        if seen is None or seen[0] is not event:
            found = await work.read(lambda tx: tx.follows.has(person, event.key))
            seen = self._seen[person, event.key] = event, found
        self._seen.move_to_end((person, event.key))
        if len(self._seen) > MOST_REMEMBERED:
            self._seen.popitem(last=False)
        return seen[1]

    async def tells_opening(self, work: Database, event: Event) -> bool:
        """Whether subscribers are told when the registration, still to come, opens; a query a minute at most."""
        now = self._clock.now()
        if not may_be_announced(event, now, self._zone):
            return False
        read_at, off = self._off
        if read_at is None or now - read_at >= SWITCHES_REMEMBERED:
            off = await work.read(lambda tx: tx.plans.off())
            self._off = now, off
        return is_announced(event, off)

    def forget(self, person: int) -> None:
        """Remember nothing of this person any more."""
        for key in [key for key in self._seen if key[0] == person]:
            del self._seen[key]

    def _follow(
        self, tx: Transaction, person: int, event_key: str
    ) -> Followed | AlreadyFollowing | NotAwaited | UnknownEvent:
        now = self._clock.now()
        event = tx.programme.get().get(event_key)
        if event is None:
            return UnknownEvent()
        if not event.awaits_date(now, self._zone):
            return NotAwaited(event, event.current(now, self._zone))
        if tx.people.get(person) is None:
            tx.people.put(Person(person))
        return Followed(event) if tx.follows.add(person, event_key, now) else AlreadyFollowing(event)
