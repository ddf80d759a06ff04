"""The port of the table of changes of the programme, in memory."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.storage.limits import checked_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.changes import Change
    from tests.fakes.tables import Tables


class FakeChanges:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def add(self, change: Change) -> int:
        self._tables.written()
        kept = replace(change, id=len(self._tables.changes) + 1, at=checked_time(change.at))
        self._tables.changes[kept.id] = kept
        return kept.id

    def get(self, change: int) -> Change | None:
        return self._tables.changes.get(change)

    def last(self, event: str) -> int:
        return max((c.id for c in self._tables.changes.values() if c.after.key == event), default=0)

    def of(self, event: str, limit: int, skip: int = 0) -> Sequence[Change]:
        found = [c for c in self._tables.changes.values() if c.after.key == event]
        return sorted(found, key=lambda c: -c.id)[skip:][:limit]
