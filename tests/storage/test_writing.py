"""Work that waits together is committed together, and an error stays its own."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from bot.domain.people import Person
from bot.storage.database import SqlDatabase
from bot.storage.writing import MOST_TOGETHER

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.services.ports.database import Transaction


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[SqlDatabase]:
    opened = SqlDatabase(sqlite_url)
    yield opened
    await opened.close()


@pytest.fixture
def commits(database: SqlDatabase) -> list[None]:
    seen: list[None] = []
    event.listen(database._connections._writer._engine, "commit", lambda _: seen.append(None))  # type: ignore[union-attr]
    return seen


class Held:
    """Keeps the writer busy until it is let go, so that what is asked meanwhile waits together."""

    def __init__(self, database: SqlDatabase) -> None:
        self.database = database
        self.inside, self.go_on = threading.Event(), threading.Event()

    async def __aenter__(self) -> None:
        def hold(_: Transaction) -> None:
            self.inside.set()
            self.go_on.wait(10)

        self.holding = asyncio.ensure_future(self.database.run(hold))
        await asyncio.to_thread(self.inside.wait, 10)

    async def __aexit__(self, *_: object) -> None:
        await asyncio.sleep(0.05)
        self.go_on.set()
        await self.holding


def ask(database: SqlDatabase, numbers: range) -> list[asyncio.Future[int]]:
    def add(number: int) -> asyncio.Future[int]:
        def body(t: Transaction) -> int:
            t.people.put(Person(number))
            return t.people.count()

        return asyncio.ensure_future(database.run(body))

    return [add(number) for number in numbers]


async def test_a_crowd_shares_few_commits_in_the_order_of_asking(database, commits):
    async with Held(database):
        asked = ask(database, range(2 * MOST_TOGETHER))

    assert await asyncio.gather(*asked) == list(range(1, 2 * MOST_TOGETHER + 1))
    assert len(commits) == 3
    assert await database.read(lambda t: t.people.count()) == 2 * MOST_TOGETHER


async def test_an_error_in_a_crowd_is_its_own(database):
    def fail(t: Transaction) -> None:
        t.people.put(Person(10**6))
        raise LookupError("mine")

    async with Held(database):
        before, failing, after = (
            ask(database, range(5)),
            asyncio.ensure_future(database.run(fail)),
            ask(database, range(5, 9)),
        )

    assert await asyncio.gather(*before, *after) == list(range(1, 10))
    with pytest.raises(LookupError, match="mine"):
        await failing
    assert await database.read(lambda t: (t.people.get(10**6), t.people.count())) == (None, 9)


async def test_a_full_disk_tells_only_those_it_concerns(database):
    size = await database._connections.write(lambda c: c.exec_driver_sql("PRAGMA page_count").scalar())
    await database._connections.write(lambda c: c.exec_driver_sql(f"PRAGMA max_page_count = {size + 5}").scalar())

    def too_much(t: Transaction) -> None:
        for number in range(10**6, 10**6 + 5000):
            t.people.put(Person(number))

    async with Held(database):
        asked = [*ask(database, range(3)), asyncio.ensure_future(database.run(too_much)), *ask(database, range(3, 6))]
    (*_,) = ends = await asyncio.gather(*asked, return_exceptions=True)

    assert isinstance(ends.pop(3), OperationalError)
    assert ends == [1, 2, 3, 4, 5, 6]
    assert await database.read(lambda t: t.people.count()) == 6


async def test_who_gives_up_while_waiting_changes_nothing(database):
    async with Held(database):
        asked = ask(database, range(3))
        await asyncio.sleep(0)
        asked[1].cancel()

    ends = await asyncio.gather(*asked, return_exceptions=True)

    assert isinstance(ends[1], asyncio.CancelledError)
    assert await database.read(lambda t: [bool(t.people.get(number)) for number in range(3)]) == [True, False, True]


async def test_closing_finishes_what_was_asked(sqlite_url):
    closing = SqlDatabase(sqlite_url)
    async with Held(closing):
        asked = ask(closing, range(10))
    await closing.close()

    assert await asyncio.gather(*asked) == list(range(1, 11))
