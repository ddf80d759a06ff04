"""What the programme's texts and lists may hold, whoever writes them; knows no file and no chat.

The limits keep every screen within Telegram's 4,096 characters. They count UTF-16 units, as Telegram does.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import Final

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100
MOST_NAME: Final = 120
MOST_ALIAS: Final = 60
MOST_ALIASES: Final = 30
MOST_SUMMARY: Final = 600
MOST_AUDIENCE: Final = 300
MOST_FACT: Final = 400
MOST_FACTS: Final = 20
MOST_SOURCE: Final = 160
MOST_URL: Final = 300
MOST_VENUE: Final = 120
MOST_ADDRESS: Final = 200
MOST_EDITIONS: Final = 20
MOST_RULES: Final = 6
MOST_SESSIONS: Final = 40
MOST_SESSION_NAME: Final = 100
MOST_SLOTS: Final = 200
MOST_SLOT_DAYS: Final = 60
MOST_SLOTS_NAME: Final = 80
MOST_SLOTS_KEY: Final = 20
SHORTEST_SLOT: Final = 5
LONGEST_SLOT: Final = 480
MOST_PARTY: Final = 6
FIRST_GRADE: Final = 1
LAST_GRADE: Final = 12
LEAST_AGE: Final = 5
MOST_AGE: Final = 100
MOST_CAPACITY: Final = 100_000
MOST_FIELDS: Final = 20
MOST_LABEL: Final = 200
MOST_CHOICES: Final = 20
MOST_CHOICE: Final = 60
MOST_HOURS: Final = 720
MOST_REMINDERS: Final = 5
MOST_DAYS_BEFORE: Final = 60
MOST_DECISION_DAYS: Final = 90
MOST_SCHOOLS: Final = 1000
MOST_SCHOOL_PLACE: Final = 80

_UNSEEN = re.compile("[\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
"""Marks that turn the direction of the text around them, and characters that are none."""


class Misfit(StrEnum):
    """Why a text cannot be kept."""

    EMPTY = "empty"
    UNSHOWABLE = "unshowable"
    DIRECTION = "direction"
    TOO_LONG = "too_long"


def tidy(text: str) -> str:
    """The text as it is kept: without spaces around it, its letters composed."""
    return unicodedata.normalize("NFC", text.strip())


def length(text: str) -> int:
    """How long it is, as Telegram counts."""
    return len(text.encode("utf-16-le", errors="replace")) // 2


def misfit(text: str, most: int, *, lines: bool = False) -> Misfit | None:
    """What is wrong with a tidy text of at most `most` characters, None when it fits; `lines` lets it have several."""
    if not text:
        return Misfit.EMPTY
    if any(unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} and not (lines and c == "\n") for c in text):
        return Misfit.UNSHOWABLE
    if _UNSEEN.search(text):
        return Misfit.DIRECTION
    return Misfit.TOO_LONG if length(text) > most else None
