"""A session as the programme has it now, how it stands, and what signing up for it may answer; asks no table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain.coming import beginning
from bot.domain.events import EditionState
from bot.domain.people import Role
from bot.domain.places import Places, SessionKey, Terms
from bot.domain.rules import rules_of
from bot.domain.when import starts

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from bot.domain.events import Edition, Event, Programme, Session
    from bot.domain.registrations import Registration
    from bot.domain.reviews import Review
    from bot.services.overlapping import Overlaps


@dataclass(frozen=True, slots=True)
class Offered:
    """A session as the programme has it now, with everything that decides about it."""

    key: SessionKey
    event: Event
    edition: Edition
    session: Session
    terms: Terms

    @property
    def places(self) -> Places:
        """Its places before anybody has taken one."""
        return Places(self.session.capacity)

    @property
    def takes_classes(self) -> bool:
        """Whether a teacher may sign a class up: it is for pupils, and nobody decides about each of them."""
        return not self.session.review and (not self.session.roles or Role.PUPIL in self.session.roles)


@dataclass(frozen=True, slots=True)
class Seen:
    """A registration with its session (None: the programme has it no more); `ahead` so many wait before it.

    `review` is how an organizer's review goes, where there is one.
    """

    registration: Registration
    found: Offered | None
    ahead: int = 0
    review: Review | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How full a session is, and the live registrations that one person has in it."""

    places: Places
    waiting: int
    mine: tuple[Registration, ...]


@dataclass(frozen=True, slots=True)
class Applied:
    """It is kept; its state says what comes next."""

    registration: Registration
    overlaps: Overlaps


@dataclass(frozen=True, slots=True)
class Already:
    """The person has one there."""

    registration: Registration


@dataclass(frozen=True, slots=True)
class NotForRole:
    """The session is for others."""

    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Unfit:
    """The session is for other classes, or what it asks for before it is sent in has changed meanwhile."""


@dataclass(frozen=True, slots=True)
class NotOpen:
    """No registrations are taken there now."""


@dataclass(frozen=True, slots=True)
class UnknownSession:
    """The programme has no such session (any more)."""


@dataclass(frozen=True, slots=True)
class Fewer:
    """Nothing was taken: of so many places only so many can be had at once."""

    now: int
    asked: int


@dataclass(frozen=True, slots=True)
class TooMany:
    """One application there is for fewer people."""

    most: int


SignedUp = Applied | Already | NotForRole | Unfit | NotOpen | UnknownSession | Fewer | TooMany


def offered_in(programme: Programme, key: SessionKey, now: datetime, zone: ZoneInfo) -> Offered | None:
    """The session as this programme has it, or None."""
    event = programme.get(key.event)
    edition = event.edition(key.edition) if event else None
    session = next((one for one in edition.sessions if one.key == key.session), None) if edition else None
    if event is None or edition is None or session is None:
        return None
    return Offered(key, event, edition, session, _terms(edition, session, now, zone))


def _terms(edition: Edition, session: Session, now: datetime, zone: ZoneInfo) -> Terms:
    """Everything about a place ends before the session begins; where that is not known, with the registrations."""
    rules, window = rules_of(edition, session), edition.registration
    begins = beginning(edition, session, zone) or starts(session.when, zone) or starts(edition.when, zone)
    consent_life, offer_life, cut_off = (
        timedelta(hours=hours) for hours in (rules.consent_hours, rules.offer_hours, rules.cut_off_hours)
    )
    if edition.state is EditionState.CANCELLED:
        return Terms(now)
    return Terms(begins - cut_off if begins else window.closes if window else now, consent_life, offer_life)
