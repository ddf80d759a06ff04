"""The port of measurements; labels never carry ids or texts."""

from __future__ import annotations

from typing import Protocol


class Metrics(Protocol):
    """What operators watch."""

    def received(self, kind: str) -> None:
        """An update of this kind was taken in."""
        ...

    def handled(self, kind: str, outcome: str, seconds: float, lag: float) -> None:
        """An update was handled (`done`, `failed`, `postponed`) in so many seconds, `lag` after it was received."""
        ...

    def waiting(self, updates: int) -> None:
        """So many updates are waiting or in work."""
        ...

    def queued(self, deliveries: int) -> None:
        """So many deliveries wait to be sent."""
        ...

    def delivered(self, outcome: str) -> None:
        """A delivery ended or was postponed so."""
        ...

    def flood_wait(self, seconds: float) -> None:
        """Telegram asked to wait."""
        ...

    def error(self, where: str) -> None:
        """A bug or an outage was met there."""
        ...

    def loop_lag(self, seconds: float) -> None:
        """The event loop was late by so much."""
        ...
