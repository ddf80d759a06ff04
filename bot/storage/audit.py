"""The table of the audit log; rewrites nothing."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from bot.domain.auditing import Entry
from bot.storage.schema import audit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

_NEWEST = select(audit.c.at, audit.c.author, audit.c.action, audit.c.subject, audit.c.details, audit.c.id).order_by(
    audit.c.id.desc()
)


class SqlAudit:
    """The port `Audit`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, entry: Entry) -> None:
        """Write an entry; `id` of the argument is ignored."""
        self._connection.execute(
            insert(audit),
            {
                "at": entry.at,
                "author": entry.author,
                "action": entry.action,
                "subject": entry.subject,
                "details": json.dumps(dict(entry.details), ensure_ascii=False),
            },
        )

    def newest(self, limit: int, skip: int = 0) -> Sequence[Entry]:
        """Entries, the newest first."""
        rows = self._connection.execute(_NEWEST.limit(limit).offset(skip))
        return [
            Entry(at, author, action, subject, MappingProxyType(json.loads(details)), number)
            for at, author, action, subject, details, number in rows
        ]
