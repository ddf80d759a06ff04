"""Two processes on one database, SIGTERM to the one at work half-way, 20 times: lost and twice (goal: none)."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import asyncpg

from benchmarks.announcing import END, broadcaster, command, queue, status, told, until_told
from benchmarks.processes import Stub
from benchmarks.updates import people

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.processes import Contestant

RUNS = 20
PEOPLE = 60
SERVER = os.environ.get("TEST_POSTGRESQL_URL", "postgresql+asyncpg://postgres@127.0.0.1:5432/test")


def main() -> None:
    """One line a database; whoever is stopped starts again and is the next to take over."""
    with Stub() as stub, ExitStack() as ends:
        first = broadcaster(stub)
        file = f"sqlite+aiosqlite:///{first.folder / 'bot.db'}"
        _take_turns("SQLite", ends, first, broadcaster(stub, DATABASE_URL=file, SECRET_KEY="x" * 40))
    with _server() as address, Stub() as stub, ExitStack() as ends:
        replicas = [broadcaster(stub, DATABASE_URL=address, SECRET_KEY="x" * 40) for _ in range(2)]
        _take_turns("PostgreSQL", ends, *replicas)


def _take_turns(name: str, ends: ExitStack, working: Contestant, waiting: Contestant) -> None:
    ends.enter_context(working)
    working.until_polling()
    ends.enter_context(waiting)
    (working.folder / "people.csv").write_text(
        "telegram_id,language,role\n" + "".join(f"{person},kk,pupil\n" for person in people(PEOPLE)), encoding="utf-8"
    )
    command(working, "people", "import", "people.csv")
    working.order("slow", 0.06)
    lost = twice = unknown = 0
    for _ in range(RUNS):
        working.order("strict", {})
        number = queue(working)
        until_told(working, PEOPLE // 2)
        working.end(signal.SIGTERM)
        stands = _ended(waiting, number)
        got = told(waiting)
        lost += PEOPLE - got["chats"]
        twice += got["twice"]
        unknown += stands["unknown"]
        working.start()
        working, waiting = waiting, working
    print(f"  {name:<10} {RUNS} stops, {PEOPLE} people each: lost {lost}, twice {twice}, unknown {unknown}", flush=True)


def _ended(bot: Contestant, number: int) -> dict[str, Any]:
    deadline = time.monotonic() + END
    while (stands := status(bot, number))["state"] != "done":
        if time.monotonic() > deadline:
            raise RuntimeError(f"it does not end: {stands}\n{bot.log[-2000:]}")
    return stands


@contextmanager
def _server() -> Iterator[str]:
    """A database of its own on the server of TEST_POSTGRESQL_URL."""
    name = f"bench_{os.getpid()}"
    asyncio.run(_order(f'CREATE DATABASE "{name}"'))
    try:
        yield f"{SERVER.rpartition('/')[0]}/{name}"
    finally:
        asyncio.run(_order(f'DROP DATABASE "{name}" WITH (FORCE)'))


async def _order(statement: str) -> None:
    connection = await asyncpg.connect(SERVER.replace("+asyncpg", ""))
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
