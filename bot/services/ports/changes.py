"""The port of the table of changes of the programme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.changes import Change


class Changes(Protocol):
    """The history of each event, in the order of its changes; nothing of it is changed or taken away."""

    def add(self, change: Change) -> int:
        """Keep a new one; the id it gets (`id` of the argument is ignored)."""
        ...

    def get(self, change: int) -> Change | None:
        """The change with that id, or None."""
        ...

    def last(self, event: str) -> int:
        """The id of the event's newest change, 0 while there is none."""
        ...

    def of(self, event: str, limit: int, skip: int = 0) -> Sequence[Change]:
        """The event's changes, the newest first."""
        ...
