"""What the inbox reads from its table while updates come in and end: no update twice, none before an earlier one."""

from __future__ import annotations

import asyncio

from tests.services.test_inbox import Town, Unhurried, update


async def test_what_ends_while_the_table_is_looked_through_is_not_handled_again():
    begun, go, seen = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def handler(*_):
        begun.set()
        await go.wait()

    database = Unhurried()
    town = Town(handler, database)
    async with town.at_work() as inbox, asyncio.TaskGroup() as group:
        await inbox.receive([update(1)])
        await begun.wait()
        database.seen = seen
        looking = group.create_task(inbox.sweep())
        while not database.has_read():
            await asyncio.sleep(0)
        go.set()
        while inbox.held:
            await asyncio.sleep(0.01)
        seen.set()
        await looking
    assert town.handled == [(1, 1)]


async def test_what_comes_while_the_inbox_begins_does_not_overtake_what_was_left():
    database, seen = Unhurried(), asyncio.Event()
    town = Town(database=database)
    await town.inbox.receive([update(1), update(2)])
    database.seen = seen
    async with town.at_work() as inbox:
        while not database.has_read():
            await asyncio.sleep(0)
        await inbox.receive([update(3)])
        seen.set()
    assert town.handled == [(1, 1), (1, 2), (1, 3)]
