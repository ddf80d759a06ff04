"""Whose turn it is in the inbox: one update begins at a time, and a tap goes before a crowd."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.services import inbox as module
from tests.services.test_inbox import Town, update


async def test_one_update_begins_in_a_turn_of_the_loop():
    turn, begun = 0, list[int]()

    async def handler(*_):
        begun.append(turn)

    async def turns():
        nonlocal turn
        while True:
            await asyncio.sleep(0)
            turn += 1

    town = Town(handler)
    async with town.at_work() as inbox:
        counting = asyncio.ensure_future(turns())
        await inbox.receive([update(number, number) for number in range(200)])
        while len(begun) < 200:
            await asyncio.sleep(0)
        counting.cancel()
    assert len(set(begun)) == 200


async def test_a_tap_overtakes_a_crowd_but_taps_do_not_keep_it_waiting_for_ever(monkeypatch):
    monkeypatch.setattr(module, "HEAD_START", 300)
    taps = [replace(update(1000 + number, 1000 + number), quick=True) for number in range(600)]
    town = Town()
    await town.database.run(lambda tx: tx.inbox.add([update(number, number) for number in range(400)]))
    async with town.at_work() as inbox:
        while inbox.held < 400 - len(town.handled):
            await asyncio.sleep(0)
        await inbox.receive(taps)
    order = [received for _, received in town.handled]
    assert len(order) == 1000
    assert order.index(1000) < order.index(399), "the first tap before the last of the crowd"
    assert order.index(399) < order.index(1599), "the last of the crowd before the last tap"
    assert [one for one in order if one >= 1000] == sorted(one for one in order if one >= 1000)
