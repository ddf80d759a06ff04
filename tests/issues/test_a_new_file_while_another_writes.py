"""Two processes open a new file at once: the change to WAL was refused while the other wrote, and one start failed."""

import asyncio
import sqlite3
import threading

from bot.storage.database import SqlDatabase


async def test_a_new_file_waits_for_who_writes_in_it(tmp_path):
    path = tmp_path / "bot.db"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("CREATE TABLE theirs (x)")
    other.execute("BEGIN IMMEDIATE")
    ended = threading.Event()

    def end() -> None:
        ended.set()
        other.execute("COMMIT")

    asyncio.get_running_loop().call_later(0.3, end)
    opened = SqlDatabase(f"sqlite+aiosqlite:///{path}")
    try:
        mode = await opened._connections.write(lambda c: c.exec_driver_sql("PRAGMA journal_mode").scalar())
    finally:
        await opened.close()
        other.close()

    assert mode == "wal"
    assert ended.is_set()
