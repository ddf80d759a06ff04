"""Whether Telegram can be reached, and since when not; for health pages and logs, decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from bot.services.ports.clock import Clock


class Reach:
    """Remembers the last success and what has failed since."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.last_reached: datetime | None = None
        self.lost_since: datetime | None = None
        self.cause: str | None = None

    def reached(self) -> None:
        """Telegram answered."""
        self.last_reached = self._clock.now()
        self.lost_since = self.cause = None

    def lost(self, cause: str) -> None:
        """It did not; `cause` is a word for operators, without a token."""
        self.lost_since = self.lost_since or self._clock.now()
        self.cause = cause
