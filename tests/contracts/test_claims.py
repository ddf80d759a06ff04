"""Deliveries are claimed once, whoever claims them; the check is proven by a claim that is wrong."""

from __future__ import annotations

import asyncio
from itertools import islice
from typing import TYPE_CHECKING

import pytest

from bot.domain.deliveries import DeliveryState
from bot.storage.database import SqlDatabase
from tests.contracts.moments import NOW
from tests.contracts.test_outbox import delivery
from tests.fakes.memory import MemoryDatabase

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

    from bot.domain.deliveries import Delivery
    from bot.services.ports.database import Database, Transaction

KEYS = [f"{number:03}" for number in range(60)]


@pytest.fixture
async def two_databases(database_url_or_none: str | None) -> AsyncIterator[tuple[Database, Database]]:
    """The same data, opened twice, as two processes do."""
    if database_url_or_none is None:
        kept = MemoryDatabase()
        yield kept, kept
        return
    one, two = SqlDatabase(database_url_or_none), SqlDatabase(database_url_or_none)
    yield one, two
    await one.close()
    await two.close()


async def claim(database: Database) -> Sequence[Delivery]:
    return await database.run(lambda t: t.outbox.claim(NOW, 7))


async def claim_in_two_transactions(database: Database) -> Sequence[Delivery]:
    def pending(t: Transaction) -> list[Delivery]:
        rows = (t.outbox.get(key) for key in KEYS)
        return list(islice((row for row in rows if row and row.state is DeliveryState.PENDING), 7))

    found = await database.read(pending)
    # The window is held open, so that the proof does not hang on luck.
    await asyncio.sleep(0.02)

    def mark(t: Transaction) -> None:
        for row in found:
            t.outbox.close(row.id, DeliveryState.SENDING)

    await database.run(mark)
    return found


async def keys_claimed(
    databases: tuple[Database, Database], claim: Callable[[Database], Awaitable[Sequence[Delivery]]]
) -> list[str]:
    """The key of every delivery that any of eight workers got, as often as one got it."""
    await databases[0].run(lambda t: t.outbox.add([delivery(key) for key in KEYS]))

    async def work(database: Database) -> list[str]:
        keys: list[str] = []
        while claimed := await claim(database):
            keys += [row.key for row in claimed]
        return keys

    works = await asyncio.gather(*(work(databases[number % 2]) for number in range(8)))
    return sorted(key for keys in works for key in keys)


async def test_each_delivery_is_claimed_once(two_databases):
    assert await keys_claimed(two_databases, claim) == KEYS
    assert await two_databases[1].read(lambda t: dict(t.outbox.counts())) == {DeliveryState.SENDING: len(KEYS)}


async def test_the_check_finds_a_claim_that_looks_before_it_writes(two_databases):
    claimed = await keys_claimed(two_databases, claim_in_two_transactions)

    assert set(claimed) == set(KEYS)
    assert len(claimed) > len(KEYS)
