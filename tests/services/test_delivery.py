"""The outbox's sender over the memory database: each outcome, repeats, and restarts."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.deliveries import (
    MOST_ATTEMPTS,
    Dead,
    Delivery,
    DeliveryState,
    Moved,
    Notice,
    NoticeKind,
    Refused,
    Sent,
    Stale,
    TryAgain,
    next_attempt,
)
from bot.domain.language import ChatLanguage, Language
from bot.domain.people import Chat, ChatKind, Membership, Person
from bot.services.chats import ChatDirectory
from bot.services.delivery import Sender
from bot.services.people import Directory
from tests.fakes.clock import FakeClock
from tests.fakes.memory import MemoryDatabase
from tests.fakes.metrics import SilentMetrics

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def delivery(key: str, chat: int = 1) -> Delivery:
    return Delivery(key, chat, Notice(NoticeKind.DATE_ANNOUNCED, {"event": "fest", "edition": "next"}), NOW)


class Scripted:
    """A messenger that answers as the test says, and remembers to whom it spoke."""

    def __init__(self, *outcomes) -> None:
        self.outcomes = list(outcomes)
        self.spoken: list[int] = []

    async def send(self, sent: Delivery):
        self.spoken.append(sent.chat)
        outcome = self.outcomes.pop(0) if self.outcomes else Sent(len(self.spoken))
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


class Post:
    def __init__(self, *outcomes) -> None:
        self.database = MemoryDatabase()
        self.clock = FakeClock(NOW)
        self.messenger = Scripted(*outcomes)
        self.people = Directory(self.database)
        self.chats = ChatDirectory(self.database, self.clock)
        self.ended: list[object] = []
        self.sender = self.make()

    def make(self) -> Sender:
        return Sender(
            self.database,
            self.messenger,
            self.clock,
            SilentMetrics(),
            people=self.people,
            chats=self.chats,
            aftermath={NoticeKind.DATE_ANNOUNCED: lambda _tx, _delivery, outcome: self.ended.append(outcome)},
        )

    async def queue(self, *deliveries: Delivery) -> int:
        return await self.database.run(lambda tx: tx.outbox.add(deliveries))

    async def get(self, key: str) -> Delivery:
        found = await self.database.read(lambda tx: tx.outbox.get(key))
        assert found is not None
        return found


async def test_each_is_said_once():
    post = Post()
    assert await post.queue(*(delivery(f"k{n}", n) for n in range(1, 11))) == 10
    assert await post.queue(delivery("k3", 3)) == 0
    while await post.sender.drain():
        pass
    assert sorted(post.messenger.spoken) == list(range(1, 11))
    assert (await post.get("k3")).state is DeliveryState.SENT
    assert (await post.get("k3")).message is not None


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Dead("blocked"), DeliveryState.DEAD),
        (Refused("refused_by_telegram"), DeliveryState.FAILED),
        (Stale("out_of_date"), DeliveryState.FAILED),
    ],
)
async def test_how_it_ended_is_kept(outcome, state):
    post = Post(outcome)
    await post.database.run(lambda tx: tx.people.put(Person(1, Language.KK)))
    assert not (await post.people.get(post.database, 1)).blocked
    await post.queue(delivery("k"))
    await post.sender.drain()
    ended = await post.get("k")
    assert (ended.state, ended.cause) == (state, outcome.cause)
    assert (await post.people.get(post.database, 1)).blocked is isinstance(outcome, Dead)


async def test_a_group_that_moved_gets_it_at_its_new_id():
    post = Post(Moved(-1005))
    group = Chat(-5, ChatKind.GROUP, "9 А", Membership.MEMBER, ChatLanguage.KK)
    await post.database.run(lambda tx: tx.chats.put(group))
    await post.chats.refresh()
    await post.queue(delivery("k", -5))
    while await post.sender.drain():
        pass
    assert post.messenger.spoken == [-5, -1005]
    assert post.chats.get(-5) is None
    moved = post.chats.get(-1005)
    assert moved is not None
    assert (moved.kind, moved.language) == (ChatKind.SUPERGROUP, ChatLanguage.KK)


async def test_what_could_not_be_said_now_is_said_later():
    post = Post(TryAgain("out_of_reach"), TryAgain("flood", timedelta(seconds=90)))
    await post.queue(delivery("k"))
    await post.sender.drain()
    assert await post.sender.drain() == 0
    post.clock.advance(timedelta(seconds=2))
    assert await post.sender.drain() == 1
    post.clock.advance(timedelta(seconds=89))
    assert await post.sender.drain() == 0
    post.clock.advance(timedelta(seconds=1))
    assert await post.sender.drain() == 1
    assert (await post.get("k")).state is DeliveryState.SENT


async def test_a_bug_is_tried_again_and_given_up_in_the_end():
    post = Post(*[ZeroDivisionError()] * 100)
    await post.queue(delivery("k"))
    for _ in range(MOST_ATTEMPTS + 5):
        await post.sender.drain()
        post.clock.advance(timedelta(seconds=600))
    assert (await post.get("k")).state is DeliveryState.FAILED
    assert len(post.messenger.spoken) == MOST_ATTEMPTS
    assert post.ended == [Refused("bug")]


@pytest.mark.parametrize("outcome", [Sent(7), Dead("blocked"), Refused("x"), Stale("x")])
async def test_what_follows_is_told_once_it_has_ended(outcome):
    post = Post(TryAgain("flood", timedelta(0)), Moved(9), outcome)
    await post.queue(delivery("k"))
    for _ in range(4):
        await post.sender.drain()
    assert post.ended == [outcome]


async def test_what_was_under_way_at_a_kill_is_said_after_the_restart():
    post = Post()
    await post.queue(delivery("k"))
    await post.database.run(lambda tx: tx.outbox.claim(NOW, 4))
    stop = asyncio.Event()
    restarted = post.make()
    async with asyncio.TaskGroup() as group:
        group.create_task(restarted.run(stop))
        while not post.messenger.spoken:
            await asyncio.sleep(0)
        stop.set()
        restarted.wake()
    assert post.messenger.spoken == [1]


def test_waits_grow_and_end():
    waits = [next_attempt(n, None) for n in range(1, MOST_ATTEMPTS + 1)]
    assert waits[:3] == [timedelta(seconds=2), timedelta(seconds=4), timedelta(seconds=8)]
    assert waits[-1] is None
    assert next_attempt(MOST_ATTEMPTS + 5, timedelta(seconds=7)) == timedelta(seconds=7)
