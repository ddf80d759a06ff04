"""Moments as people type them, in both languages: «ертең 10:00», «12 мая 9:30»; knows no catalogue and no clock."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_STEMS = (
    ("қаңтар", "қантар", "январ"),
    ("ақпан", "феврал"),
    ("наурыз", "март"),
    ("сәуір", "апрел"),
    ("мамыр", "май", "мая", "мае"),
    ("маусым", "июн"),
    ("шілде", "июл"),
    ("тамыз", "август"),
    ("қыркүйек", "сентябр"),
    ("қазан", "октябр"),
    ("қараша", "ноябр"),
    ("желтоқсан", "декабр"),
)
"""How each month begins, whatever case it stands in; no stem is the beginning of another month."""

MONTH_OF_WORD = "(?:" + "|".join(stem for stems in _STEMS for stem in stems) + r")[^\W\d_]*"
"""A pattern of months in any case."""

_DAYS = {"бүгін": 0, "сегодня": 0, "ертең": 1, "завтра": 1, "бүрсігүні": 2, "послезавтра": 2}
_CLOCK = r"(?:сағат\s+|в\s+)?(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?:-?\s?(?:де|да|те|та))?"
_MOMENT = re.compile(
    rf"(?:(?P<word>{'|'.join(_DAYS)})"
    r"|(?P<day>\d{1,2})\.(?P<month>\d{1,2})(?:\.(?P<year>\d{4}))?"
    rf"|(?:(?P<kk_year>\d{{4}})\s*(?:жылғы\s+|ж\.\s*)?)?(?P<named>\d{{1,2}})\s+(?P<month_word>{MONTH_OF_WORD})"
    r"(?:\s+(?P<ru_year>\d{4})(?:\s*(?:года|г\.))?)?)?"
    rf"[\s,]*{_CLOCK}",
    re.IGNORECASE,
)


def month_of(word: str) -> int:
    """The number of the month that a word names; ValueError where it names none."""
    folded = word.casefold()
    for number, stems in enumerate(_STEMS, 1):
        if folded.startswith(stems):
            return number
    raise ValueError("no month")


def parse_moment(text: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The moment in the zone, None when it cannot be read; without a day or a year the next one that comes."""
    found = _MOMENT.fullmatch(" ".join(text.split()).casefold())
    if found is None:
        return None
    at = time(int(found["hour"]), int(found["minute"]))
    here = now.astimezone(zone)
    today = here.date()
    if found["word"]:
        return datetime.combine(today + timedelta(days=_DAYS[found["word"]]), at, zone)
    day = found["day"] or found["named"]
    if day is None:
        return datetime.combine(today if at > here.time() else today + timedelta(days=1), at, zone)
    month = int(found["month"]) if found["month"] else month_of(found["month_word"])
    year = found["year"] or found["kk_year"] or found["ru_year"]
    return _moment(int(day), month, int(year) if year else None, at, here)


def _moment(day: int, month: int, year: int | None, at: time, here: datetime) -> datetime | None:
    """A day of the year, or of the next one where this one's is over."""
    for one in (year,) if year else (here.year, here.year + 1):
        try:
            moment = datetime.combine(date(one, month, day), at, here.tzinfo)
        except ValueError:
            continue
        if year or moment > here:
            return moment
    return None
