"""Slots of a programme file: times of one length, one after another on some days, written out as sessions.

The key of a slot is that of its row with its day and its start, so it stays the same whatever else of the row changes.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from bot.domain.programme_limits import (
    LONGEST_SLOT,
    MOST_SLOT_DAYS,
    MOST_SLOTS,
    MOST_SLOTS_KEY,
    MOST_SLOTS_NAME,
    SHORTEST_SLOT,
)
from bot.storage.programme_sessions import SHARED, read_shared
from bot.storage.programme_spots import note_repeated, read_each
from bot.storage.programme_times import read_day, read_moment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.storage.programme_documents import Document
    from bot.storage.programme_spots import Spot
    from bot.storage.programme_times import Calendar

_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)
_EVERY = re.compile(r"([1-9][0-9]{0,2}) min", re.ASCII)
_TOO_MANY = f"makes {{count}} slots; at most {MOST_SLOTS} are possible"
_NEEDED = ("key", "name", "dates", "from", "to", "every")


def read_slots(spot: Spot, calendar: Calendar) -> list[Document]:
    """The sessions of all rows of an edition; none of a row in which something is wrong."""
    rows = spot.items(MOST_SLOTS)
    found = [session for row in rows for session in _row(row, calendar)]
    note_repeated(spot, [row.value if row.has("key") else None for row in rows], "key", lambda row: str(row["key"]))
    if len(found) > MOST_SLOTS:
        spot.problem(_TOO_MANY.format(count=len(found)))
    return found


def _row(spot: Spot, calendar: Calendar) -> list[Document]:
    here = spot.members(_NEEDED, ("except", *SHARED))
    shared = read_shared(here)
    row = read_each(
        here,
        key=_key,
        name=lambda s: s.localized(MOST_SLOTS_NAME),
        dates=lambda s: _days(s, calendar),
        every=_every,
        **{"from": _time, "to": _time},
    )
    if len(row) < len(_NEEDED):
        return []
    starts = list(_starts(here, row))
    if len(starts) * len(row["dates"]) > MOST_SLOTS:
        spot.problem(_TOO_MANY.format(count=len(starts) * len(row["dates"])))
        return []
    slots = {
        datetime.combine(day, start, calendar.zone): f"{row['key']}_{code}_{start:%H%M}"
        for code, day in row["dates"].items()
        for start in starts
    }
    left_out = _left_out(here["except"], slots, calendar) if "except" in here else set()
    return [_slot(row, key, start) | shared for start, key in slots.items() if start not in left_out]


def _slot(row: Document, key: str, start: datetime) -> Document:
    end = start + timedelta(minutes=row["every"])
    return {
        "key": key,
        "name": {language: f"{text} {start:%H:%M}–{end:%H:%M}" for language, text in row["name"].items()},
        "slots": {"key": row["key"], "name": row["name"]},
        "when": {"start": start.astimezone(UTC).isoformat(), "end": end.astimezone(UTC).isoformat()},
    }


def _starts(here: Mapping[str, Spot], row: Document) -> Iterator[time]:
    first, last = (datetime.combine(date.min, row[name]) for name in ("from", "to"))
    every = timedelta(minutes=row["every"])
    if last <= first:
        here["to"].problem("must be after «from», on the same day")
    elif (last - first) % every:
        here["every"].problem(f"does not divide {row['from']:%H:%M}–{row['to']:%H:%M} into whole slots")
    else:
        yield from ((first + every * number).time() for number in range((last - first) // every))


def _left_out(spot: Spot, slots: Mapping[datetime, str], calendar: Calendar) -> set[datetime]:
    """Those that `except` names: a time is that of every day."""
    found: set[datetime] = set()
    for item in spot.items(MOST_SLOTS):
        if isinstance(item.value, str) and _TIME.fullmatch(item.value):
            at = time.fromisoformat(item.value)
            named = {start for start in slots if start.time() == at}
        else:
            moment = read_moment(item, calendar)
            if moment is None:
                continue
            named = {start for start in slots if start == datetime.fromisoformat(moment)}
        if slots and not named:
            item.problem("is no start of a slot")
        found |= named
    return found


def _key(spot: Spot) -> str | None:
    key = spot.key()
    if key is not None and len(key) > MOST_SLOTS_KEY:
        spot.problem(f"is too long: the day and the time are added to it; at most {MOST_SLOTS_KEY} letters")
        return None
    return key


def _days(spot: Spot, calendar: Calendar) -> dict[str, date] | None:
    """The days, by how keys tell them: 270514, or d10 for the tenth day from today."""
    items = spot.items(MOST_SLOT_DAYS, 1)
    days = [read_day(item, calendar) for item in items]
    note_repeated(spot, days, "day", str)
    return {_code(item.value): date.fromisoformat(day) for item, day in zip(items, days, strict=True) if day} or None


def _code(written: str) -> str:
    relative = written.removeprefix("today")
    if relative == written:
        return written[2:].replace("-", "")
    return "d" + (relative.replace("+", "").replace("-", "m") or "0")


def _time(spot: Spot) -> time | None:
    if isinstance(spot.value, str) and _TIME.fullmatch(spot.value):
        return time.fromisoformat(spot.value)
    spot.problem("must be a time of the day: 10:00")
    return None


def _every(spot: Spot) -> Any:
    found = _EVERY.fullmatch(spot.value) if isinstance(spot.value, str) else None
    minutes = int(found[1]) if found else 0
    if SHORTEST_SLOT <= minutes <= LONGEST_SLOT:
        return minutes
    spot.problem(f"must be how long each slot is, {SHORTEST_SLOT} to {LONGEST_SLOT} minutes: 20 min")
    return None
