"""The bot, sabotaged: places are counted without a limit, and the schema's own check is off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cli import main
from bot.storage.places import SqlPlaces

if TYPE_CHECKING:
    from bot.domain.places import SessionKey


def take_unwaited(self: SqlPlaces, session: SessionKey, places: int, capacity: int | None) -> bool:
    """Whoever asks gets one, whatever the `capacity`."""
    del capacity
    self.set_capacity(session, None)
    return self.take(session, places)


SqlPlaces.take_unwaited = take_unwaited  # type: ignore[method-assign]  # the sabotage
main(["run"])
