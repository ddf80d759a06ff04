"""The port of time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime


class Clock(Protocol):
    """Tells the time; a demo's clock can be moved."""

    def now(self) -> datetime:
        """The moment, aware, in UTC."""
        ...
