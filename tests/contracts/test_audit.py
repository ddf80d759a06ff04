"""The contract of the audit log."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError

from bot.domain.auditing import AuditAction, Entry
from bot.storage.address import address
from bot.storage.database import connections
from bot.storage.schema import audit
from tests.contracts.moments import EARLIER, LATER, NOW

ENTRY = Entry(NOW, 7, AuditAction.DISMISSED, "1001", {"role": "organizer", "said": "ә"})


async def test_the_newest_come_first_in_the_order_of_writing(database):
    entries = [ENTRY, replace(ENTRY, at=LATER, author=None), replace(ENTRY, at=EARLIER, subject="", details={})]
    for entry in entries:
        await database.run(lambda t, entry=entry: t.audit.add(entry))

    found = await database.read(lambda t: list(t.audit.newest(9)))
    assert [replace(entry, id=0) for entry in found] == entries[::-1]
    assert [entry.id for entry in found] == [3, 2, 1]
    assert await database.read(lambda t: list(t.audit.newest(1, 1))) == [found[1]]


async def test_what_was_written_is_not_rewritten(sql_database, database_url):
    await sql_database.run(lambda t: t.audit.add(ENTRY))
    opened = connections(address(database_url))
    try:
        with pytest.raises(DBAPIError, match="not rewritten"):
            await opened.alone(lambda connection: connection.execute(update(audit).values(subject="nobody")))
    finally:
        await opened.close()
    assert (await sql_database.read(lambda t: list(t.audit.newest(1))))[0].subject == "1001"
