"""What the verbs of announcements answer: done, or why not."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.domain.audience import BadAudience

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.domain.announcements import Announcement, Counters
    from bot.domain.audience import Audience, Headcount
    from bot.domain.language import Language


@dataclass(frozen=True, slots=True)
class Queued:
    """It goes out now, or at its time; `headcount` is of this moment."""

    announcement: Announcement
    headcount: Headcount


@dataclass(frozen=True, slots=True)
class AlreadyQueued:
    """This occurrence was queued before."""

    announcement: Announcement


@dataclass(frozen=True, slots=True)
class Awaiting:
    """It goes out when a second organizer has confirmed it; so many have been `asked`."""

    announcement: Announcement
    headcount: Headcount
    asked: int


@dataclass(frozen=True, slots=True)
class Incomplete:
    """A text is missing in these languages."""

    languages: tuple[Language, ...]


@dataclass(frozen=True, slots=True)
class Nobody:
    """The audience has nobody in it now."""

    audience: Audience


@dataclass(frozen=True, slots=True)
class InThePast:
    """The time to send it at is over."""

    send_at: datetime


@dataclass(frozen=True, slots=True)
class NoSuchAnnouncement:
    """No announcement has this number."""


@dataclass(frozen=True, slots=True)
class NotNow:
    """That cannot be done in the state it is in."""

    announcement: Announcement


@dataclass(frozen=True, slots=True)
class SamePerson:
    """Who wrote it cannot confirm it."""

    announcement: Announcement


@dataclass(frozen=True, slots=True)
class TooLate:
    """Telegram lets a bot delete what it sent for 48 hours only."""

    announcement: Announcement


@dataclass(frozen=True, slots=True)
class OtherMedia:
    """Only texts and buttons of what was sent can be changed."""

    announcement: Announcement


@dataclass(frozen=True, slots=True)
class Done:
    """It is so now."""

    announcement: Announcement


@dataclass(frozen=True, slots=True)
class Status:
    """An announcement and how many recipients stand where."""

    announcement: Announcement
    counters: Counters
    taps: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))
    """On its buttons, by their numbers; links to the outside are not told by Telegram."""


QueueRefusal = Incomplete | BadAudience | Nobody | InThePast | NotNow | NoSuchAnnouncement
Outcome = Done | NotNow | NoSuchAnnouncement
