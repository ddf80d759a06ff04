"""The table of the programme: an event is one document; reads no files."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.domain.events import Programme
from bot.storage.insertion import count_up, insert_or_replace
from bot.storage.programme_documents import from_document, to_document
from bot.storage.schema import events, versions

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.domain.events import Event

_DOCUMENTS = select(events.c.position, events.c.key, events.c.document)
_VERSION = select(versions.c.number).where(versions.c.name == "programme")


class SqlProgramme:
    """The port `ProgrammeRows`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self) -> Programme:
        """The whole programme, archived events included, in its order."""
        # Sorted here: each server has an order of texts of its own.
        rows = sorted(tuple(row) for row in self._connection.execute(_DOCUMENTS))
        kept = [from_document(json.loads(document)) for _, _, document in rows]
        return Programme(MappingProxyType({event.key: event for event in kept}))

    def put(self, event: Event, position: int) -> None:
        """Add or replace an event at a position of the programme's order."""
        self._connection.execute(
            insert_or_replace(events, self._connection.dialect.name),
            {
                "key": event.key,
                "position": position,
                "document": json.dumps(to_document(event), ensure_ascii=False),
                "archived": event.archived,
            },
        )
        count_up(self._connection, "programme")

    def version(self) -> int:
        """A number that grows with every `put`; 0 while there is no event."""
        return self._connection.execute(_VERSION).scalar() or 0
