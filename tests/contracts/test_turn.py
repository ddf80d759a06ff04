"""The contract of the right of one process at a time to work for a database."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

import pytest

from bot.storage import turn as turns
from bot.storage.turn import FileTurn, turn
from tests.conftest import execute
from tests.fakes.memory import MemoryTurn

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.services.ports.database import Turn

HOLDER = """
import asyncio, sys
from bot.storage.turn import turn

async def main():
    held = turn(sys.argv[1])
    await held.take()
    print("held", flush=True)
    await asyncio.sleep(600)

asyncio.run(main())
"""


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "POLL_SECONDS", 0.02)


@pytest.fixture
def make_turn(database_url_or_none: str | None) -> Callable[[], Turn]:
    """Makes turns of one database."""
    place = asyncio.Lock()
    return lambda: MemoryTurn(place) if database_url_or_none is None else turn(database_url_or_none)


async def test_one_holds_it_and_the_next_waits(make_turn):
    one, two = make_turn(), make_turn()
    assert not await one.still_held()
    await one.take()
    await one.take()
    assert await one.still_held()

    async with asyncio.TaskGroup() as tasks:
        waiting = tasks.create_task(two.take())
        await asyncio.sleep(0.3)
        assert not waiting.done()
        assert not await two.still_held()
        await one.give_back()

    assert await two.still_held()
    assert not await one.still_held()
    await two.give_back()
    await two.give_back()


async def test_who_waits_says_so_once(database_url, caplog):
    one, two = turn(database_url), turn(database_url)
    await one.take()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(two.take(), 0.3)
    await one.give_back()

    assert [record.levelname for record in caplog.records if record.name == turns.__name__] == ["WARNING"]


async def test_one_who_stops_waiting_leaves_it_free(make_turn):
    one, two, three = make_turn(), make_turn(), make_turn()
    await one.take()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(two.take(), 0.1)
    await one.give_back()

    await asyncio.wait_for(three.take(), 5)

    assert await three.still_held()
    await three.give_back()


async def test_it_falls_free_when_its_holder_is_killed(database_url):
    holder = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HOLDER, database_url, stdout=asyncio.subprocess.PIPE
    )
    try:
        assert holder.stdout is not None
        assert await holder.stdout.readline() == b"held\n"
        mine = turn(database_url)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(mine.take(), 0.2)
    finally:
        holder.kill()
        await holder.communicate()

    await asyncio.wait_for(mine.take(), 10)

    assert await mine.still_held()
    await mine.give_back()


async def test_a_removed_file_is_no_longer_held(tmp_path: Path):
    one = FileTurn(tmp_path / "bot.db.lock")
    await one.take()
    (tmp_path / "bot.db.lock").unlink()

    assert not await one.still_held()
    await one.take()
    assert await one.still_held()
    await one.give_back()


@pytest.mark.postgresql
async def test_a_lost_connection_loses_it(postgresql_url):
    one, two = turn(postgresql_url), turn(postgresql_url)
    await one.take()
    await execute(
        postgresql_url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND application_name = 'mamandyq turn'",
    )

    assert not await one.still_held()
    assert not await one.still_held()
    await two.take()
    assert await two.still_held()
    await two.give_back()
