"""The port of the table of messages that must not be lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.domain.deliveries import Delivery, DeliveryState


class Outbox(Protocol):
    """Deliveries, at most one under a key."""

    def add(self, deliveries: Sequence[Delivery]) -> int:
        """Queue those whose key is new; how many were; `id` of the argument is ignored."""
        ...

    def get(self, key: str) -> Delivery | None:
        """The delivery under that key, or None."""
        ...

    def claim(self, now: datetime, limit: int) -> Sequence[Delivery]:
        """Turn up to `limit` pending ones that are due into `sending`, oldest due first, `attempts` one higher."""
        ...

    def close(
        self, delivery: int, state: DeliveryState, *, message: int | None = None, cause: str | None = None
    ) -> None:
        """Write how it ended."""
        ...

    def postpone(self, delivery: int, due_at: datetime, cause: str, *, chat: int | None = None) -> None:
        """Make it pending again for later, to another chat if one is given."""
        ...

    def recover(self) -> int:
        """Make everything that was `sending` when the process died pending again; how many."""
        ...

    def next_due(self) -> datetime | None:
        """When the next pending one is due, or None."""
        ...

    def move_chat(self, old: int, new: int) -> None:
        """Rewrite the chat of everything not yet ended."""
        ...

    def counts(self) -> Mapping[DeliveryState, int]:
        """How many stand in each state; states without any are left out."""
        ...
