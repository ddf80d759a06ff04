"""The port of the table of those who wait for an event's date, in memory."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bot.storage.limits import checked_id, checked_text, checked_time

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from tests.fakes.tables import Tables


class FakeFollows:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def add(self, person: int, event: str, now: datetime) -> bool:
        self._tables.written()
        key = checked_id(person), checked_text(event)
        if key in self._tables.follows:
            return False
        self._tables.follows[key] = checked_time(now)
        return True

    def remove(self, person: int, event: str) -> bool:
        self._tables.written()
        return self._tables.follows.pop((checked_id(person), checked_text(event)), None) is not None

    def has(self, person: int, event: str) -> bool:
        return (checked_id(person), checked_text(event)) in self._tables.follows

    def take(self, event: str) -> Sequence[int]:
        self._tables.written()
        people = sorted(person for person, followed in self._tables.follows if followed == event)
        for person in people:
            del self._tables.follows[person, event]
        return people

    def counts(self) -> Mapping[str, int]:
        return dict(Counter(event for _, event in self._tables.follows))
