"""The port of the table of the programme, in memory."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.domain.events import Programme
from bot.domain.schools import with_schools

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.events import Event
    from bot.domain.schools import School
    from tests.fakes.tables import Tables


class FakeProgramme:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def get(self) -> Programme:
        rows = sorted((position, key) for key, (position, _) in self._tables.events.items())
        known = self.schools()
        kept = {key: with_schools(self._tables.events[key][1], known) for _, key in rows}
        return Programme(MappingProxyType(kept), known)

    def put(self, event: Event, position: int) -> None:
        self._tables.count_up("programme")
        self._tables.events[event.key] = (position, event)

    def loaded(self) -> Mapping[str, Event]:
        return dict(self._tables.loaded)

    def put_loaded(self, event: Event) -> None:
        self._tables.written()
        self._tables.loaded[event.key] = event

    def schools(self) -> Mapping[str, School]:
        return MappingProxyType(dict(self._tables.schools))

    def put_schools(self, schools: Sequence[School]) -> None:
        self._tables.count_up("programme")
        self._tables.schools = {school.id: school for school in schools}

    def version(self) -> int:
        return self._tables.versions.get("programme", 0)
