"""The contract that the pinned aiosqlite must keep, since a whole function in its thread is nothing it promises."""

from __future__ import annotations

import asyncio
import sys
import threading
from typing import TYPE_CHECKING

import aiosqlite
import pytest

from bot.domain.people import Person
from bot.storage.database import SqlDatabase
from bot.storage.sqlite_thread import SqliteThread

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


@pytest.fixture
async def thread(tmp_path: Path) -> AsyncIterator[SqliteThread]:
    opened = SqliteThread(tmp_path / "new" / "bot.db")
    yield opened
    await opened.close()


class Held:
    """A function that keeps the thread busy from when it was seen inside until it is let go."""

    def __init__(self) -> None:
        self.inside, self.go_on, self.left = threading.Event(), threading.Event(), threading.Event()

    def __call__(self) -> str:
        self.inside.set()
        assert self.go_on.wait(10)
        self.left.set()
        return "done"

    async def seen(self) -> None:
        assert await asyncio.to_thread(self.inside.wait, 10)


async def test_functions_run_in_the_one_thread_of_the_connection_of_aiosqlite(thread):
    ran_in = {await thread.run(threading.current_thread) for _ in range(3)}

    connection = thread._opened
    assert isinstance(connection, aiosqlite.Connection)
    assert ran_in == {connection._thread}
    assert threading.current_thread() not in ran_in
    assert await thread.run(lambda: thread.connection() is connection._conn)


async def test_aiosqlites_own_calls_see_what_a_function_did(thread):
    await thread.run(lambda: thread.connection().execute("CREATE TABLE t AS SELECT 1 AS x"))

    assert thread._opened
    async with thread._opened.execute("SELECT x FROM t") as cursor:
        assert await cursor.fetchone() == (1,)


async def test_one_connection_is_opened_by_all_who_come_first(thread):
    assert len(set(await asyncio.gather(*(thread.run(lambda: id(thread.connection())) for _ in range(20))))) == 1


async def test_functions_run_whole_and_in_the_order_of_asking(thread):
    seen: list[int] = []
    await thread.run(lambda: None)
    asked = [thread.run(lambda number=number: seen.extend([number, number])) for number in range(50)]
    await asyncio.gather(*asked)

    assert seen == [number for number in range(50) for _ in range(2)]


async def test_the_very_exception_comes_out_and_the_thread_goes_on(thread):
    error = LookupError("mine")

    def fail() -> None:
        raise error

    with pytest.raises(LookupError) as raised:
        await thread.run(fail)

    assert raised.value is error
    assert await thread.run(lambda: 1) == 1


@pytest.mark.timeout(20)
async def test_an_exception_that_no_future_can_carry_comes_out_too(thread, sqlite_url):
    empty = iter(())
    with pytest.raises(RuntimeError, match="StopIteration"):
        await thread.run(lambda: next(empty))

    database = SqlDatabase(sqlite_url)
    try:
        with pytest.raises(RuntimeError, match="StopIteration"):
            await database.run(lambda _: next(empty))
        with pytest.raises(RuntimeError, match="StopIteration"):
            await database.read(lambda _: next(empty))
    finally:
        await database.close()


async def test_who_gives_up_leaves_no_transaction_open(thread):
    held = Held()

    def change() -> None:
        connection = thread.connection()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("CREATE TABLE t (x)")
        held()
        connection.execute("COMMIT")

    given_up = asyncio.ensure_future(thread.run(change))
    await held.seen()
    given_up.cancel()
    with pytest.raises(asyncio.CancelledError):
        await given_up
    assert not held.left.is_set()
    held.go_on.set()

    assert await thread.run(lambda: thread.connection().in_transaction) is False
    assert await thread.run(lambda: thread.connection().execute("SELECT count(*) FROM t").fetchone()) == (0,)


@pytest.mark.parametrize("steps", range(12))
async def test_who_gives_up_while_it_opens_is_in_nobodys_way(thread, steps):
    given_up = asyncio.ensure_future(thread.run(lambda: "given up"))
    other = asyncio.ensure_future(thread.run(lambda: "other"))
    for _ in range(steps):
        await asyncio.sleep(0.0002)
    given_up.cancel()
    await asyncio.wait([given_up])

    assert await other == "other"
    assert await thread.run(lambda: "next") == "next"


async def test_closing_waits_for_what_was_asked_and_ends_the_thread(thread):
    held = Held()
    running = asyncio.ensure_future(thread.run(held))
    await held.seen()
    waiting = asyncio.ensure_future(thread.run(lambda: "waited"))
    await asyncio.sleep(0)
    worker = thread._opened._thread
    closing = asyncio.ensure_future(thread.close())
    await asyncio.sleep(0.05)
    assert not closing.done()
    with pytest.raises(RuntimeError, match="closed"):
        await thread.run(lambda: "too late")
    held.go_on.set()
    await closing

    assert (await running, await waiting) == ("done", "waited")
    await asyncio.to_thread(worker.join, 5)
    assert not worker.is_alive()
    await thread.close()


async def test_what_was_asked_before_it_had_opened_is_done_before_it_closes(thread):
    asked = [asyncio.ensure_future(thread.run(lambda: "done")) for _ in range(3)]
    await asyncio.sleep(0)
    await thread.close()

    assert await asyncio.gather(*asked) == ["done"] * 3
    with pytest.raises(RuntimeError, match="closed"):
        await thread.run(lambda: "too late")


async def test_what_could_not_be_opened_is_tried_again(tmp_path, thread):
    (tmp_path / "new").write_text("a file where the folder should be")
    with pytest.raises(OSError, match="new"):
        await thread.run(lambda: 1)
    (tmp_path / "new").unlink()
    (tmp_path / "new" / "bot.db").mkdir(parents=True)
    with pytest.raises(Exception, match="unable to open"):
        await thread.run(lambda: 1)
    (tmp_path / "new" / "bot.db").rmdir()

    assert await thread.run(lambda: 1) == 1


async def test_one_loop_after_another_may_use_a_database(sqlite_url):
    database = SqlDatabase(sqlite_url)

    async def add(number: int) -> int:
        await database.run(lambda t: t.people.put(Person(number)))
        return await database.read(lambda t: t.people.count())

    def in_a_loop_of_its_own(number: int) -> int:
        return asyncio.run(add(number))

    try:
        assert [await asyncio.to_thread(in_a_loop_of_its_own, number) for number in (1, 2)] == [1, 2]
        assert await add(3) == 3
    finally:
        await database.close()


CRASH = """
import asyncio, sys, warnings
from bot.storage.database import SqlDatabase

kept = []

async def main():
    kept.append(SqlDatabase(sys.argv[1]))
    await kept[0].run(lambda t: t.people.count())
    await kept[0].read(lambda t: t.people.count())
    raise SystemExit(7)

asyncio.run(main())
"""


async def test_a_process_that_crashes_does_not_hang_for_its_sake(sqlite_url):
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", CRASH, sqlite_url)
    try:
        assert await asyncio.wait_for(process.wait(), 30) == 7
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
