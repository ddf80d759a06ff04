"""Changes of the programme: an event as parts that differ, merge and are taken back; and who is told of what.

A file that is loaded and an organizer in the chat change the same events. Both go part by part: a name, an alias, a
fact, the time of an edition.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from bot.domain.events import Edition, EditionState, Event, newly_dated
from bot.domain.when import is_date

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from zoneinfo import ZoneInfo

Part = tuple[str, ...]
"""What of an event: `("name",)`, `("fact", "who_can", "plan")`, `("edition", "y2027", "when")`."""

_OF_EVENTS = ("kind", "name", "summary", "audience", "source", "recurs", "archived", "plan")
_OF_EDITIONS = ("when", "state", "source", "venue", "registration", "sessions", "demo", "rules")


@dataclass(frozen=True, slots=True)
class Change:
    """An event before and after; `author` is of the staff, None a file; `undoes` is the change it takes back."""

    at: datetime
    author: int | None
    before: Event
    after: Event
    undoes: int | None = None
    id: int = 0


def differences(before: Event, after: Event) -> Mapping[Part, tuple[Any, Any]]:
    """What differs, each part with its value before and after; None where there is none."""
    had, has = _parts(before), _parts(after)
    return {part: (had.get(part), has.get(part)) for part in {**had, **has} if had.get(part) != has.get(part)}


def merged(base: Event, mine: Event, theirs: Event) -> Event:
    """What they changed since `base`, as they have it; everything else as it is in `mine`."""
    was, here, given = _parts(base), _parts(mine), _parts(theirs)
    chosen = {part: (here if given.get(part) == was.get(part) else given).get(part) for part in {**given, **here}}
    # Where they changed an edition that is no longer here, it is theirs as a whole.
    anew = {part[:2] for part, value in chosen.items() if value is not None and (*part[:2], "when") not in here}
    chosen |= {part: value for part, value in given.items() if part[0] == "edition" and part[:2] in anew}
    return _whole(mine.key, {part: value for part, value in chosen.items() if value is not None})


def without(change: Change, now: Event) -> Event | None:
    """The event of today with that change taken back; None where what it changed has been changed again since."""
    undone, since = differences(change.before, change.after), differences(change.after, now)
    again = {part for part in undone if part in since and part[-1] != "source"}
    came = {part[:2] for part, (before, _) in undone.items() if part[-1] == "when" and before is None}
    if again or any(part[:2] in came for part in since):
        return None
    back = {part: before for part, (before, _) in undone.items() if part not in since}
    return _whole(now.key, {part: value for part, value in (_parts(now) | back).items() if value is not None})


def _parts(event: Event) -> dict[Part, Any]:
    found: dict[Part, Any] = {(name,): getattr(event, name) for name in _OF_EVENTS}
    found |= {("alias", alias): alias for alias in event.aliases}
    found |= {("fact", fact.aspect, fact.source.status): fact for fact in event.facts}
    for edition in event.editions:
        found |= {("edition", edition.key, name): getattr(edition, name) for name in _OF_EDITIONS}
    return {part: value for part, value in found.items() if value is not None}


def _whole(key: str, parts: Mapping[Part, Any]) -> Event:
    editions: dict[str, dict[str, Any]] = {}
    for part, value in parts.items():
        if part[0] == "edition":
            editions.setdefault(part[1], {})[part[2]] = value
    return Event(
        key=key,
        **{name: parts[name,] for name in _OF_EVENTS},
        aliases=tuple(value for part, value in parts.items() if part[0] == "alias"),
        facts=tuple(value for part, value in parts.items() if part[0] == "fact"),
        # What is left of an edition that they took away is nothing.
        editions=tuple(Edition(key, **fields) for key, fields in editions.items() if "when" in fields),
    )


class NewsKind(StrEnum):
    """What happened to an edition, for those who wait for it or count on it."""

    ANNOUNCED = "announced"
    CHANGED = "changed"
    TAKEN_BACK = "taken_back"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class News:
    """What people are told of an edition, as it is now; where only `sessions` of it moved, their people alone."""

    kind: NewsKind
    edition: Edition
    sessions: frozenset[str] | None = None


def news(before: Event | None, after: Event, now: datetime, zone: ZoneInfo) -> tuple[News, ...]:
    """What this change is to those who wait for the event or have been told of its date."""
    announced = newly_dated(before, after, now, zone)
    found = [News(NewsKind.ANNOUNCED, announced)] if announced else []
    if before is None or before.archived or after.archived:
        return tuple(found)
    for had in before.editions:
        has = after.edition(had.key)
        if has is None or had.is_over(now, zone):
            continue
        if kind := _happened(had, has):
            found.append(News(kind, has))
        elif moved := moved_sessions(had, has):
            found.append(News(NewsKind.CHANGED, has, moved))
    return tuple(found)


def moved_sessions(had: Edition, has: Edition) -> frozenset[str]:
    """Which sessions have another time or place of their own."""
    stood = {one.key: (one.when, one.place) for one in had.sessions}
    return frozenset(
        one.key for one in has.sessions if stood.get(one.key, (one.when, one.place)) != (one.when, one.place)
    )


def _happened(had: Edition, has: Edition) -> NewsKind | None:
    if has.state is EditionState.CANCELLED:
        return NewsKind.CANCELLED
    if not is_date(had.when):
        return None
    if not is_date(has.when):
        return NewsKind.TAKEN_BACK
    return NewsKind.CHANGED if (had.when, had.venue) != (has.when, has.venue) else None
