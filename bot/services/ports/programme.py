"""The port of the table of the programme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.events import Event, Programme
    from bot.domain.schools import School


class ProgrammeRows(Protocol):
    """The events with all that is known of them; whole values, compared whole."""

    def get(self) -> Programme:
        """The whole programme, archived events included, in its order; questions about a school know the directory."""
        ...

    def put(self, event: Event, position: int) -> None:
        """Add or replace an event at a position of the programme's order."""
        ...

    def loaded(self) -> Mapping[str, Event]:
        """The events by key as the files had them when they were last loaded."""
        ...

    def put_loaded(self, event: Event) -> None:
        """Keep an event as a file has it now."""
        ...

    def schools(self) -> Mapping[str, School]:
        """The directory of schools by id, in its order, with those that are listed no more."""
        ...

    def put_schools(self, schools: Sequence[School]) -> None:
        """Make these the directory, in this order."""
        ...

    def version(self) -> int:
        """A number that grows with every `put` and `put_schools`; 0 while there is neither event nor school."""
        ...
