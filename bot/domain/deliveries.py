"""Messages that must not be lost: what is to be told to whom, and how that went; knows no Telegram."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class NoticeKind(StrEnum):
    """What a notice says; its words are made when it is sent, in the language the person then has."""

    DATE_ANNOUNCED = "date_announced"
    HANDOVER_POST = "handover_post"
    HANDOVER_REPLY = "handover_reply"
    HANDOVER_CLOSED = "handover_closed"
    HANDOVER_UNDELIVERED = "handover_undelivered"
    HANDOVER_REMINDER = "handover_reminder"
    HANDOVERS_WAITING = "handovers_waiting"
    DESK_LOST = "desk_lost"
    EDITION_CHANGED = "edition_changed"
    REGISTRATION = "registration"
    PLACE_MOVED = "place_moved"
    REMINDER = "reminder"
    STILL_COMING = "still_coming"
    STILL_COMING_PARENT = "still_coming_parent"
    COMING_SAID = "coming_said"
    CONSENT_REMINDER = "consent_reminder"
    REVIEW_QUESTION = "review_question"
    REVIEW_REPLIED = "review_replied"
    ANNOUNCEMENT = "announcement"
    CLASS = "class"


@dataclass(frozen=True, slots=True)
class Notice:
    """What is to be told: a kind and the keys of what it speaks of, never a person's data."""

    kind: NoticeKind
    params: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


class DeliveryState(StrEnum):
    """Where a delivery stands: `sending` is written before Telegram is called."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One notice to one chat; `key` is unique: the same thing is never queued twice.

    `about` is the day that it tells of (`plans.day_key`): an announcement of the same day leaves its chat out.
    """

    key: str
    chat: int
    notice: Notice
    due_at: datetime
    id: int = 0
    state: DeliveryState = DeliveryState.PENDING
    attempts: int = 0
    message: int | None = None
    cause: str | None = None
    about: str | None = None


CONTENT = "content"
"""The cause of a refusal of what was to be said, whomever it was said to."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Telegram took it, under this message id; `more` are those after it, of an album."""

    message: int
    more: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Dead:
    """This chat cannot be written to until it comes back (`cause` is a word for the report)."""

    cause: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The group became a supergroup with this id."""

    to: int


@dataclass(frozen=True, slots=True)
class TryAgain:
    """Telegram could not take it now; `after` is what it asked for, else None.

    `perhaps_sent` when nobody knows whether Telegram took it: it was asked, and failed itself or did not answer.
    """

    cause: str
    after: timedelta | None = None
    perhaps_sent: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Refused:
    """Telegram will never take this there (`cause` is a word for the report); `said` is what it said of the content."""

    cause: str
    said: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Stale:
    """It is too late to say this, so nothing was sent."""

    cause: str


SendOutcome = Sent | Dead | Moved | TryAgain | Refused | Stale

MOST_ATTEMPTS = 12


def next_attempt(attempts: int, asked: timedelta | None) -> timedelta | None:
    """How long to wait before the next attempt, None when it is time to give up.

    Doubles from two seconds to ten minutes; a wait that Telegram asked for is kept and never means giving up.
    """
    if asked is not None:
        return asked
    if attempts >= MOST_ATTEMPTS:
        return None
    return timedelta(seconds=min(2**attempts, 600))
