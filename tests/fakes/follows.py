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
        if key in self._tables.follows and key not in self._tables.told:
            return False
        self._tables.told.pop(key, None)
        self._tables.follows[key] = checked_time(now)
        return True

    def remove(self, person: int, event: str) -> bool:
        self._tables.written()
        self._tables.told.pop((person, event), None)
        return self._tables.follows.pop((checked_id(person), checked_text(event)), None) is not None

    def has(self, person: int, event: str) -> bool:
        key = checked_id(person), checked_text(event)
        return key in self._tables.follows and key not in self._tables.told

    def waiting(self, event: str) -> Sequence[int]:
        return sorted(
            person for person, followed in self._tables.follows if followed == event and self.has(person, event)
        )

    def tell(self, event: str, edition: str) -> Sequence[int]:
        self._tables.written()
        people = self.waiting(event)
        self._tables.told.update({(person, event): checked_text(edition) for person in people})
        return people

    def told(self, event: str, edition: str) -> Sequence[int]:
        return sorted(
            person for (person, followed), told in self._tables.told.items() if (followed, told) == (event, edition)
        )

    def wait_again(self, event: str, edition: str) -> None:
        self._tables.written()
        for person in self.told(event, edition):
            del self._tables.told[person, event]

    def counts(self) -> Mapping[str, int]:
        return dict(Counter(event for person, event in self._tables.follows if self.has(person, event)))
