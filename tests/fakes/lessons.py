"""The port of the lesson hours, in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.domain.lessons import LessonHours
    from tests.fakes.tables import Tables


class FakeLessons:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def get(self) -> LessonHours | None:
        return self._tables.lessons.get("hours")

    def put(self, hours: LessonHours) -> None:
        self._tables.written()
        self._tables.lessons["hours"] = hours
