"""The table of lesson hours; decides nothing."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.domain.lessons import LessonHours, Lessons
from bot.storage.insertion import insert_or_replace
from bot.storage.schema import lesson_hours

if TYPE_CHECKING:
    from sqlalchemy import Connection


class SqlLessons:
    """The port `LessonRows`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self) -> LessonHours | None:
        """What was set, None while nothing was."""
        row = self._connection.execute(select(lesson_hours)).first()
        if row is None:
            return None
        first = Lessons(_time(row.first_starts), _time(row.first_ends))
        second = Lessons(_time(row.second_starts), _time(row.second_ends))
        return LessonHours(frozenset(map(int, row.days)), first, second)

    def put(self, hours: LessonHours) -> None:
        """Replace them."""
        self._connection.execute(
            insert_or_replace(lesson_hours, self._connection.dialect.name),
            {
                "id": 1,
                "days": "".join(map(str, sorted(hours.days))),
                "first_starts": _minutes(hours.first.starts),
                "first_ends": _minutes(hours.first.ends),
                "second_starts": _minutes(hours.second.starts),
                "second_ends": _minutes(hours.second.ends),
            },
        )


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _time(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)
