"""The port of the table of updates that were received and not yet done, in memory."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.storage.limits import checked_id, checked_text, checked_time

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from bot.services.ports.inbox import Received
    from tests.fakes.tables import Tables


class FakeInbox:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def add(self, updates: Sequence[Received]) -> Sequence[int]:
        self._tables.written()
        new = []
        for update in updates:
            checked_id(update.chat)
            checked_text(update.body)
            kept = replace(update, at=checked_time(update.at))
            if checked_id(update.id) not in self._tables.inbox and update.id not in self._tables.done:
                self._tables.inbox[update.id] = kept
                new.append(update.id)
        return new

    def waiting(self, limit: int, *, after: int = -1, chat: int | None = None) -> Sequence[Received]:
        rows = [self._tables.inbox[key] for key in sorted(self._tables.inbox) if key > after]
        return [row for row in rows if chat is None or row.chat == chat][:limit]

    def depth(self) -> int:
        return len(self._tables.inbox)

    def finish(self, updates: Collection[int], now: datetime) -> None:
        self._tables.written()
        for update in updates:
            if self._tables.inbox.pop(checked_id(update), None) is not None:
                self._tables.done[update] = checked_time(now)

    def forget(self, before: datetime) -> int:
        self._tables.written()
        old = [key for key, done_at in self._tables.done.items() if done_at < checked_time(before)]
        for key in old:
            del self._tables.done[key]
        return len(old)
