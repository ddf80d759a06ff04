"""The port of the tables of announcement plans, in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.plans import Happened, OccurrenceState
from bot.storage.limits import checked_text, checked_time

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from bot.domain.plans import Occurrence
    from tests.fakes.tables import Tables


class FakePlans:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def happened(self, keys: Collection[str]) -> frozenset[str]:
        return frozenset(keys) & frozenset(self._tables.occurrences)

    def add(self, occurrence: Occurrence, state: OccurrenceState) -> bool:
        self._tables.written()
        if occurrence.key in self._tables.occurrences:
            return False
        self._tables.occurrences[checked_text(occurrence.key)] = checked_time(occurrence.due_at), state
        return True

    def last(self, occurrence: Occurrence) -> Happened | None:
        beginning = occurrence.key.removesuffix(occurrence.mark)
        found = [(due, key) for key, (due, _) in self._tables.occurrences.items() if key.startswith(beginning)]
        due, key = max(found, default=(None, ""))
        return Happened(key, due) if due else None

    def dropped(self, since: datetime) -> Sequence[str]:
        found = [
            (-due.timestamp(), key)
            for key, (due, state) in self._tables.occurrences.items()
            if state is OccurrenceState.DROPPED and due >= since
        ]
        return [key for _, key in sorted(found)]

    def off(self) -> frozenset[tuple[str, str]]:
        return frozenset(self._tables.plans_off)

    def switch(self, event: str, rule: str, *, on: bool) -> None:
        self._tables.written()
        if on:
            self._tables.plans_off.pop((event, rule), None)
        else:
            self._tables.plans_off[event, rule] = True
