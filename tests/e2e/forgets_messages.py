"""The bot, sabotaged: what people are to be told waits in memory, and not in the transaction that gave the place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cli import main
from bot.storage.outbox import SqlOutbox

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.domain.deliveries import Delivery

WAITING: list[Delivery] = []
ADD, CLAIM = SqlOutbox.add, SqlOutbox.claim


def add(_: SqlOutbox, deliveries: Sequence[Delivery]) -> int:
    """Remember them."""
    WAITING.extend(deliveries)
    return len(deliveries)


def claim(self: SqlOutbox, now: datetime, limit: int) -> Sequence[Delivery]:
    """Queue some when they are about to be sent."""
    ADD(self, [WAITING.pop(0) for _ in WAITING[:limit]])
    return CLAIM(self, now, limit)


SqlOutbox.add = add  # type: ignore[assignment,method-assign]  # the sabotage
SqlOutbox.claim = claim  # type: ignore[method-assign]
main(["run"])
