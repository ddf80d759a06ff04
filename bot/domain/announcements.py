"""Announcements: written once in both languages, told to an audience; knows no Telegram and no table."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.domain.language import ChatLanguage, Language, LocalizedText

if TYPE_CHECKING:
    from collections.abc import Mapping


class Topic(StrEnum):
    """What people subscribe to."""

    FORUMS = "forums"
    CONTESTS = "contests"
    FESTIVAL = "festival"
    INTERNSHIPS = "internships"
    NEWS = "news"


class Policy(StrEnum):
    """What becomes of a message of which nobody knows whether Telegram took it (a crash, a cut connection)."""

    SKIP = "skip"
    """It is not said again, so that nobody gets it twice, and shown as unknown."""
    RESEND = "resend"
    """It is said again, so that nobody misses it."""


class MediaKind(StrEnum):
    """What can stand above the text."""

    PHOTO = "photo"
    VIDEO = "video"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Media:
    """A file that Telegram has already, by the id it has for this bot."""

    kind: MediaKind
    file_id: str


@dataclass(frozen=True, slots=True)
class AnnouncementButton:
    """A label in both languages, and where it leads: `https://…`, `register:EVENT` or `event:EVENT`."""

    label: LocalizedText
    to: str


MOST_MEDIA = 10
"""Files of an album, which has two at least."""
MOST_TEXT = 4096
"""Visible UTF-16 units of a text without media."""
MOST_CAPTION = 1024
"""Visible UTF-16 units of a text under media."""


@dataclass(frozen=True, slots=True)
class Content:
    """What is said: the text of each language in Telegram's HTML, files above it, buttons below it."""

    text: Mapping[Language, str]
    media: tuple[Media, ...] = ()
    buttons: tuple[AnnouncementButton, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", MappingProxyType(dict(self.text)))
        if len(self.media) > MOST_MEDIA:
            raise ValueError(f"an album has at most {MOST_MEDIA} files")

    @property
    def missing(self) -> tuple[Language, ...]:
        """The languages that have no text yet."""
        return tuple(language for language in Language if not self.text.get(language, "").strip())

    @property
    def is_album(self) -> bool:
        """Whether it has several files: its buttons then go in the message after it."""
        return len(self.media) > 1


class AnnouncementState(StrEnum):
    """Where an announcement stands."""

    DRAFT = "draft"
    AWAITING = "awaiting"
    """Of a second organizer."""
    SCHEDULED = "scheduled"
    PREPARING = "preparing"
    """Its recipients are being written down."""
    SENDING = "sending"
    PAUSED = "paused"
    DONE = "done"
    STOPPED = "stopped"
    """For good; who had not got it does not get it."""
    FIXING = "fixing"
    """What was sent is being changed to the new text."""
    RECALLING = "recalling"
    RECALLED = "recalled"
    REFUSED = "refused"
    """Telegram refuses the content; it waits to be fixed and resumed."""
    DROPPED = "dropped"
    """It was too late for its purpose."""

    @property
    def at_work(self) -> bool:
        """Whether the broadcaster has something to do for it now."""
        return self in AT_WORK


AT_WORK = (
    AnnouncementState.PREPARING,
    AnnouncementState.SENDING,
    AnnouncementState.FIXING,
    AnnouncementState.RECALLING,
)
PAUSABLE = frozenset({AnnouncementState.PREPARING, AnnouncementState.SENDING})
UNDER_WAY = PAUSABLE | {AnnouncementState.PAUSED}
RESUMABLE = frozenset({AnnouncementState.PAUSED, AnnouncementState.REFUSED})
STOPPABLE = frozenset(
    {
        AnnouncementState.AWAITING,
        AnnouncementState.SCHEDULED,
        AnnouncementState.REFUSED,
        AnnouncementState.PAUSED,
        AnnouncementState.FIXING,
        *PAUSABLE,
    }
)
RECALLABLE = frozenset(
    {
        AnnouncementState.SENDING,
        AnnouncementState.PAUSED,
        AnnouncementState.DONE,
        AnnouncementState.STOPPED,
        AnnouncementState.FIXING,
        AnnouncementState.REFUSED,
    }
)
FIXABLE = RECALLABLE

RECALL_WITHIN = timedelta(hours=48)
"""Telegram lets a bot delete its own message for so long."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """One announcement as it is kept; `id` is 0 until it is.

    `audience` is canonical text; `urgent` and `parity_override` are the reasons somebody gave; `occurrence` is unique:
    what a schedule queues twice under one is queued once. `revision` grows with each fix of the text.
    """

    content: Content
    audience: str
    policy: Policy = Policy.SKIP
    topic: Topic | None = None
    send_at: datetime | None = None
    expires_at: datetime | None = None
    silent: bool = False
    urgent: str | None = None
    parity_override: str | None = None
    author: int | None = None
    confirmed_by: int | None = None
    occurrence: str | None = None
    state: AnnouncementState = AnnouncementState.DRAFT
    reason: str | None = None
    """What Telegram said of content it refuses."""
    revision: int = 0
    prepared_to: int | None = None
    """The last chat that was written down."""
    created_at: datetime | None = None
    started_at: datetime | None = None
    """When all recipients were written down."""
    ended_at: datetime | None = None
    id: int = 0

    def event_of(self, button: int) -> str | None:
        """The key of the event that a button is about, None where there is none."""
        to = self.content.buttons[button].to if 0 <= button < len(self.content.buttons) else ""
        kind, _, key = to.partition(":")
        return key if kind in {"event", "register"} else None

    def may_be_recalled(self, now: datetime) -> bool:
        """Whether messages of it can be deleted still."""
        if self.state not in RECALLABLE or self.started_at is None:
            return False
        return now - (self.ended_at or now) < RECALL_WITHIN


class RecipientState(StrEnum):
    """Where one recipient stands: `sending` is written before Telegram is called."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"
    FAILED = "failed"
    UNKNOWN = "unknown"
    RECALLED = "recalled"


WITH_CAUSE = frozenset({RecipientState.SENT, RecipientState.DEAD, RecipientState.FAILED, RecipientState.UNKNOWN})
"""States whose causes are told in reports; of what was sent, that it could not be changed or deleted afterwards."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """One recipient of one announcement, unique by announcement, chat and thread (0 for none).

    `more` are the messages after the first one (of an album); `revision` is that of the text which stands there.
    """

    announcement: int
    chat: int
    thread: int
    language: ChatLanguage
    state: RecipientState = RecipientState.PENDING
    message: int | None = None
    more: tuple[int, ...] = ()
    cause: str | None = None
    attempts: int = 0
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Counters:
    """How many recipients stand where; `causes` says why of the dead and the failed."""

    states: Mapping[RecipientState, int] = field(default_factory=lambda: MappingProxyType({}))
    causes: Mapping[RecipientState, Mapping[str, int]] = field(default_factory=lambda: MappingProxyType({}))
    languages: Mapping[ChatLanguage, Mapping[RecipientState, int]] = field(default_factory=lambda: MappingProxyType({}))

    def __getitem__(self, state: RecipientState) -> int:
        return self.states.get(state, 0)

    @property
    def total(self) -> int:
        """All recipients."""
        return sum(self.states.values())

    @property
    def ended(self) -> int:
        """Of how many it is known, or never will be, how it went."""
        return self.total - self[RecipientState.PENDING] - self[RecipientState.SENDING]
