"""The port of the table of questions that were asked, without who asked them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.domain.questions import Asked, Question, QuestionOutcome


class Questions(Protocol):
    """What was asked, for a limited time."""

    def add(self, questions: Sequence[Question]) -> None:
        """Keep them."""
        ...

    def asked(self, since: date) -> Sequence[Asked]:
        """What was asked from that day on, most asked first."""
        ...

    def texts(self, outcome: QuestionOutcome, since: date, limit: int, offset: int = 0) -> Sequence[tuple[str, int]]:
        """The texts of questions that went so, with how often; most asked first, then the newest."""
        ...

    def forget(self, before: date) -> int:
        """Delete what was asked before that day; how many."""
        ...
