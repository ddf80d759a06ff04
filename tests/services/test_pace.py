from __future__ import annotations

from datetime import timedelta

import pytest

from bot.services.pace import KeptPace
from bot.services.pacing import Pacer, Priority
from tests.fakes.clock import FakeClock
from tests.fakes.memory import MemoryDatabase


class Machine:
    """A process with its own monotonic clock, over a database that outlives it."""

    def __init__(self, database, clock, begun):
        self.seconds = begun
        self.pacer = Pacer(28, monotonic=lambda: self.seconds)
        self.kept = KeptPace(database, self.pacer, clock)


@pytest.fixture
def database():
    return MemoryDatabase()


async def test_a_long_wait_and_the_rate_outlive_the_process(database, clock):
    before = Machine(database, clock, 1000.0)
    before.pacer.slow_down(5, 3600, Priority.BULK)
    before.pacer.slow_down(-1, 600, Priority.REPLY)
    await before.kept.keep()
    clock.advance(timedelta(minutes=5))
    after = Machine(database, clock, 3.0)
    await after.kept.restore()
    assert after.pacer.ready_in(8, Priority.BULK) == pytest.approx(3300, abs=1)
    assert after.pacer.ready_in(-1, Priority.REPLY) == pytest.approx(300, abs=1)
    assert after.pacer.bulk_rate == pytest.approx(25.2)


async def test_short_waits_and_an_unchanged_pace_cost_no_transaction(database, clock):
    machine = Machine(database, clock, 1000.0)
    await machine.kept.keep()
    machine.pacer.slow_down(-1, 30, Priority.BULK)
    await machine.kept.keep()
    assert database.transactions == 0
    machine.pacer.slow_down(5, 3600, Priority.BULK)
    for _ in range(6):
        await machine.kept.keep()
        machine.seconds += 10
        clock.advance(timedelta(seconds=10))
    assert database.transactions == 1


async def test_what_is_over_is_forgotten(database, clock):
    machine = Machine(database, clock, 1000.0)
    machine.pacer.slow_down(5, 100, Priority.BULK)
    await machine.kept.keep()
    assert database.tables.pace.bulk is not None
    machine.seconds += 4000
    clock.advance(timedelta(seconds=4000))
    await machine.kept.keep()
    assert database.tables.pace.bulk is None
    assert database.tables.pace.rate is None
    assert not database.tables.pace.chats


@pytest.fixture
def clock():
    return FakeClock()
