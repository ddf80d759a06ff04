"""The port of the table of those who wait for an event's date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime


class Follows(Protocol):
    """Who asked to be told when the date of an event is announced; a follow ends when it is fulfilled."""

    def add(self, person: int, event: str, now: datetime) -> bool:
        """Follow; False when the person already does."""
        ...

    def remove(self, person: int, event: str) -> bool:
        """Stop following; False when the person did not."""
        ...

    def has(self, person: int, event: str) -> bool:
        """Whether the person follows the event."""
        ...

    def take(self, event: str) -> Sequence[int]:
        """End all follows of the event; the people who followed, by id."""
        ...

    def counts(self) -> Mapping[str, int]:
        """How many follow, by key of the event; events nobody follows are left out."""
        ...
