"""The rules of an edition or a session that time has a part in, as its programme file says them; asks no clock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.domain.events import Edition, Session

DAY = timedelta(days=1)


class NoAnswer(StrEnum):
    """What becomes of a place whose holder does not say whether they still come."""

    KEEP = "keep"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Rules:
    """`reminders` are times before the start, `still_coming` days before it; after the cut-off nothing moves.

    `decision_days` is by when organizers promise to decide about an application, None where they promise nothing.

    `said` names those that a file says; the others have their usual values, and give way.
    """

    consent_hours: int = 72
    offer_hours: int = 24
    reminders: tuple[timedelta, ...] = (DAY,)
    still_coming: tuple[int, ...] = (7, 2)
    no_answer: NoAnswer = NoAnswer.KEEP
    cut_off_hours: int = 0
    decision_days: int | None = None
    said: frozenset[str] = frozenset()

    @classmethod
    def of(cls, **said: Any) -> Rules:
        """Those that are said, the others as usual."""
        return cls(**said, said=frozenset(said))

    def over(self, others: Rules | None) -> Rules:
        """What these say, else what the others say."""
        if others is None:
            return self
        return replace(others, **{name: getattr(self, name) for name in self.said}, said=self.said | others.said)


def rules_of(edition: Edition, session: Session) -> Rules:
    """The rules that hold for a session: its own, else those of its edition, else the usual ones."""
    return (session.rules or Rules()).over(edition.rules)
