"""When something is held, as exactly as it is known; knows no words for it and no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Exact:
    """A start, and an end where it is known; both aware."""

    start: datetime
    end: datetime | None = None

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or (self.end is not None and self.end.tzinfo is None):
            raise ValueError("an exact time needs its time zone")
        if self.end is not None and self.end <= self.start:
            raise ValueError("the end must be after the start")


@dataclass(frozen=True, slots=True)
class Days:
    """Whole days from `first` to `last` inclusive; `last` is None where it goes on from `first`."""

    first: date
    last: date | None

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise ValueError("the last day must not be before the first")


@dataclass(frozen=True, slots=True)
class Month:
    """Some time in a month (1 to 12)."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not 1 <= self.month <= 12:  # noqa: PLR2004  months of a year
            raise ValueError("a month is 1 to 12")


@dataclass(frozen=True, slots=True)
class Year:
    """Some time in a year, or all through it."""

    year: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """Not announced."""


When = Exact | Days | Month | Year | Unknown


def is_date(when: When) -> bool:
    """Whether a person could write it into a calendar: what «the date is announced» means."""
    return isinstance(when, Exact | Days)


def starts(when: When, zone: ZoneInfo) -> datetime | None:
    """The earliest moment it can begin, aware; None where nothing is announced."""
    match when:
        case Exact(start=start):
            return start
        case Days(first=first):
            return datetime.combine(first, time(), zone)
        case Month(year=year, month=month):
            return datetime(year, month, 1, tzinfo=zone)
        case Year(year=year):
            return datetime(year, 1, 1, tzinfo=zone)
        case Unknown():
            return None


def ends(when: When, zone: ZoneInfo) -> datetime | None:
    """The moment after which it is over, aware; None where nothing is announced or it has no known end."""
    match when:
        case Exact(start=start, end=end):
            return end or datetime.combine(start.astimezone(zone).date() + timedelta(days=1), time(), zone)
        case Days(last=last):
            return datetime.combine(last + timedelta(days=1), time(), zone) if last else None
        case Month(year=year, month=month):
            return datetime(year + month // 12, month % 12 + 1, 1, tzinfo=zone)
        case Year(year=year):
            return datetime(year + 1, 1, 1, tzinfo=zone)
        case Unknown():
            return None


def meet(one: When, other: When) -> bool:
    """Whether both are known to be at the same time."""
    if not (isinstance(one, Exact) and isinstance(other, Exact)):
        return False
    return one.start < (other.end or other.start) and other.start < (one.end or one.start)
