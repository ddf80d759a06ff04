"""The bot, sabotaged: it confirms updates to Telegram before it keeps them, as aiogram's own polling does."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.cli import main
from bot.telegram.polling import Poller

UNDER_WAY: set[asyncio.Task[None]] = set()


async def take(self: Poller, batch: list[dict[str, Any]]) -> None:
    """Confirm at once, keep one after the other while the next are fetched."""
    if batch:
        self._offset = batch[-1]["update_id"] + 1
        UNDER_WAY.add(asyncio.create_task(keep(self, batch)))


async def keep(self: Poller, batch: list[dict[str, Any]]) -> None:
    for update in batch:
        await asyncio.sleep(0.02)
        await self._receive([update])


Poller._take = take  # type: ignore[method-assign]  # the sabotage
main(["run"])
