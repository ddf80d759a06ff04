"""The port of the table of what 429s have taught the pacer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Pace:
    """The rate (None: nothing learned), until when no bulk goes, and until when nothing goes to a chat."""

    rate: float | None = None
    bulk: datetime | None = None
    chats: Mapping[int, datetime] = field(default_factory=dict)


class PaceRows(Protocol):
    """One pace, that of the token."""

    def get(self) -> Pace:
        """What is kept; an empty one at first."""
        ...

    def put(self, kept: Pace) -> None:
        """Replace it."""
        ...
