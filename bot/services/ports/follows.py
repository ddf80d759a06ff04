"""The port of the table of those who wait for an event's date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime


class Follows(Protocol):
    """Who asked to be told the date of an event: they wait for one, or were told that of an edition.

    Whoever was told is kept, so that a change of that date reaches them too.
    """

    def add(self, person: int, event: str, now: datetime) -> bool:
        """Wait for a date, also after having been told one; False when the person waits already."""
        ...

    def remove(self, person: int, event: str) -> bool:
        """Stop waiting, and being told of changes; False when there was neither."""
        ...

    def has(self, person: int, event: str) -> bool:
        """Whether the person waits for the event's date."""
        ...

    def waiting(self, event: str) -> Sequence[int]:
        """The people who wait for the event's date, by id."""
        ...

    def tell(self, event: str, edition: str) -> Sequence[int]:
        """Write down that all who waited are told of this edition; those people, by id."""
        ...

    def told(self, event: str, edition: str) -> Sequence[int]:
        """The people who were told of this edition, by id."""
        ...

    def wait_again(self, event: str, edition: str) -> None:
        """Whoever was told of this edition waits anew: its date was taken back."""
        ...

    def counts(self) -> Mapping[str, int]:
        """How many wait for a date, by key of the event; events nobody waits for are left out."""
        ...
