"""Russian words of dates; knows no catalogues."""

from __future__ import annotations

MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
"""Months, nominative."""

MONTHS_GENITIVE = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
"""Months after a day: 15 мая."""

MONTHS_PREPOSITIONAL = (
    "январе", "феврале", "марте", "апреле", "мае", "июне",
    "июле", "августе", "сентябре", "октябре", "ноябре", "декабре",
)  # fmt: skip
"""Months after «в»: в мае."""

WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
"""Days of the week from Monday, as `date.weekday()` counts."""


def from_preposition(day: int) -> str:
    """«с» or «со» before a day of a month: с 1 сентября, со 2 сентября."""
    return "со" if day == 2 else "с"  # noqa: PLR2004  «со второго»
