"""Times as people write them in programme files, read into those of documents; knows no events.

Times without an offset are the organizers' own. Times relative to today («today+21 10:00») are for demo files alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from bot.domain.programme_limits import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from bot.storage.programme_spots import Spot

_RELATIVE = re.compile(r"today(?P<days>[+-][0-9]{1,4})?(?: +(?P<time>[0-9]{2}:[0-9]{2}))?", re.ASCII)
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]+[0-9]{2}:[0-9]{2}(:[0-9]{2})?(\.[0-9]{1,6})? *(Z|[+-][0-9]{2}:[0-9]{2})?", re.ASCII
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])", re.ASCII)
_SHAPES = (
    "must be unknown, {year: 2027}, {month: 2027-05}, {days: 2027-05-14}, {days: [2027-05-14, 2027-05-16]}, "
    "{from: 2027-05-14} or {start: 2027-05-14 10:00, end: 2027-05-14 16:00}"
)


@dataclass(frozen=True, slots=True)
class Calendar:
    """What relative times are relative to, and whether the file is a demo, which may use them."""

    zone: ZoneInfo
    today: date
    demo: bool = False


def read_when(spot: Spot, calendar: Calendar) -> Any:
    """A `when` as a document has it."""
    if spot.value == "unknown":
        return "unknown"
    shape = set(spot.value) if isinstance(spot.value, dict) else set()
    if not (shape in ({"year"}, {"month"}, {"days"}, {"from"}) or "start" in shape):
        spot.problem(_SHAPES)
        return None
    members = spot.members(("start",), ("end",)) if "start" in shape else spot.members(tuple(shape))
    if "year" in members:
        return {"year": members["year"].whole(FIRST_YEAR, LAST_YEAR)}
    if "month" in members:
        return {"month": read_month(members["month"])}
    if "from" in members:
        return {"from": read_day(members["from"], calendar)}
    if "days" in members:
        return _days(members["days"], calendar)
    return _exact(members, calendar)


def _days(spot: Spot, calendar: Calendar) -> Any:
    if not isinstance(spot.value, list):
        day = read_day(spot, calendar)
        return {"days": [day, day]}
    days = [read_day(item, calendar) for item in spot.items(2, 2)]
    whole = [day for day in days if day]
    if whole != sorted(whole):
        spot.problem("ends before it begins; write the first day first")
    return {"days": days}


def _exact(members: dict[str, Spot], calendar: Calendar) -> Any:
    moments = {name: read_moment(spot, calendar) for name, spot in members.items()}
    start, end = moments.get("start"), moments.get("end")
    if start and end and end <= start:
        members["end"].problem("must be after the start")
    return moments


def read_moment(spot: Spot, calendar: Calendar) -> str | None:
    """A day with a time, as UTC in ISO 8601: texts that sort as the moments do."""
    text = spot.value if isinstance(spot.value, str) else ""
    moment: datetime | None = None
    if (relative := _RELATIVE.fullmatch(text)) and relative["time"]:
        day = _relative_day(spot, calendar, relative["days"])
        if day is None:
            return None
        try:
            moment = datetime.combine(day, time.fromisoformat(relative["time"]), calendar.zone)
        except ValueError:
            moment = None
    elif _MOMENT.fullmatch(text):
        moment = _absolute(text, calendar.zone)
    if moment is None:
        spot.problem("must be a day with a time: 2027-05-14 10:00")
        return None
    return _in_range(spot, moment.year, moment.astimezone(UTC).isoformat())


def _absolute(text: str, zone: ZoneInfo) -> datetime | None:
    try:
        moment = datetime.fromisoformat(" ".join(text.replace("T", " ").split()).replace(" +", "+").replace(" Z", "Z"))
        moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment


def read_day(spot: Spot, calendar: Calendar) -> str | None:
    """A day."""
    text = spot.value if isinstance(spot.value, str) else ""
    if (relative := _RELATIVE.fullmatch(text)) and not relative["time"]:
        day = _relative_day(spot, calendar, relative["days"])
        return _in_range(spot, day.year, day.isoformat()) if day else None
    try:
        if _DAY.fullmatch(text):
            return _in_range(spot, int(text[:4]), date.fromisoformat(text).isoformat())
    except ValueError:
        pass
    spot.problem("must be a day of the calendar: 2027-05-14")
    return None


def _relative_day(spot: Spot, calendar: Calendar, days: str | None) -> date | None:
    if not calendar.demo:
        spot.problem("is relative to today, which only files with «demo: true» may use; write the day itself")
        return None
    return calendar.today + timedelta(days=int(days or 0))


def read_month(spot: Spot) -> str | None:
    """A month of a year."""
    text = spot.value if isinstance(spot.value, str) else ""
    if not (month := _MONTH.fullmatch(text)):
        spot.problem("must be a year and a month: 2027-05")
        return None
    return _in_range(spot, int(month[1]), text)


def read_as_of(spot: Spot, calendar: Calendar) -> int | str | None:
    """A year, a month or a day as of which something is said."""
    if isinstance(spot.value, int):
        return spot.whole(FIRST_YEAR, LAST_YEAR)
    text = spot.value if isinstance(spot.value, str) else ""
    if text.startswith("today") or _DAY.fullmatch(text):
        return read_day(spot, calendar)
    if _MONTH.fullmatch(text):
        return read_month(spot)
    spot.problem("must be a year, a month or a day: 2027, 2027-05, 2027-05-14")
    return None


def _in_range(spot: Spot, year: int, document: str) -> str | None:
    if FIRST_YEAR <= year <= LAST_YEAR:
        return document
    spot.problem(f"must lie between the years {FIRST_YEAR} and {LAST_YEAR}")
    return None
