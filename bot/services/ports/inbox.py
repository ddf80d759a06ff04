"""The port of the table of updates that were received and not yet done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Received:
    """An update as Telegram sent it: its id, the chat (or person) in whose order it stands, its JSON.

    `quick` is a tap: it is soon answered, and somebody looks at the button. The table does not keep that.
    """

    id: int
    chat: int
    body: str
    at: datetime
    quick: bool = field(default=False, compare=False)


class InboxRows(Protocol):
    """Updates, written before they are confirmed to Telegram; done ones keep their id alone, to know a redelivery."""

    def add(self, updates: Sequence[Received]) -> Sequence[int]:
        """Keep updates; the ids of those that were new."""
        ...

    def waiting(self, limit: int, *, after: int = -1, chat: int | None = None) -> Sequence[Received]:
        """Updates not yet done with an id greater than `after` (of one chat, or of all), by id."""
        ...

    def depth(self) -> int:
        """How many are not yet done."""
        ...

    def finish(self, updates: Collection[int], now: datetime) -> None:
        """Mark done and drop the bodies."""
        ...

    def forget(self, before: datetime) -> int:
        """Delete what was done before that moment; how many."""
        ...
