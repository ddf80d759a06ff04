"""Dates and times in words of each language, by explicit patterns; takes aware times only and reads no clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from bot.domain.when import Days, Exact, Month, Unknown, When, Year
from bot.i18n import kazakh, russian
from bot.i18n.kazakh import Case

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from bot.domain.facts import AsOf

NBSP = "\N{NO-BREAK SPACE}"


class Moments(Protocol):
    """How a language tells time; times come already in the organizers' zone."""

    def day(self, day: date) -> str:
        """A day with its year: 2027 жылғы 14 мамыр."""
        ...

    def day_of_week(self, day: date) -> str:
        """The name of its day of the week."""
        ...

    def moment(self, moment: datetime) -> str:
        """A day, its day of the week and the time."""
        ...

    def exact(self, start: datetime, end: datetime | None) -> str:
        """A start and, where it is known, an end."""
        ...

    def days(self, first: date, last: date | None) -> str:
        """Whole days, or from a day on."""
        ...

    def month(self, year: int, month: int) -> str:
        """In a month of a year."""
        ...

    def year(self, year: int) -> str:
        """In a year."""
        ...

    def unknown(self) -> str:
        """Not announced."""
        ...

    def planned(self, words: str) -> str:
        """The same, said as a plan."""
        ...

    def as_of(self, as_of: AsOf) -> str:
        """What a piece of information is dated by."""
        ...


class KazakhMoments:
    """Time in Kazakh."""

    def day(self, day: date) -> str:
        """2027 жылғы 14 мамыр."""
        return f"{day.year} жылғы {day.day}{NBSP}{kazakh.month(day.month)}"

    def day_of_week(self, day: date) -> str:
        """жұма."""
        return kazakh.WEEKDAYS[day.weekday()]

    def moment(self, moment: datetime) -> str:
        """2027 жылғы 14 мамыр, жұма, 10:00."""
        return f"{self.day(moment)}, {self.day_of_week(moment)}, {moment:%H:%M}"

    def exact(self, start: datetime, end: datetime | None) -> str:
        """2027 жылғы 14 мамырда, жұма, 10:00–16:00."""
        if end is not None and end.date() != start.date():
            until = f"{self.day(end)}, {end:%H:%M}" if end.year != start.year else _kk_day_and_time(end)
            return f"{self.day(start)}, {start:%H:%M} – {until}"
        day = f"{self._on(start)}, {self.day_of_week(start)}"
        if end is None:
            return f"{day}, сағат {start:%H:%M}{kazakh.clock_suffix(start.minute)}"
        return f"{day}, {start:%H:%M}–{end:%H:%M}"

    def days(self, first: date, last: date | None) -> str:
        """2025 жылғы 1 қыркүйектен бастап; 2027 жылғы 14–16 мамырда."""
        if last is None:
            return f"{first.year} жылғы {first.day}{NBSP}{kazakh.month(first.month, Case.ABLATIVE)} бастап"
        if first == last:
            return f"{self._on(first)}, {self.day_of_week(first)}"
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.year} жылғы {first.day}–{last.day}{NBSP}{kazakh.month(first.month, Case.LOCATIVE)}"
        until = self.day(last) if first.year != last.year else f"{last.day}{NBSP}{kazakh.month(last.month)}"
        return f"{self.day(first)} – {until} аралығында"

    def month(self, year: int, month: int) -> str:
        """2025 жылғы мамырда."""
        return f"{year} жылғы {kazakh.month(month, Case.LOCATIVE)}"

    def year(self, year: int) -> str:
        """2025 жылы."""
        return f"{year} жылы"

    def unknown(self) -> str:
        """Not announced."""
        return "күні әлі жарияланған жоқ"

    def planned(self, words: str) -> str:
        """Жоспар бойынша – 2025 жылғы мамырда."""
        return f"жоспар бойынша – {words}"

    def as_of(self, as_of: AsOf) -> str:
        """2025 жылғы дерек; 2025 жылғы мамырдағы дерек."""
        match as_of:
            case Year(year=year):
                return f"{year} жылғы дерек"
            case Month(year=year, month=month):
                return f"{year} жылғы {kazakh.attributive(kazakh.month(month))} дерек"
            case date():
                return f"{as_of.year} жылғы {as_of.day}{NBSP}{kazakh.attributive(kazakh.month(as_of.month))} дерек"

    def _on(self, day: date) -> str:
        return f"{day.year} жылғы {day.day}{NBSP}{kazakh.month(day.month, Case.LOCATIVE)}"


class RussianMoments:
    """Time in Russian."""

    def day(self, day: date) -> str:
        """14 мая 2027 года."""
        return f"{_ru_day(day)} {day.year}{NBSP}года"

    def day_of_week(self, day: date) -> str:
        """пятница."""
        return russian.WEEKDAYS[day.weekday()]

    def moment(self, moment: datetime) -> str:
        """14 мая 2027 года, пятница, 10:00."""
        return f"{self.day(moment)}, {self.day_of_week(moment)}, {moment:%H:%M}"

    def exact(self, start: datetime, end: datetime | None) -> str:
        """14 мая 2027 года, пятница, 10:00–16:00."""
        if end is None:
            return f"{self.day(start)}, {self.day_of_week(start)}, в{NBSP}{start:%H:%M}"
        if end.date() == start.date():
            return f"{self.moment(start)}–{end:%H:%M}"
        begins = self.day(start) if end.year != start.year else _ru_day(start)
        return f"{russian.from_preposition(start.day)} {begins}, {start:%H:%M}, по {self.day(end)}, {end:%H:%M}"

    def days(self, first: date, last: date | None) -> str:
        """С 1 сентября 2025 года; 14–16 мая 2027 года."""
        if last is None:
            return f"{russian.from_preposition(first.day)} {self.day(first)}"
        if first == last:
            return f"{self.day(first)}, {self.day_of_week(first)}"
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}–{self.day(last)}"
        begins = self.day(first) if first.year != last.year else _ru_day(first)
        return f"{russian.from_preposition(first.day)} {begins} по {self.day(last)}"

    def month(self, year: int, month: int) -> str:
        """В мае 2025 года."""
        return f"в{NBSP}{russian.MONTHS_PREPOSITIONAL[month - 1]} {year}{NBSP}года"

    def year(self, year: int) -> str:
        """В 2025 году."""
        return f"в {year}{NBSP}году"

    def unknown(self) -> str:
        """Not announced."""
        return "дата пока не объявлена"

    def planned(self, words: str) -> str:
        """По плану — в мае 2025 года."""
        return f"по плану — {words}"

    def as_of(self, as_of: AsOf) -> str:
        """Данные за 2025 год; данные за май 2025 года; данные на 15 мая 2025 года."""
        match as_of:
            case Year(year=year):
                return f"данные за {year}{NBSP}год"
            case Month(year=year, month=month):
                return f"данные за {russian.MONTHS[month - 1]} {year}{NBSP}года"
            case date():
                return f"данные на {self.day(as_of)}"


def tell(words: Moments, when: When, zone: ZoneInfo) -> str:
    """When it is held, as words that go into a sentence or after «When:»."""
    match when:
        case Exact(start=start, end=end):
            local_end = end.astimezone(zone) if end else None
            return words.exact(start.astimezone(zone), _before_midnight(local_end))
        case Days(first=first, last=last):
            return words.days(first, last)
        case Month(year=year, month=month):
            return words.month(year, month)
        case Year(year=year):
            return words.year(year)
        case Unknown():
            return words.unknown()


def is_known(when: When) -> bool:
    """Whether anything at all is announced."""
    return not isinstance(when, Unknown)


def _before_midnight(end: datetime | None) -> datetime | None:
    """An end at midnight is told as 23:59 of the day before: it belongs to that day."""
    if end is None or (end.hour, end.minute) != (0, 0):
        return end
    return end - timedelta(minutes=1)


def _kk_day_and_time(moment: datetime) -> str:
    return f"{moment.day}{NBSP}{kazakh.month(moment.month)}, {moment:%H:%M}"


def _ru_day(day: date) -> str:
    return f"{day.day}{NBSP}{russian.MONTHS_GENITIVE[day.month - 1]}"
