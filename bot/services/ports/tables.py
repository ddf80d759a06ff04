"""The port of a table that registrations are written into, whatever file it becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.registrations import Registration
    from bot.domain.reviews import ReviewQuestion
    from bot.services.exporting import Listing


class RegistrationTable(Protocol):
    """Rows are added in their order and never changed; called from a thread of its own."""

    def begin(self, listing: Listing) -> None:
        """The head."""
        ...

    def add(
        self, listing: Listing, some: Sequence[Registration], asked: Mapping[int, Sequence[ReviewQuestion]]
    ) -> None:
        """A row for each, with what organizers have asked about it, by number."""
        ...
