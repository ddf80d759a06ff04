"""The port of everything that is kept under somebody's number, wherever it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Kept = dict[str, str | int | bool | None]
"""A row as a person may read it: names of columns and plain values."""


class Personal(Protocol):
    """What is kept of one person, in one place, so that nothing is left out when they ask."""

    def of(self, person: int) -> Mapping[str, Sequence[Kept]]:
        """Every row under that number, by the name of its table; tables without any are left out."""
        ...

    def erase(self, person: int) -> int:
        """Take it all out; how many rows that were. What is counted (places, say) stays, without the number."""
        ...
