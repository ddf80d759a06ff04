"""Which event somebody's last answer was about, so that «and where?» is understood; held in memory, never kept."""

from __future__ import annotations

from collections import OrderedDict
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from bot.services.ports.clock import Clock

REMEMBERED = timedelta(minutes=10)
MOST_PEOPLE = 20_000


class Recall:
    """The event of the last answer, for ten minutes, of the people who asked last."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last: OrderedDict[int, tuple[str, datetime]] = OrderedDict()

    def event(self, person: int) -> str | None:
        """The key of the event that the person was lately told about, or None."""
        key, until = self._last.get(person, (None, self._clock.now()))
        return key if self._clock.now() < until else None

    def keep(self, person: int, event: str) -> None:
        """The person has been told about this event now."""
        self._last[person] = event, self._clock.now() + REMEMBERED
        self._last.move_to_end(person)
        if len(self._last) > MOST_PEOPLE:
            self._last.popitem(last=False)
