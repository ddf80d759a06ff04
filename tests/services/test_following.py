from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from bot.services.following import AlreadyFollowing, Followed, Following, NotAwaited, Unfollowed, UnknownEvent
from tests.fakes.clock import FakeClock
from tests.views.samples import AWAITED, COMING, NOW, OPEN, PAST

ZONE = ZoneInfo("Asia/Almaty")


@pytest.fixture
async def following(memory_database):
    def load(tx):
        for position, event in enumerate((AWAITED, COMING, PAST)):
            tx.programme.put(event, position)

    await memory_database.run(load)
    return Following(FakeClock(NOW), ZONE)


async def test_following_and_taking_it_back(following, memory_database):
    assert await following.follow(memory_database, 5, "awaited") == Followed(AWAITED)
    assert await following.follows(memory_database, 5, AWAITED)
    assert await following.follow(memory_database, 5, "awaited") == AlreadyFollowing(AWAITED)
    assert await following.unfollow(memory_database, 5, "awaited") == Unfollowed(AWAITED, was_following=True)
    assert await following.unfollow(memory_database, 5, "awaited") == Unfollowed(AWAITED, was_following=False)
    assert not await following.follows(memory_database, 5, AWAITED)


async def test_an_event_with_a_date_is_not_awaited_and_costs_no_query(following, memory_database):
    assert await following.follow(memory_database, 5, "coming") == NotAwaited(COMING, OPEN)
    before = memory_database.transactions
    assert not await following.follows(memory_database, 5, COMING)
    assert memory_database.transactions == before


async def test_an_event_that_is_gone(following, memory_database):
    assert await following.follow(memory_database, 5, "gone") == UnknownEvent()
    await memory_database.run(lambda tx: tx.follows.add(5, "gone", NOW))
    assert await following.unfollow(memory_database, 5, "gone") == UnknownEvent()
    assert not await memory_database.read(lambda tx: tx.follows.has(5, "gone")), "taking back always works"


async def test_a_past_event_can_be_awaited_again(following, memory_database):
    assert await following.follow(memory_database, 5, "past") == Followed(PAST)


async def test_each_is_one_transaction(following, memory_database):
    before = memory_database.transactions
    await following.follow(memory_database, 5, "awaited")
    await following.unfollow(memory_database, 5, "awaited")
    assert memory_database.transactions == before + 2


async def test_a_card_seen_again_costs_no_query_until_the_event_or_the_follow_changes(following, memory_database):
    assert not await following.follows(memory_database, 5, AWAITED)
    before = memory_database.transactions
    assert not await following.follows(memory_database, 5, AWAITED)
    assert memory_database.transactions == before
    assert not await following.follows(memory_database, 6, AWAITED)
    assert memory_database.transactions == before + 1
    await following.follow(memory_database, 5, "awaited")
    assert await following.follows(memory_database, 5, AWAITED)
    await memory_database.run(lambda tx: tx.follows.tell("awaited", "next"))
    assert not await following.follows(memory_database, 5, replace(AWAITED)), "the event was read anew"


async def test_only_so_many_are_remembered(following, memory_database, monkeypatch):
    monkeypatch.setattr("bot.services.following.MOST_REMEMBERED", 2)
    for person in (1, 2, 3):
        await following.follows(memory_database, person, AWAITED)
    before = memory_database.transactions
    for person in (3, 2):
        await following.follows(memory_database, person, AWAITED)
    assert memory_database.transactions == before
    await following.follows(memory_database, 1, AWAITED)
    assert memory_database.transactions == before + 1
