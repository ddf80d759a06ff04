"""The table of the programme: an event is one document; reads no files."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from bot.domain.events import Programme
from bot.domain.schools import with_schools
from bot.storage.insertion import count_up, insert_or_replace
from bot.storage.programme_documents import from_document, to_document
from bot.storage.programme_schools import to_document as school_document
from bot.storage.programme_schools import to_school
from bot.storage.schema import events, loaded_events, versions
from bot.storage.schema import schools as directory

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from bot.domain.events import Event
    from bot.domain.schools import School

_DOCUMENTS = select(events.c.position, events.c.key, events.c.document)
_LOADED = select(loaded_events.c.document)
_SCHOOLS = select(directory.c.position, directory.c.document)
_VERSION = select(versions.c.number).where(versions.c.name == "programme")


def write_event(event: Event) -> str:
    """The event as the tables keep it."""
    return json.dumps(to_document(event), ensure_ascii=False)


def read_event(document: str) -> Event:
    """The event that was kept so."""
    return from_document(json.loads(document))


class SqlProgramme:
    """The port `ProgrammeRows`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self) -> Programme:
        """The whole programme, archived events included, in its order; questions about a school know the directory."""
        # Sorted here: each server has an order of texts of its own.
        rows = sorted(tuple(row) for row in self._connection.execute(_DOCUMENTS))
        known = self.schools()
        kept = [with_schools(read_event(document), known) for _, _, document in rows]
        return Programme(MappingProxyType({event.key: event for event in kept}), known)

    def put(self, event: Event, position: int) -> None:
        """Add or replace an event at a position of the programme's order."""
        self._connection.execute(
            insert_or_replace(events, self._connection.dialect.name),
            {
                "key": event.key,
                "position": position,
                "document": write_event(event),
                "archived": event.archived,
            },
        )
        count_up(self._connection, "programme")

    def loaded(self) -> Mapping[str, Event]:
        """The events by key as the files had them when they were last loaded."""
        kept = [read_event(document) for document in self._connection.execute(_LOADED).scalars()]
        return {event.key: event for event in kept}

    def put_loaded(self, event: Event) -> None:
        """Keep an event as a file has it now."""
        self._connection.execute(
            insert_or_replace(loaded_events, self._connection.dialect.name),
            {"key": event.key, "document": write_event(event)},
        )

    def schools(self) -> Mapping[str, School]:
        """The directory of schools by id, in its order, with those that are listed no more."""
        rows = sorted(tuple(row) for row in self._connection.execute(_SCHOOLS))
        kept = [to_school(json.loads(document)) for _, document in rows]
        return MappingProxyType({school.id: school for school in kept})

    def put_schools(self, schools: Sequence[School]) -> None:
        """Make these the directory, in this order."""
        rows = [
            {"id": school.id, "position": place, "document": json.dumps(school_document(school), ensure_ascii=False)}
            for place, school in enumerate(schools)
        ]
        self._connection.execute(delete(directory))
        if rows:
            self._connection.execute(insert(directory), rows)
        count_up(self._connection, "programme")

    def version(self) -> int:
        """A number that grows with every `put` and `put_schools`; 0 while there is neither event nor school."""
        return self._connection.execute(_VERSION).scalar() or 0
