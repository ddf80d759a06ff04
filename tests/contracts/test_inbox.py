"""The contract of the table of updates that were received and not yet done."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.services.ports.inbox import Received
from tests.contracts.moments import LATER, NOW

if TYPE_CHECKING:
    from collections.abc import Awaitable


def received(number: int, chat: int = 5) -> Received:
    return Received(number, chat, f'{{"update_id": {number}, "text": "қайырлы таң"}}', NOW)


async def test_tells_which_updates_were_new(database):
    assert list(await database.run(lambda t: t.inbox.add([received(3), received(1)]))) == [3, 1]
    assert list(await database.run(lambda t: t.inbox.add([received(3), received(2), received(2)]))) == [2]
    assert list(await database.run(lambda t: t.inbox.add([]))) == []

    assert await database.read(lambda t: t.inbox.depth()) == 3


async def test_what_is_there_already_is_not_changed(database):
    await database.run(lambda t: t.inbox.add([received(1)]))
    await database.run(lambda t: t.inbox.add([replace(received(1), body="forged", chat=9)]))

    assert list(await database.read(lambda t: t.inbox.waiting(10))) == [received(1)]


async def test_waiting_is_by_id_and_limited(database):
    await database.run(lambda t: t.inbox.add([received(9, -7), received(2), received(4, -7), received(3), received(0)]))

    def ask(limit: int, **rest: int) -> Awaitable[list[int]]:
        found: Awaitable[list[int]] = database.read(lambda t: [r.id for r in t.inbox.waiting(limit, **rest)])
        return found

    assert await ask(10) == [0, 2, 3, 4, 9]
    assert await ask(2) == [0, 2]
    assert await ask(2, after=3) == [4, 9]
    assert await ask(10, chat=-7) == [4, 9]
    assert await ask(10, chat=-7, after=4) == [9]
    assert await ask(10, chat=123) == []
    assert await ask(0) == []


async def test_comes_back_as_added(database):
    update = Received(2**62, -(2**60), '{"a": "\\u0000 \\ud83d ә 🎓"}', NOW)
    await database.run(lambda t: t.inbox.add([update]))

    assert list(await database.read(lambda t: t.inbox.waiting(1))) == [update]


async def test_a_finished_update_waits_no_more_and_is_known_when_it_comes_again(database):
    await database.run(lambda t: t.inbox.add([received(1), received(2), received(3)]))
    await database.run(lambda t: t.inbox.finish({1, 3, 99}, NOW))

    assert await database.read(lambda t: [r.id for r in t.inbox.waiting(10)]) == [2]
    assert await database.read(lambda t: t.inbox.depth()) == 1
    assert list(await database.run(lambda t: t.inbox.add([received(1), received(2), received(3)]))) == []
    assert await database.read(lambda t: t.inbox.depth()) == 1


async def test_finishing_nothing_or_again_is_harmless(database):
    await database.run(lambda t: t.inbox.add([received(1)]))
    for _ in range(2):
        await database.run(lambda t: (t.inbox.finish([], NOW), t.inbox.finish([1], NOW)))

    assert await database.run(lambda t: t.inbox.forget(NOW + timedelta(microseconds=1))) == 1


async def test_more_than_one_statement_can_name(database):
    many = [received(number, number % 7) for number in range(1, 2501)]
    assert len(await database.run(lambda t: t.inbox.add(many))) == 2500
    await database.run(lambda t: t.inbox.finish(range(1, 2500), NOW))

    assert await database.read(lambda t: [r.id for r in t.inbox.waiting(10)]) == [2500]


async def test_only_what_was_done_before_is_forgotten(database):
    await database.run(lambda t: t.inbox.add([received(1), received(2), received(3)]))
    await database.run(lambda t: t.inbox.finish([1], NOW))
    await database.run(lambda t: t.inbox.finish([2], LATER))

    assert await database.run(lambda t: t.inbox.forget(NOW)) == 0
    assert await database.run(lambda t: t.inbox.forget(LATER)) == 1
    assert list(await database.run(lambda t: t.inbox.add([received(1), received(2), received(3)]))) == [1]


async def test_many_who_add_the_same_update_at_once_have_it_once(database):
    batch = [received(number) for number in range(20)]

    adds = await asyncio.gather(*(database.run(lambda t: t.inbox.add(batch)) for _ in range(10)))

    assert sorted(number for new in adds for number in new) == list(range(20))


@pytest.mark.parametrize(
    "bad",
    [
        replace(received(1), body="\0"),
        replace(received(1), id=2**63),
        replace(received(1), chat=2**63),
        replace(received(1), body="\ud800"),
    ],
)
async def test_one_bad_update_keeps_out_its_batch(database, bad):
    with pytest.raises(ValueError, match="for the database"):
        await database.run(lambda t: t.inbox.add([received(5), bad]))

    assert await database.read(lambda t: t.inbox.depth()) == 0
