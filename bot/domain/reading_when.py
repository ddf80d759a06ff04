"""Times as people write them in Kazakh and Russian, read into a `When`; guesses no year and reads no clock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from bot.domain.programme_limits import FIRST_YEAR, LAST_YEAR
from bot.domain.when import Days, Exact, Month, Unknown, When, Year

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

LONGEST = 120
"""Characters of a time in words."""

# People write Kazakh without its letters, too.
_PLAIN = str.maketrans("әғқңөұүһіё\xa0–—−‑", "агкноуухие ----")
_MONTHS = (
    ("янв", "кантар"),
    ("фев", "акпан"),
    ("март", "наурыз"),
    ("апр", "сауир"),
    ("мая", "май", "мае", "мамыр"),
    ("июн", "маусым"),
    ("июл", "шилде"),
    ("авг", "тамыз"),
    ("сент", "кыркуйе"),
    ("окт", "казан"),
    ("нояб", "караша"),
    ("дек", "желтоксан"),
)
_WEEKDAYS = (
    *("понедельник", "вторник", "сред", "четверг", "пятниц", "суббот", "воскресень"),
    *("дуйсенб", "сейсенб", "сарсенб", "бейсенб", "жума", "сенб", "жексенб"),
)
_FILLERS = frozenset("года году год г жылгы жылы жыл ж сагат аралыгында в во по до дейин".split())  # noqa: SIM905  as read
_OPENINGS = frozenset({"с", "со", "от", "бастап"})
_UNKNOWN = frozenset(
    {
        *("unknown", "неизвестно", "неизвестна", "не известно", "дата неизвестна", "дата пока не объявлена"),
        *("не объявлена", "белгисиз", "куни белгисиз", "куни али жарияланган жок", "жарияланган жок"),
    }
)
_TOKEN = re.compile(
    r"(?P<clock>\d{1,2}:\d{2}|\d{1,2}\.(?:00|1[3-9]|[2-5]\d)(?![.\d]))(?:-[^\W\d]+)?"
    r"|(?P<iso>\d{4}-\d{2}-\d{2})"
    r"|(?P<dotted>\d{1,2}[./]\d{1,2}(?:[./](?:\d{4}|\d{2}))?)(?![.\d])"
    r"|(?P<month>\d{4}-\d{2}(?!\d)|\d{1,2}\.\d{4})"
    r"|(?P<number>\d+)|(?P<word>[^\W\d]+)|(?P<other>\S)"
)
_SHAPES = {
    "y": "y",
    "my": "my",
    "ym": "ym",
    "dmy": "dmy",
    "ydm": "ydm",
    "ddmy": "dDmy",
    "yddm": "ydDm",
    "dmdmy": "dmDMy",
    "ydmdm": "ydmDM",
    "dmydmy": "dmyDMY",
    "ydmydm": "ydmYDM",
}
"""What stands in which order, and what each is: capitals belong to the last day."""


@dataclass(slots=True)
class _Read:
    """The words of a time, each read for itself."""

    shape: str = ""
    numbers: tuple[int, ...] = ()
    clocks: tuple[time, ...] = ()
    opening: bool = False

    def add(self, shape: str, *numbers: int) -> None:
        self.shape += shape
        self.numbers += numbers


def read_when(text: str, zone: ZoneInfo) -> When | None:
    """What «25.05.2027», «25–27 мая 2027», «2027 жылғы 25 мамырда, 10:00–16:00», «мамыр 2027» or «белгісіз» mean.

    Times are those of `zone`. None for what is not understood, is no day of the calendar, or names no year.
    """
    plain = " ".join(text.casefold().translate(_PLAIN).split()).strip(" .")
    if plain in _UNKNOWN:
        return Unknown()
    if not 0 < len(plain) <= LONGEST:
        return None
    try:
        read = _read(plain)
        return _when(read, zone) if read else None
    except ValueError:
        return None


def _read(plain: str) -> _Read | None:
    read = _Read()
    for found in _TOKEN.finditer(plain):
        match found.lastgroup, found[found.lastgroup or 0]:
            case "clock", clock:
                hours, minutes = re.split(r"[:.]", clock)
                read.clocks += (time(int(hours), int(minutes)),)
            case "iso", iso:
                day = date.fromisoformat(iso)
                read.add("ydm", day.year, day.day, day.month)
            case "dotted", dotted:
                _add_dotted(read, [int(number) for number in re.split(r"[./]", dotted)])
            case "month", month:
                first, last = (int(number) for number in re.split(r"[-.]", month))
                read.add("ym", max(first, last), min(first, last))
            case "number", number:
                read.add("y" if len(number) == len("2027") else "d", int(number))
            case "word", word if not _add_word(read, word):
                return None
            case "other", mark if mark not in "-,.()":
                return None
    return read


def _add_dotted(read: _Read, numbers: Sequence[int]) -> None:
    day, month, *years = numbers
    read.add("dm", day, month)
    for year in years:
        read.add("y", year if year > 99 else 2000 + year)  # noqa: PLR2004  a year of two digits


def _add_word(read: _Read, word: str) -> bool:
    for number, names in enumerate(_MONTHS, 1):
        if word.startswith(names):
            read.add("m", number)
            return True
    if word in _OPENINGS:
        read.opening = True
        return True
    return word in _FILLERS or word.startswith(_WEEKDAYS)


def _when(read: _Read, zone: ZoneInfo) -> When | None:
    parts = dict(zip(_SHAPES.get(read.shape, ""), read.numbers, strict=False))
    year = parts.get("y")
    if year is None or not all(FIRST_YEAR <= y <= LAST_YEAR for y in (year, parts.get("Y", year))):
        return None
    if "d" not in parts:
        if read.clocks:
            return None
        return Month(year, parts["m"]) if "m" in parts else Year(year)
    if "Y" not in parts and (parts.get("M", 12), parts.get("D", 31)) < (parts["m"] if "M" in parts else 0, 0):
        return None
    first = date(year, parts["m"], parts["d"])
    last = date(parts.get("Y", year), parts.get("M", parts["m"]), parts["D"]) if "D" in parts else first
    match read.clocks:
        case ():
            return Days(first, None if read.opening and "D" not in parts else last)
        case (start,) if last == first:
            return Exact(datetime.combine(first, start, zone))
        case (start, end):
            return Exact(datetime.combine(first, start, zone), datetime.combine(last, end, zone))
    return None
