"""What organizers ask about an application before they decide, and by when a decision is expected; no I/O."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.domain.attachments import Attachment
from bot.domain.registrations import NotNow, Registration, RegistrationState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from zoneinfo import ZoneInfo

MOST_QUESTIONS = 5
"""About one application, over all its time."""
LONGEST_QUESTION = 500
LONGEST_REPLY = 1_000
REMINDED_AFTER = timedelta(days=3)
"""How long after a question the person is reminded of it, once."""


class Unasked(StrEnum):
    """Why nothing more is asked although the application waits."""

    WAITS = "waits"
    ENOUGH = "enough"


@dataclass(frozen=True, slots=True)
class ReviewQuestion:
    """A question of the organizer `author` about an application, and the person's reply once there is one.

    `reply_file` is an `Attachment.answer`; words and a file may come together.
    """

    registration: int
    author: int
    question: str
    asked_at: datetime
    reply: str | None = None
    reply_file: str | None = None
    replied_at: datetime | None = None
    id: int = 0

    @property
    def waits(self) -> bool:
        """Whether the reply is still to come."""
        return self.replied_at is None

    def replied(self, reply: str, now: datetime, file: str | None = None) -> ReviewQuestion:
        """The same with the person's words, or a file."""
        return replace(self, reply=reply, reply_file=file, replied_at=now)


@dataclass(frozen=True, slots=True)
class Review:
    """How a review goes: `questions` the oldest first; `expected` is the day by which a decision is promised.

    That day is None where none is promised, and while the application waits for the person's reply.
    """

    questions: tuple[ReviewQuestion, ...] = ()
    expected: date | None = None
    is_overdue: bool = False

    @property
    def waits_for(self) -> ReviewQuestion | None:
        """The question whose reply is to come, if there is one."""
        return next((one for one in self.questions if one.waits), None)

    @property
    def files(self) -> list[tuple[str, Attachment]]:
        """The questions that were replied to with a file, each with that."""
        return [(one.question, Attachment.of(one.reply_file)) for one in self.questions if one.reply_file]


def review_of(
    one: Registration, questions: Sequence[ReviewQuestion], days: int | None, now: datetime, zone: ZoneInfo
) -> Review:
    """How its review goes, `days` being what is promised: counted from the application, after a reply from that."""
    asked = tuple(questions)
    is_open = one.state is RegistrationState.AWAITING_REVIEW and not any(question.waits for question in asked)
    if days is None or not is_open:
        return Review(asked)
    since = max([one.asked_at, *(question.replied_at for question in asked if question.replied_at)])
    expected = since.astimezone(zone).date() + timedelta(days=days)
    return Review(asked, expected, now.astimezone(zone).date() > expected)


def may_ask(one: Registration, questions: Sequence[ReviewQuestion]) -> NotNow | Unasked | None:
    """Why nothing may be asked about it now, None where it may."""
    if one.state is not RegistrationState.AWAITING_REVIEW:
        return NotNow(one.state)
    if any(question.waits for question in questions):
        return Unasked.WAITS
    return Unasked.ENOUGH if len(questions) >= MOST_QUESTIONS else None
