"""A question as it is kept: what was asked and how it went, without who asked, where, and at which hour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.domain.masking import masked

if TYPE_CHECKING:
    from datetime import date

    from bot.domain.language import Language

KEPT = timedelta(days=90)
"""How long questions are kept."""

LONGEST_KEPT = 300
"""Letters of a question that are kept."""


class QuestionOutcome(StrEnum):
    """How a question went."""

    ANSWERED = "answered"
    NOT_PUBLISHED = "not_published"
    FUNCTION = "function"
    CLARIFIED = "clarified"
    OFFTOPIC = "offtopic"
    NOT_UNDERSTOOD = "not_understood"


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `aspect` is what was asked of the event, or the function that was asked for."""

    text: str
    language: Language
    outcome: QuestionOutcome
    day: date
    event: str | None = None
    aspect: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """How often the same was asked, with the same outcome."""

    event: str | None
    aspect: str | None
    outcome: QuestionOutcome
    count: int


def kept_text(text: str) -> str:
    """What is kept of a question's text: one line, not long, nobody's numbers and names, and fit for any database."""
    whole = text.encode(errors="ignore").decode().replace("\0", "")
    line = " ".join(masked(whole).split())
    return line if len(line) <= LONGEST_KEPT else line[: LONGEST_KEPT - 1] + "…"
