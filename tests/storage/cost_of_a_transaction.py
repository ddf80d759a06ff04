"""Prints what a transaction of one row costs on SQLite: `python -m tests.storage.cost_of_a_transaction`; no test."""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bot.domain.people import Person
from bot.storage.database import SqlDatabase
from bot.storage.migrating import migrate

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

TRANSACTIONS = 1000
TRIES = 7


async def main(folder: Path) -> None:
    """Print CPU and wall time of a transaction in ms, the best of some tries."""
    url = f"sqlite+aiosqlite:///{folder}/bot.db"
    await migrate(url)
    database = SqlDatabase(url)

    async def write(number: int) -> None:
        await database.run(lambda t: t.people.put(Person(number)))

    async def read(number: int) -> None:
        await database.read(lambda t: t.people.get(number))

    async def alone(act: Callable[[int], Awaitable[None]]) -> None:
        for number in range(TRANSACTIONS):
            await act(number)

    async def at_once(act: Callable[[int], Awaitable[None]]) -> None:
        await asyncio.gather(*(act(number) for number in range(TRANSACTIONS)))

    try:
        for act in (write, read):
            for way in (alone, at_once):
                tries = []
                for _ in range(TRIES):
                    cpu, wall = time.process_time(), time.perf_counter()
                    await way(act)
                    tries.append((time.process_time() - cpu, time.perf_counter() - wall))
                cpu, wall = (min(figures) * 1000 / TRANSACTIONS for figures in zip(*tries, strict=True))
                sys.stdout.write(f"{act.__name__} {way.__name__:8} CPU {cpu:.3f} ms, wall {wall:.3f} ms\n")
    finally:
        await database.close()


if __name__ == "__main__":
    with TemporaryDirectory() as given:
        asyncio.run(main(Path(given)))
