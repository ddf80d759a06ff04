"""The inbox over the memory database: order, fairness, once, and nothing lost."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.domain.people import Person
from bot.services import inbox as module
from bot.services.dialogues import DialogueBuffer
from bot.services.inbox import LANE, Inbox, Postponed
from bot.services.ports.inbox import Received
from tests.fakes.clock import FakeClock
from tests.fakes.memory import MemoryDatabase

if TYPE_CHECKING:
    from bot.services.work import Work

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def update(number: int, chat: int = 1) -> Received:
    return Received(number, chat, "{}", NOW)


class Town:
    """An inbox whose handler is the test's, and what it has handled so far."""

    def __init__(self, handler=None, database=None) -> None:
        self.database = database or MemoryDatabase()
        self.dialogues = DialogueBuffer()
        self.handled: list[tuple[int, int]] = []
        self.handler = handler
        self.inbox = Inbox(self.database, self.dialogues, FakeClock(NOW), self.handle)

    async def handle(self, received: Received, work: Work) -> None:
        if self.handler:
            await self.handler(received, work)
        self.handled.append((received.chat, received.id))

    @asynccontextmanager
    async def at_work(self, drain: float = 5.0):
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(self.inbox.run(stop, drain=drain))
            await asyncio.sleep(0)
            try:
                yield self.inbox
            finally:
                stop.set()

    async def depth(self) -> int:
        return await self.database.read(lambda tx: tx.inbox.depth())


async def test_every_update_is_handled_once_and_marked():
    town = Town()
    async with town.at_work() as inbox:
        assert await inbox.receive([update(1), update(2, 2), update(3)]) == 3
        assert await inbox.receive([update(2, 2), update(3)]) == 0
    assert sorted(town.handled) == [(1, 1), (1, 3), (2, 2)]
    assert await town.depth() == 0
    assert town.inbox.held == 0


async def test_a_chat_is_in_order_and_chats_run_side_by_side():
    others = asyncio.Event()

    async def handler(received, _):
        if received.chat == 1 and received.id == 1:
            await others.wait()
        if received.chat == 2:
            others.set()

    town = Town(handler)
    async with town.at_work() as inbox:
        await inbox.receive([update(1, 1), update(2, 1), update(3, 2), update(4, 1)])
    assert [number for chat, number in town.handled if chat == 1] == [1, 2, 4]
    assert town.handled[0] == (2, 3)


async def test_what_was_written_before_a_crash_is_handled_after_it():
    town = Town()
    await town.inbox.receive([update(1), update(2)])
    assert town.handled == []
    async with town.at_work():
        pass
    assert town.handled == [(1, 1), (1, 2)]


async def test_a_flood_does_not_keep_another_person_waiting():
    async def handler(*_):
        await asyncio.sleep(0)

    town = Town(handler)
    async with town.at_work() as inbox:
        await inbox.receive([update(n) for n in range(1, 1001)])
        await inbox.receive([update(2000, 2)])
        while (2, 2000) not in town.handled:
            await asyncio.sleep(0)
        assert len(town.handled) < 200
        assert inbox.held <= 2 * LANE + 60
    assert len(town.handled) == 1001
    assert [n for chat, n in town.handled if chat == 1] == list(range(1, 1001))


async def test_updates_that_come_while_a_flood_is_fetched_keep_their_order_and_are_not_lost(monkeypatch):
    monkeypatch.setattr(module, "LANE", 5)
    town = Town()
    async with town.at_work() as inbox:
        for start in range(1, 200, 7):
            await inbox.receive([update(n) for n in range(start, start + 7)])
            await asyncio.sleep(0)
    assert [n for _, n in town.handled] == list(range(1, 204))


async def test_a_postponed_update_keeps_its_place(monkeypatch):
    monkeypatch.setattr(module, "LONGEST_WAIT", 0.01)
    attempts = []

    async def handler(received, _):
        attempts.append(received.id)
        if attempts.count(received.id) < 3 and received.id == 1:
            raise Postponed

    town = Town(handler)
    async with town.at_work() as inbox:
        await inbox.receive([update(1), update(2), update(3, 2)])
        while len(town.handled) < 3:
            await asyncio.sleep(0.005)
    assert [n for chat, n in town.handled if chat == 1] == [1, 2]


async def test_postponed_after_its_effect_it_is_done():
    async def handler(received, work):
        await work.run(lambda tx: tx.people.put(Person(received.id)))
        raise Postponed

    town = Town(handler)
    async with town.at_work() as inbox:
        await inbox.receive([update(1)])
    assert await town.depth() == 0


async def test_a_bug_in_a_handler_stops_nobody(caplog):
    async def handler(received, _):
        if received.id == 1:
            raise ZeroDivisionError

    town = Town(handler)
    async with town.at_work() as inbox:
        await inbox.receive([update(1), update(2), update(3, 2)])
    assert sorted(town.handled) == [(1, 2), (2, 3)]
    assert "update not handled" in caplog.text


async def test_what_another_process_took_in_is_picked_up():
    database = MemoryDatabase()
    standby, town = Town(database=database), Town(database=database)
    async with town.at_work() as inbox:
        await standby.inbox.receive([update(1)])
        assert town.handled == []
        await inbox.sweep()
    assert town.handled == [(1, 1)]
    assert standby.handled == []


class Unhurried(MemoryDatabase):
    """A database whose next write and whose next read can be held up: the write before it is done, the read after."""

    def __init__(self) -> None:
        super().__init__()
        self.write: asyncio.Event | None = None
        self.seen: asyncio.Event | None = None

    def has_read(self) -> bool:
        return self.seen is None

    async def run(self, body, *, together=False):
        gate, self.write = self.write, None
        if gate:
            await gate.wait()
        return await super().run(body, together=together)

    async def read(self, body):
        found = await super().read(body)
        gate, self.seen = self.seen, None
        if gate:
            await gate.wait()
        return found


async def test_a_flood_is_handled_once_although_marks_are_late(monkeypatch):
    monkeypatch.setattr(module, "MARK_EVERY", 60)
    half, go, write, seen = (asyncio.Event() for _ in range(4))

    async def handler(received, _):
        if received.id == LANE // 2:
            half.set()
            await go.wait()

    database = Unhurried()
    town = Town(handler, database)
    async with town.at_work() as inbox, asyncio.TaskGroup() as group:
        await inbox.receive([update(n) for n in range(LANE + 1)])
        await half.wait()
        database.write, database.seen = write, seen
        group.create_task(inbox._mark())
        await asyncio.sleep(0)
        go.set()
        while len(town.handled) < LANE or not database.has_read():
            await asyncio.sleep(0)
        write.set()
        await asyncio.sleep(0.01)
        seen.set()
        while len(town.handled) < LANE + 1:
            await asyncio.sleep(0)
    assert town.handled == [(1, n) for n in range(LANE + 1)]
    assert await town.depth() == 0


async def test_what_only_answered_is_done_with_what_comes_after_it(monkeypatch):
    """After a crash the answer would come again, and a command among what comes after it would end a form."""
    monkeypatch.setattr(module, "MARK_EVERY", 60)

    async def handler(received, work):
        if received.id == 3:
            await work.run(lambda tx: tx.people.put(Person(7)))

    town = Town(handler)
    async with town.at_work() as inbox:
        await inbox.receive([update(1), update(2, chat=2), update(3), update(4)])
        while len(town.handled) < 4:
            await asyncio.sleep(0)
        left = await town.database.read(lambda tx: tx.inbox.waiting(10))
        assert [received.id for received in left] == [2, 4]


class Failing(MemoryDatabase):
    """Away for a moment: the next reads fail."""

    failures = 0

    async def read(self, body):
        if self.failures:
            self.failures -= 1
            raise OSError("away")
        return await super().read(body)


async def test_a_database_that_is_away_for_a_moment_stops_nobody(monkeypatch, caplog):
    monkeypatch.setattr(module, "LANE", 5)
    database = Failing()
    town = Town(database=database)
    async with town.at_work() as inbox:
        await inbox.receive([update(1)])
        while not town.handled:
            await asyncio.sleep(0.01)
        database.failures = 2
        await inbox.receive([update(n) for n in range(2, 13)])
        while len(town.handled) < 12:
            await asyncio.sleep(0.01)
    assert [n for _, n in town.handled] == list(range(1, 13))
    assert "the inbox is out of reach" in caplog.text
