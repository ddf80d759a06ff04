"""The port of the table of people, in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.storage.limits import checked_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.people import Person
    from tests.fakes.tables import Tables


class FakePeople:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def get(self, person: int) -> Person | None:
        return self._tables.people.get(checked_id(person))

    def put(self, person: Person) -> None:
        self._tables.written()
        self._tables.people[checked_id(person.id)] = person

    def some(self, wanted: Sequence[int]) -> Mapping[int, Person]:
        return {one: self._tables.people[one] for one in map(checked_id, wanted) if one in self._tables.people}

    def after(self, person: int, limit: int) -> Sequence[Person]:
        return [self._tables.people[one] for one in sorted(self._tables.people) if one > checked_id(person)][:limit]

    def put_all(self, some: Sequence[Person]) -> None:
        for person in some:
            self.put(person)

    def count(self) -> int:
        return sum(not person.blocked for person in self._tables.people.values())

    def version(self) -> int:
        return self._tables.versions.get("people", 0)

    def touch(self) -> None:
        self._tables.count_up("people")
