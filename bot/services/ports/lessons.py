"""The port of the lesson hours that organizers have set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.domain.lessons import LessonHours


class LessonRows(Protocol):
    """The lesson hours of the schools; one set of them."""

    def get(self) -> LessonHours | None:
        """What was set, None while nothing was."""
        ...

    def put(self, hours: LessonHours) -> None:
        """Replace them."""
        ...
