"""What both engines can hold, checked before anything is sent to them; knows no SQL."""

from __future__ import annotations

from datetime import UTC, datetime

SMALLEST = -(2**63)
LARGEST = 2**63 - 1


def checked_id(value: int) -> int:
    """The number itself; ValueError unless it is of at most 63 bits and a sign."""
    if not SMALLEST <= value <= LARGEST:
        raise ValueError("a number for the database must fit 64 bits")
    return value


def checked_text(value: str) -> str:
    """The text itself; ValueError when it holds a NUL or half of a surrogate pair."""
    if "\0" in value:
        raise ValueError("a text for the database must not hold a NUL")
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            # The error's own message would quote the text, which may be personal.
            raise ValueError("a text for the database must be valid Unicode") from None
    return value


def checked_time(value: datetime) -> datetime:
    """The same moment in UTC; ValueError when it has no time zone."""
    if value.tzinfo is None:
        raise ValueError("a time for the database needs its time zone")
    return value.astimezone(UTC)
