"""SQLite is driven as its notes demand: one writer that waits, readers that never lock, nothing lost."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
import threading
from contextlib import closing
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from bot.domain.people import Person
from bot.services.ports.inbox import Received
from bot.storage.database import SqlDatabase
from bot.storage.transaction import SqlTransaction
from tests.contracts.moments import NOW

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy import Connection

    from bot.services.ports.database import Transaction

CANARY = "құпия сөз canary"


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite+aiosqlite:///"))


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[SqlDatabase]:
    opened = SqlDatabase(sqlite_url)
    yield opened
    await opened.close()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),  # FULL
        ("foreign_keys", 1),
        ("busy_timeout", 15_000),
        ("secure_delete", 1),
        ("query_only", 0),
    ],
)
async def test_settings_of_the_writer(database, pragma, value):
    assert await database._connections.write(lambda c: c.exec_driver_sql(f"PRAGMA {pragma}").scalar()) == value


@pytest.mark.parametrize(("pragma", "value"), [("journal_mode", "wal"), ("busy_timeout", 15_000), ("query_only", 1)])
async def test_settings_of_the_readers(database, pragma, value):
    await database.run(lambda t: t.people.count())

    assert await database._connections.read(lambda c: c.exec_driver_sql(f"PRAGMA {pragma}").scalar()) == value


async def test_a_new_file_and_what_lies_beside_it_are_private(tmp_path):
    opened = SqlDatabase(f"sqlite+aiosqlite:///{tmp_path}/deep/er/bot.db")
    try:
        await opened._connections.write(lambda c: c.exec_driver_sql("CREATE TABLE t (x)"))
        modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "deep" / "er").iterdir()}
    finally:
        await opened.close()

    assert modes == {"bot.db": 0o600, "bot.db-wal": 0o600, "bot.db-shm": 0o600}


async def test_nothing_is_created_before_the_first_work(tmp_path):
    opened = SqlDatabase(f"sqlite+aiosqlite:///{tmp_path}/new/bot.db")
    await opened.close()

    assert list(tmp_path.iterdir()) == []


async def test_another_process_that_ends_leaves_the_log_of_changes_alone(sqlite_url, database):
    # Closing the file anywhere in this process would drop its locks, and the other would take itself for the last one.
    await database.run(lambda t: t.people.put(Person(1)))
    await asyncio.gather(*(database.read(lambda t: t.people.count()) for _ in range(8)))
    log_of_changes = file_of(sqlite_url).with_name("bot.db-wal")
    before = log_of_changes.stat().st_ino

    visit = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('SELECT count(*) FROM people'); c.close()"
    visitor = await asyncio.create_subprocess_exec(sys.executable, "-c", visit, str(file_of(sqlite_url)))

    assert await visitor.wait() == 0
    assert log_of_changes.stat().st_ino == before
    await database.run(lambda t: t.people.put(Person(2)))
    assert await database.read(lambda t: t.people.count()) == 2


async def test_a_writer_waits_for_the_one_of_another_process(sqlite_url, database):
    with closing(sqlite3.connect(file_of(sqlite_url), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        async with asyncio.TaskGroup() as tasks:
            waiting = tasks.create_task(database.run(lambda t: t.people.put(Person(1))))
            await asyncio.sleep(0.2)
            assert not waiting.done()
            # Who reads does not wait, and sees nothing of what is not committed.
            assert await asyncio.wait_for(database.read(lambda t: t.people.count()), 5) == 0
            other.execute("COMMIT")

    assert await database.read(lambda t: t.people.count()) == 1


async def test_a_writer_has_the_lock_from_its_first_word(sqlite_url, database):
    inside, go_on = threading.Event(), threading.Event()

    def only_looks(t: Transaction) -> int:
        inside.set()
        go_on.wait(10)
        return t.people.count()

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(database.run(only_looks))
        await asyncio.to_thread(inside.wait, 10)
        with closing(sqlite3.connect(file_of(sqlite_url), timeout=0, isolation_level=None)) as other:
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("BEGIN IMMEDIATE")
            go_on.set()


async def test_a_slow_reader_keeps_no_writer_waiting(database):
    inside, go_on = threading.Event(), threading.Event()

    def looks_twice(t: Transaction) -> tuple[int, int]:
        first = t.people.count()
        inside.set()
        go_on.wait(10)
        return first, t.people.count()

    async with asyncio.TaskGroup() as tasks:
        reading = tasks.create_task(database.read(looks_twice))
        await asyncio.to_thread(inside.wait, 10)
        await asyncio.wait_for(database.run(lambda t: t.people.put(Person(1))), 5)
        go_on.set()

    assert reading.result() == (0, 0)
    assert await database.read(lambda t: t.people.count()) == 1


async def test_one_who_gives_up_waiting_disturbs_nobody(database):
    inside, go_on = threading.Event(), threading.Event()

    def slow(t: Transaction) -> None:
        inside.set()
        go_on.wait(10)
        t.people.put(Person(1))

    given_up = asyncio.ensure_future(database.run(slow))
    await asyncio.to_thread(inside.wait, 10)
    given_up.cancel()
    with pytest.raises(asyncio.CancelledError):
        await given_up
    go_on.set()

    await database.run(lambda t: t.people.put(Person(2)))
    assert await database.read(lambda t: t.people.get(2)) == Person(2)


async def test_what_logs_inside_a_body_has_the_context_of_its_caller(database):
    request = ContextVar("request", default="none")
    request.set("mine")

    assert await database.run(lambda _: request.get()) == "mine"


async def test_closed_it_runs_nothing(sqlite_url):
    opened = SqlDatabase(sqlite_url)
    await opened.run(lambda t: t.people.put(Person(1)))
    await opened.close()
    await opened.close()

    with pytest.raises(RuntimeError):
        await opened.run(lambda t: t.people.count())
    assert not file_of(sqlite_url).with_name("bot.db-wal").exists()


async def test_the_words_of_a_finished_update_are_not_left_in_the_file(sqlite_url):
    opened = SqlDatabase(sqlite_url)
    rows = [Received(number, 5, f'{{"text": "{CANARY} {number}"}}' * 200, NOW) for number in range(20)]
    await opened.run(lambda t: t.inbox.add(rows))
    await opened.run(lambda t: t.inbox.finish(range(20), NOW))
    await opened.close()

    assert CANARY.encode() not in file_of(sqlite_url).read_bytes()


async def test_an_error_does_not_quote_what_was_to_be_written(database):
    def twice(connection: Connection) -> None:
        for _ in range(2):
            connection.exec_driver_sql("INSERT INTO versions VALUES (?, 1)", (CANARY,))

    with pytest.raises(Exception, match="UNIQUE") as error:
        await database._connections.write(twice)

    assert CANARY not in str(error.value)


QUERIES = {
    "ix_inbox_waiting ": lambda t: t.inbox.waiting(10),
    "ix_inbox_waiting_chat": lambda t: t.inbox.waiting(10, chat=5),
    "ix_inbox_waiting": lambda t: t.inbox.depth(),
    "ix_inbox_done": lambda t: t.inbox.forget(NOW),
    "ix_outbox_pending": lambda t: t.outbox.claim(NOW, 10),
    "ix_outbox_pending ": lambda t: t.outbox.next_due(),
    "ix_outbox_sending": lambda t: t.outbox.recover(),
    "ix_outbox_chat": lambda t: t.outbox.move_chat(1, 2),
    "ix_follows_event": lambda t: t.follows.tell("festival", "next"),
    "ix_dialogues_chat": lambda t: t.dialogues.end(5),
}


@pytest.mark.parametrize("index", QUERIES)
async def test_queries_use_their_indexes(database, index):
    plans: list[str] = []

    def explain(connection: Connection) -> None:
        seen: list[tuple[str, object]] = []

        def listener(_connection: object, _cursor: object, statement: str, parameters: object, *_: object) -> None:
            seen.append((statement, parameters))

        event.listen(connection, "before_cursor_execute", listener)
        QUERIES[index](SqlTransaction(connection))
        event.remove(connection, "before_cursor_execute", listener)
        for statement, parameters in seen:
            assert isinstance(parameters, tuple)
            plans.extend(
                row.detail for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            )

    await database._connections.write(explain)

    assert any(index.strip() in plan for plan in plans), plans
    assert not any(plan.startswith("SCAN") and "USING" not in plan and plan != "SCAN due" for plan in plans), plans


async def test_a_full_disk_is_an_error_and_not_a_half_of_a_change(database):
    size = await database._connections.write(lambda c: c.exec_driver_sql("PRAGMA page_count").scalar())
    await database._connections.write(lambda c: c.exec_driver_sql(f"PRAGMA max_page_count = {size + 5}").scalar())
    rows = [Received(number, 5, "x" * 1000, NOW) for number in range(200)]

    with pytest.raises(OperationalError, match="full"):
        await database.run(lambda t: (t.people.put(Person(1)), t.inbox.add(rows)))

    assert await database.read(lambda t: (t.people.count(), t.inbox.depth())) == (0, 0)
    await database.run(lambda t: t.people.put(Person(2)))
