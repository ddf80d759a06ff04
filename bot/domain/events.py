"""The programme: events, their editions and sessions, and what is known of each; knows no storage and no screen."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.domain.when import Days, Unknown, When, ends, is_date, starts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from bot.domain.eligibility import Span
    from bot.domain.facts import Fact, Source
    from bot.domain.forms import Form
    from bot.domain.language import LocalizedText
    from bot.domain.people import Role
    from bot.domain.rules import Rules
    from bot.domain.schools import School

KEY = re.compile(r"[a-z][a-z0-9_]{0,30}[a-z0-9]")
"""Keys of events, editions and sessions: short enough for a button and a deep link together."""


class Kind(StrEnum):
    """What sort of event it is."""

    FESTIVAL = "festival"
    FORUM = "forum"
    CONTEST = "contest"
    GUIDANCE = "guidance"
    INTERNSHIP = "internship"
    INITIATIVE = "initiative"


class EditionState(StrEnum):
    """Where an edition stands, as its organizers say."""

    PLANNED = "planned"
    ANNOUNCED = "announced"
    OPEN = "open"
    CLOSED = "closed"
    OVER = "over"
    CANCELLED = "cancelled"


class Standing(StrEnum):
    """Where an event stands for a person who looks for something to go to."""

    COMING = "coming"
    NOT_ANNOUNCED = "not_announced"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class Coordinates:
    """A point on the map, in degrees (WGS 84)."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Venue:
    """Where an edition is held; `covers` says which part of it, where the source places only a part there."""

    name: LocalizedText
    address: LocalizedText | None = None
    coordinates: Coordinates | None = None
    covers: LocalizedText | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """When registrations are taken: from `opens` until just before `closes`, both aware."""

    opens: datetime
    closes: datetime

    def __post_init__(self) -> None:
        if self.opens.tzinfo is None or self.closes.tzinfo is None:
            raise ValueError("a window needs its time zone")
        if self.closes <= self.opens:
            raise ValueError("a window must close after it opens")

    def contains(self, now: datetime) -> bool:
        """Whether registrations are taken at `now`."""
        return self.opens <= now < self.closes


@dataclass(frozen=True, slots=True)
class Slots:
    """A row of sessions that differ in their times alone: people choose a day, then a time."""

    key: str
    name: LocalizedText


@dataclass(frozen=True, slots=True)
class Session:
    """What people sign up for inside an edition; `capacity` None is without limit, `roles` empty is everybody.

    `party` is how many may come with one application, an adult's: a family, the delegates of an enterprise.
    `grades` are the classes of pupils, `ages` the years of everybody that it is for. With `guardian_contact` a guardian
    who consents in Telegram shares the own phone number.
    """

    key: str
    name: LocalizedText
    when: When = field(default_factory=Unknown)
    place: LocalizedText | None = None
    capacity: int | None = None
    roles: frozenset[Role] = frozenset()
    review: bool = False
    form: Form | None = None
    rules: Rules | None = None
    names_optional: bool = False
    slots: Slots | None = None
    party: int = 1
    grades: Span | None = None
    ages: Span | None = None
    guardian_contact: bool = False

    def most_together(self, *, minor: bool) -> int:
        """How many places one application may be for: a minor comes alone, and nobody asks for more than there are."""
        if minor:
            return 1
        return self.party if self.capacity is None else max(1, min(self.party, self.capacity))


@dataclass(frozen=True, slots=True)
class Edition:
    """One holding of an event."""

    key: str
    when: When
    state: EditionState
    source: Source
    venue: Venue | None = None
    registration: Window | None = None
    sessions: tuple[Session, ...] = ()
    demo: bool = False
    rules: Rules | None = None

    def is_over(self, now: datetime, zone: ZoneInfo) -> bool:
        """Whether nobody can go to it any more.

        A plan without an end (from a day on) is over with its first day, unless its organizers say that it is open.
        """
        if self.state in {EditionState.OVER, EditionState.CANCELLED}:
            return True
        if isinstance(self.when, Days) and self.when.last is None:
            begins = starts(self.when, zone)
            return begins is not None and begins <= now and self.state is not EditionState.OPEN
        end = ends(self.when, zone)
        return end is not None and end <= now

    def takes_registrations(self, now: datetime, zone: ZoneInfo) -> bool:
        """Whether somebody may sign up at `now`."""
        return (
            self.registration is not None
            and self.registration.contains(now)
            and self.state in {EditionState.ANNOUNCED, EditionState.OPEN}
            and not self.is_over(now, zone)
        )


@dataclass(frozen=True, slots=True)
class Event:
    """An entry of the programme, with everything that is known of it."""

    key: str
    kind: Kind
    name: LocalizedText
    summary: LocalizedText
    audience: LocalizedText
    source: Source
    aliases: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    editions: tuple[Edition, ...] = ()
    recurs: bool = False
    archived: bool = False
    plan: tuple[str, ...] = ()

    def current(self, now: datetime, zone: ZoneInfo) -> Edition | None:
        """The edition to speak of: the next that is not over (dated before undated), else None."""
        ahead = [e for e in self.editions if not e.is_over(now, zone)]
        return min(ahead, key=lambda e: _begins(e, zone), default=None)

    def last(self, now: datetime, zone: ZoneInfo) -> Edition | None:
        """The newest edition that is over, else None."""
        behind = [e for e in self.editions if e.is_over(now, zone)]
        return max(behind, key=lambda e: _begins(e, zone), default=None)

    def standing(self, now: datetime, zone: ZoneInfo) -> Standing:
        """Coming, not announced or past, at `now`."""
        current = self.current(now, zone)
        if current is not None:
            unknown = isinstance(current.when, Unknown)
            return Standing.NOT_ANNOUNCED if unknown else Standing.COMING
        return Standing.NOT_ANNOUNCED if self.recurs or not self.editions else Standing.PAST

    def awaits_date(self, now: datetime, zone: ZoneInfo) -> bool:
        """Whether «tell me when the date is announced» makes sense at `now`."""
        current = self.current(now, zone)
        return current is None or not is_date(current.when)

    def facts_about(self, aspect: str) -> tuple[Fact, ...]:
        """What is known of one aspect: none, one, or two where a plan stands beside what is done."""
        return tuple(fact for fact in self.facts if fact.aspect == aspect)

    def edition(self, key: str) -> Edition | None:
        """The edition with that key, or None."""
        return next((e for e in self.editions if e.key == key), None)


@dataclass(frozen=True, slots=True)
class Programme:
    """All events by key, in the order of their files; archived ones are kept but not shown.

    `schools` is the directory by id, with those that are listed no more.
    """

    events: Mapping[str, Event] = field(default_factory=lambda: MappingProxyType({}))
    schools: Mapping[str, School] = field(default_factory=lambda: MappingProxyType({}))

    def __iter__(self) -> Iterator[Event]:
        return (e for e in self.events.values() if not e.archived)

    def get(self, key: str) -> Event | None:
        """The event that is shown under that key, or None."""
        event = self.events.get(key)
        return None if event is None or event.archived else event


def newly_dated(before: Event | None, after: Event, now: datetime, zone: ZoneInfo) -> Edition | None:
    """The edition whose date has just been announced by this change of the programme, or None; the soonest of several.

    Nobody was told of what stood in an archived event, and nobody is told of what stands in one.
    """
    if after.archived:
        return None
    known = before.editions if before and not before.archived else ()
    dated = {e.key for e in known if is_date(e.when) and e.state is not EditionState.CANCELLED}
    news = [e for e in after.editions if is_date(e.when) and e.key not in dated and not e.is_over(now, zone)]
    return min(news, key=lambda e: _begins(e, zone), default=None)


def _begins(edition: Edition, zone: ZoneInfo) -> float:
    begins = starts(edition.when, zone)
    return begins.timestamp() if begins else float("inf")
