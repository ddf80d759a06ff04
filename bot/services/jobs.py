"""What the broadcaster and its books tell each other: jobs, how they ended, and what is to be done next."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime, timedelta

    from bot.domain.announcements import Announcement, Policy, Recipient
    from bot.domain.deliveries import SendOutcome
    from bot.services.ports.announcements import Key


class Verb(Enum):
    """What is done for a recipient."""

    SEND = "send"
    CHANGE = "change"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Job:
    """One claimed recipient, and the announcement's revision that it is claimed for."""

    verb: Verb
    recipient: Recipient
    revision: int


@dataclass(frozen=True, slots=True)
class Ended:
    """A job and how it went; `not_before` where it was not even tried and may go so much later."""

    job: Job
    outcome: SendOutcome | None
    policy: Policy
    not_before: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a pass over what was sent has come."""

    verb: Verb
    revision: int
    key: Key | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What the broadcaster knows as it asks for work."""

    room: int = 0
    under_way: Mapping[int, int] = field(default_factory=dict)
    cursors: Mapping[int, Cursor] = field(default_factory=dict)
    served: Mapping[int, int] = field(default_factory=dict)
    """In which turn each announcement had its turn last."""
    resting: Mapping[int, datetime] = field(default_factory=dict)
    """When something of an announcement is due again, of those of which nothing was."""
    contents: Mapping[int, int] = field(default_factory=dict)
    """The revisions of the contents that it holds."""
    refusals: Mapping[int, str] = field(default_factory=dict)
    """The announcements that Telegram refuses, and what it said of them: who is refused them waits for a fix."""
    refused_now: Collection[int] = ()
    """Those of them that have to be held yet."""
    said: Mapping[int, str] = field(default_factory=dict)
    """What it said last of the content of any."""


@dataclass(slots=True)
class Claims:
    """What the broadcaster is to do now."""

    jobs: list[Job] = field(default_factory=list)
    contents: dict[int, Announcement] = field(default_factory=dict)
    cursors: dict[int, Cursor] = field(default_factory=dict)
    sending: set[int] = field(default_factory=set)
    served: set[int] = field(default_factory=set)
    """Those that had their turn."""
    resting: dict[int, datetime] = field(default_factory=dict)
    preparing: bool = False
    """Whether there are recipients left to write down."""
