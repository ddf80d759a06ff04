"""The port of the table of the programme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.domain.events import Event, Programme


class ProgrammeRows(Protocol):
    """The events with all that is known of them; whole values, compared whole."""

    def get(self) -> Programme:
        """The whole programme, archived events included, in its order."""
        ...

    def put(self, event: Event, position: int) -> None:
        """Add or replace an event at a position of the programme's order."""
        ...

    def version(self) -> int:
        """A number that grows with every `put`; 0 while there is no event."""
        ...
