from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.announcements import Topic
from bot.domain.deliveries import Delivery, Notice, NoticeKind
from bot.domain.language import ChatLanguage
from bot.domain.people import Chat, ChatKind, Membership
from bot.domain.subscriptions import Subscription
from bot.services.chats import ChatDirectory
from tests.fakes.clock import FakeClock
from tests.views.samples import NOW

if TYPE_CHECKING:
    from tests.fakes.memory import MemoryDatabase

OLD, NEW = -100, -1009
GROUP = Chat(OLD, ChatKind.GROUP, "9A", Membership.MEMBER)


@pytest.fixture
def clock():
    return FakeClock(NOW)


@pytest.fixture
def chats(memory_database, clock):
    return ChatDirectory(memory_database, clock)


async def test_entering_is_told_once(chats, memory_database):
    assert (await chats.record(memory_database, GROUP)).entered
    assert not (await chats.record(memory_database, replace(GROUP, membership=Membership.ADMINISTRATOR))).entered
    assert not (await chats.record(memory_database, replace(GROUP, membership=Membership.KICKED))).entered
    assert (await chats.record(memory_database, GROUP)).entered


async def test_the_language_stays_and_the_moment_is_kept(chats, memory_database, clock):
    await chats.record(memory_database, GROUP)
    await chats.choose_language(memory_database, GROUP, ChatLanguage.KK)
    clock.advance(timedelta(days=1))
    recorded = await chats.record(memory_database, replace(GROUP, title="9B", membership=Membership.LEFT))
    kept = Chat(OLD, ChatKind.GROUP, "9B", Membership.LEFT, ChatLanguage.KK, clock.now())
    assert recorded.chat == kept
    assert chats.get(OLD) == kept
    assert await memory_database.read(lambda tx: tx.chats.get(OLD)) == kept


async def test_a_message_in_a_group_costs_no_query(chats, memory_database):
    await chats.record(memory_database, GROUP)
    before = memory_database.transactions
    assert chats.get(OLD)
    assert chats.get(-5) is None
    assert memory_database.transactions == before


async def test_a_chat_without_a_record_gets_one_with_its_language(chats, memory_database):
    assert (await chats.choose_language(memory_database, GROUP, ChatLanguage.RU)).language is ChatLanguage.RU
    assert (await memory_database.read(lambda tx: tx.chats.get(OLD))).language is ChatLanguage.RU


async def test_other_processes_are_seen_after_a_refresh(chats, memory_database):
    await memory_database.run(lambda tx: tx.chats.put(GROUP))
    assert chats.get(OLD) is None
    await chats.refresh()
    assert chats.get(OLD) == GROUP


async def move_twice(chats: ChatDirectory, memory_database: MemoryDatabase) -> None:
    for _ in range(2):
        await chats.move(memory_database, OLD, NEW)


async def test_a_move_rewrites_every_id(chats, memory_database, clock):
    await chats.record(memory_database, GROUP)
    await chats.choose_language(memory_database, GROUP, ChatLanguage.KK)
    delivery = Delivery("k", OLD, Notice(NoticeKind.DATE_ANNOUNCED), NOW)
    await memory_database.run(lambda tx: tx.outbox.add([delivery]))
    await move_twice(chats, memory_database)
    moved = Chat(NEW, ChatKind.SUPERGROUP, "9A", Membership.MEMBER, ChatLanguage.KK, clock.now())
    assert await memory_database.read(lambda tx: list(tx.chats.all())) == [moved]
    assert (await memory_database.read(lambda tx: tx.outbox.get("k"))).chat == NEW
    assert (chats.get(OLD), chats.get(NEW)) == (None, moved)


async def test_a_move_that_was_recorded_as_entering_before_keeps_the_choice(chats, memory_database):
    await chats.record(memory_database, GROUP)
    await chats.choose_language(memory_database, GROUP, ChatLanguage.RU)
    fresh = Chat(NEW, ChatKind.SUPERGROUP, "9A", Membership.ADMINISTRATOR)
    await chats.record(memory_database, fresh)
    await move_twice(chats, memory_database)
    assert chats.get(NEW).language is ChatLanguage.RU
    assert chats.get(NEW).membership is Membership.ADMINISTRATOR


async def test_leaving_the_old_group_does_not_hide_the_move(chats, memory_database):
    await chats.record(memory_database, GROUP)
    await chats.record(memory_database, replace(GROUP, membership=Membership.LEFT))
    await move_twice(chats, memory_database)
    assert chats.get(NEW).membership is Membership.MEMBER


async def test_a_move_of_a_group_that_was_never_known(chats, memory_database):
    await move_twice(chats, memory_database)
    assert await memory_database.read(lambda tx: list(tx.chats.all())) == []


async def test_a_group_that_moves_takes_its_announcements_along(chats, memory_database):
    await chats.record(memory_database, GROUP)
    await memory_database.run(lambda tx: tx.subscriptions.put(Subscription(OLD, frozenset(Topic))))
    for _ in range(2):
        await chats.move(memory_database, OLD, NEW)
        found = await memory_database.read(lambda tx: [tx.subscriptions.get(chat) for chat in (OLD, NEW)])
        assert found == [Subscription(OLD), Subscription(NEW, frozenset(Topic))]


async def test_a_new_title_is_kept_of_a_chat_that_is_kept(chats, memory_database):
    await chats.record(memory_database, GROUP)
    await chats.rename(memory_database, OLD, "10A")
    await chats.rename(memory_database, -5, "Nobody's")
    assert chats.get(OLD).title == "10A"
    assert [chat.title for chat in await memory_database.read(lambda tx: tx.chats.all())] == ["10A"]
