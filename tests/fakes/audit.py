"""The port of the audit log, in memory."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.storage.limits import checked_text, checked_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.auditing import Entry
    from tests.fakes.tables import Tables


class FakeAudit:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def add(self, entry: Entry) -> None:
        self._tables.written()
        kept = replace(
            entry,
            id=len(self._tables.audit) + 1,
            at=checked_time(entry.at),
            subject=checked_text(entry.subject),
            details=MappingProxyType(dict(entry.details)),
        )
        self._tables.audit[kept.id] = kept

    def newest(self, limit: int, skip: int = 0) -> Sequence[Entry]:
        return [self._tables.audit[number] for number in sorted(self._tables.audit, reverse=True)][skip:][:limit]
