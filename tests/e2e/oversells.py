"""The bot, sabotaged: places are counted without a limit, and the schema's own check is off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cli import main
from bot.storage.places import SqlPlaces

if TYPE_CHECKING:
    from bot.domain.places import SessionKey

TAKE = SqlPlaces.take


def take(self: SqlPlaces, session: SessionKey, places: int) -> bool:
    """Whoever asks gets one."""
    self.set_capacity(session, None)
    return TAKE(self, session, places)


SqlPlaces.take = take  # type: ignore[method-assign]  # the sabotage
main(["run"])
