"""PostgreSQL: what is tried again, and what is not."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.domain.people import Person
from bot.domain.places import Places, SessionKey
from bot.storage import postgresql, registrations
from bot.storage.database import SqlDatabase
from tests.conftest import execute

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy import Connection

    from bot.services.ports.database import Transaction

KEY = SessionKey("fest", "e1", "s1")
pytestmark = pytest.mark.postgresql

CUT_ALL = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@pytest.fixture
async def database(postgresql_url: str) -> AsyncIterator[SqlDatabase]:
    opened = SqlDatabase(postgresql_url)
    yield opened
    await opened.close()


def fail_with(sqlstate: str, times: int, runs: list[None]):
    def work(connection: Connection) -> str:
        runs.append(None)
        if len(runs) <= times:
            connection.execute(text(f"DO $$ BEGIN RAISE EXCEPTION 'planned' USING ERRCODE = '{sqlstate}'; END $$"))
        return "done"

    return work


@pytest.mark.parametrize("sqlstate", ["40001", "40P01"])
async def test_what_met_another_writer_is_run_again(database, sqlstate):
    runs: list[None] = []

    assert await database._connections.write(fail_with(sqlstate, 3, runs)) == "done"
    assert len(runs) == 4


async def test_but_not_for_ever(database, monkeypatch):
    monkeypatch.setattr(postgresql, "MOST_TRIES", 5)
    runs: list[None] = []

    with pytest.raises(DBAPIError):
        await database._connections.write(fail_with("40001", 1000, runs))
    assert len(runs) == 5


async def test_other_errors_are_not_tried_again(database):
    runs: list[None] = []

    with pytest.raises(DBAPIError):
        await database._connections.write(fail_with("22012", 1000, runs))
    assert len(runs) == 1


async def test_connections_cut_while_they_rest_are_replaced(postgresql_url, database):
    await asyncio.gather(*(database.run(lambda t, n=n: t.people.put(Person(n))) for n in range(20)))
    await execute(postgresql_url, CUT_ALL)
    assert await database.read(lambda t: t.people.count()) == 20

    await execute(postgresql_url, CUT_ALL)
    await database.run(lambda t: t.people.put(Person(99)))
    assert await database.read(lambda t: t.people.count()) == 21


async def test_a_connection_cut_inside_a_body_loses_nothing(database):
    runs = 0

    def body(t):
        nonlocal runs
        runs += 1
        t.people.put(Person(1))
        if runs == 1:
            t.people._connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
        t.people.put(Person(2))

    await database.run(body)

    assert runs == 2
    assert await database.read(lambda t: t.people.count()) == 2


async def test_sessions_are_in_utc(database):
    assert await database._connections.read(lambda c: c.execute(text("SHOW timezone")).scalar()) == "UTC"
    assert (
        await database._connections.write(lambda c: c.execute(text("SHOW transaction_isolation")).scalar())
        == "repeatable read"
    )
    assert await database._connections.read(lambda c: c.execute(text("SHOW transaction_read_only")).scalar()) == "on"
    assert await database._connections.write(lambda c: c.execute(text("SHOW transaction_read_only")).scalar()) == "off"


async def test_one_who_gives_up_changes_nothing_and_disturbs_nobody(database):
    inside = asyncio.Event()

    def slow(t):
        t.people.put(Person(1))
        inside.set()
        t.people._connection.execute(text("SELECT pg_sleep(30)"))

    given_up = asyncio.ensure_future(database.run(slow))
    await inside.wait()
    given_up.cancel()
    with pytest.raises(asyncio.CancelledError):
        await given_up

    await asyncio.gather(*(database.run(lambda t, n=n: t.people.put(Person(n))) for n in range(10, 25)))
    assert await database.read(lambda t: (t.people.get(1), t.people.count())) == (None, 15)


@pytest.mark.parametrize("sabotaged", [False, True], ids=["", "sabotaged"])
async def test_who_waited_for_the_lock_together_sees_what_was_done_meanwhile(
    postgresql_url, database, monkeypatch, sabotaged
):
    other, locked = SqlDatabase(postgresql_url), asyncio.Event()

    def slowly(t: Any) -> None:
        t.registrations.lock()
        locked.set()
        t.registrations._connection.execute(text("SELECT pg_sleep(1)"))
        t.registrations.set_capacity(KEY, 7)

    def look(t: Transaction) -> Places | None:
        t.registrations.lock()
        return t.registrations.places(KEY)

    first = asyncio.create_task(other.run(slowly))
    await locked.wait()
    if sabotaged:
        monkeypatch.setattr(registrations, "_LOCK", text("SELECT 1"))
    seen = await asyncio.gather(*(database.run(look, together=True) for _ in range(5)))
    await first
    await other.close()
    assert seen == ([None] if sabotaged else [Places(7, 0)]) * 5
