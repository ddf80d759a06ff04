"""A question passed on to an organizer, from asking to the reply: what may follow what, and when to remind of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from bot.domain.language import Language

MOST_OPEN = 5
"""Questions of one person that wait at the same time."""

LONGEST_QUESTION = 1_500
"""Letters that are passed on; what a person adds later follows, and the oldest gives way."""

KEPT_AFTER = timedelta(days=30)
"""How long a question is kept after its end."""

REMINDED_AGAIN = timedelta(days=1)


class HandoverState(StrEnum):
    """Where a question stands; the first two wait for an organizer."""

    OPEN = "open"
    TAKEN = "taken"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"

    @property
    def waits(self) -> bool:
        """Whether it still waits for a reply."""
        return self in WAITING


WAITING = frozenset({HandoverState.OPEN, HandoverState.TAKEN})


@dataclass(frozen=True, slots=True)
class Hand:
    """The organizer at work on a question: Telegram's id, and the name that the other organizers see."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Handover:
    """A question of a person; `message` is theirs, which the reply cites, `post` ours in the chat of the `desk`.

    The question is kept masked, and is empty once it was withdrawn. `revision` grows with every change that shows.
    """

    person: int
    language: Language
    question: str
    asked_at: datetime
    event: str | None = None
    message: int | None = None
    id: int = 0
    state: HandoverState = HandoverState.OPEN
    over_at: datetime | None = None
    hand: Hand | None = None
    reminders: int = 0
    reminded_at: datetime | None = None
    desk: int | None = None
    post: int | None = None
    revision: int = 0

    @property
    def fingerprint(self) -> str:
        """The question without what a second typing may change: the same one does not wait twice."""
        return " ".join(self.question.casefold().split())

    def take(self, hand: Hand) -> Handover | None:
        """Somebody is at work on it; None when another one is, or it does not wait any more."""
        if not self.state.waits or (self.hand is not None and self.hand.id != hand.id):
            return None
        return self._changed(state=HandoverState.TAKEN, hand=hand)

    def release(self) -> Handover | None:
        """Nobody is at work on it; None when nobody was."""
        return self._changed(state=HandoverState.OPEN, hand=None) if self.state is HandoverState.TAKEN else None

    def answer(self, hand: Hand, now: datetime) -> Handover | None:
        """A reply was given, the first or another one; None when the person has withdrawn the question."""
        if self.state is HandoverState.WITHDRAWN:
            return None
        return self._changed(state=HandoverState.ANSWERED, hand=hand, over_at=now)

    def close(self, hand: Hand, now: datetime) -> Handover | None:
        """It ends without a reply; None when it does not wait."""
        return self._changed(state=HandoverState.CLOSED, hand=hand, over_at=now) if self.state.waits else None

    def withdraw(self, now: datetime) -> Handover | None:
        """The person takes it back, and its text is gone; None when it does not wait."""
        if not self.state.waits:
            return None
        return self._changed(state=HandoverState.WITHDRAWN, hand=None, over_at=now, question="")

    def reopen(self) -> Handover | None:
        """The reply could not be given after all; None when there was none."""
        if self.state is not HandoverState.ANSWERED:
            return None
        return self._changed(state=HandoverState.OPEN, hand=None, over_at=None)

    def ask_more(self, text: str, message: int | None, now: datetime) -> Handover | None:
        """The person writes again: it waits anew; None when it was withdrawn."""
        if self.state is HandoverState.WITHDRAWN:
            return None
        both = f"{self.question}\n– {text}"
        return self._changed(
            state=HandoverState.OPEN,
            hand=None,
            over_at=None,
            question=both[-LONGEST_QUESTION:],
            message=message or self.message,
            asked_at=now,
            reminded_at=None,
        )

    def brought_to(self, desk: int | None) -> Handover:
        """It is to be shown in this chat, in none of its posts so far; None is the list of those who answer."""
        return self._changed(desk=desk, post=None)

    def reminded(self, now: datetime) -> Handover:
        """Somebody was reminded of it."""
        return replace(self, reminders=self.reminders + 1, reminded_at=now)

    def _changed(self, **changes: Any) -> Handover:
        return replace(self, revision=self.revision + 1, **changes)


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """When organizers are there: days of the week (0 is Monday), and from when to when on each."""

    days: tuple[int, ...]
    opens: time
    closes: time

    def __post_init__(self) -> None:
        if not self.days or not set(self.days) <= set(range(7)):
            raise ValueError("office hours have days of a week")
        if not self.opens < self.closes:
            raise ValueError("an office closes after it opens")

    def are_now(self, now: datetime, zone: ZoneInfo) -> bool:
        """Whether somebody is there."""
        local = now.astimezone(zone)
        return local.weekday() in self.days and self.opens <= local.time() < self.closes

    def between(self, since: datetime, until: datetime, zone: ZoneInfo) -> timedelta:
        """How much of that time somebody was there."""
        total = timedelta()
        day = since.astimezone(zone).date()
        while day <= until.astimezone(zone).date():
            if day.weekday() in self.days:
                opens, closes = (datetime.combine(day, at, zone) for at in (self.opens, self.closes))
                total += max(min(closes, until) - max(opens, since), timedelta())
            day += timedelta(days=1)
        return total


@dataclass(frozen=True, slots=True)
class Desk:
    """Where questions are answered: the organizers' chat and its topic, or None; when, and how soon is reminded."""

    chat: int | None = None
    topic: int | None = None
    hours: OfficeHours | None = None
    patience: timedelta = timedelta(hours=4)

    def reminds(self, handover: Handover, now: datetime, zone: ZoneInfo) -> bool:
        """Whether it is time to remind of the question: after the patience in office hours, then once a day."""
        if not handover.state.waits or (self.hours is not None and not self.hours.are_now(now, zone)):
            return False
        if handover.reminded_at is not None:
            return now - handover.reminded_at >= REMINDED_AGAIN
        waited = self.hours.between(handover.asked_at, now, zone) if self.hours else now - handover.asked_at
        return waited >= self.patience
