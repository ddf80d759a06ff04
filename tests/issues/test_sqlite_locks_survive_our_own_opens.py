"""A process that looks into the database beside the bot must not make the bot write into a log nobody reads.

Opening and closing the file ourselves, once per new connection, dropped the locks that SQLite held on it: the next
process to close the file then took itself for the last, deleted the write-ahead log, and what the bot committed
afterwards was seen by nobody.
"""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

from bot.domain.people import Person
from bot.storage.database import SqlDatabase
from bot.storage.migrating import migrate

if TYPE_CHECKING:
    from pathlib import Path

COUNT = "import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute('select count(*) from people').fetchone()[0])"


async def people_seen_from_outside(path: Path) -> int:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", COUNT, str(path), stdout=asyncio.subprocess.PIPE
    )
    printed, _ = await process.communicate()
    return int(printed)


async def test_commits_are_seen_by_others_whoever_else_opened_the_file(tmp_path):
    path = tmp_path / "bot.db"
    url = f"sqlite+aiosqlite:///{path}"
    await migrate(url)
    database = SqlDatabase(url)
    try:
        await database.run(lambda tx: tx.people.put(Person(1)))
        await database.read(lambda tx: tx.people.count())
        assert await people_seen_from_outside(path) == 1
        await database.run(lambda tx: tx.people.put(Person(2)))
        assert await people_seen_from_outside(path) == 2
    finally:
        await database.close()
