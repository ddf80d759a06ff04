"""The contract of the table of groups and channels."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from bot.domain.language import ChatLanguage
from bot.domain.people import Chat, ChatKind, Membership
from tests.contracts.moments import NOW

CHAT = Chat(-1001234567890, ChatKind.SUPERGROUP, "9 «Ә» сынып 🎓", Membership.MEMBER, ChatLanguage.KK, NOW)


async def test_comes_back_as_put(database):
    kinds = list(product(ChatKind, Membership, ChatLanguage))
    chats = [replace(CHAT, id=-n, kind=k, membership=m, language=lang) for n, (k, m, lang) in enumerate(kinds, 1)]
    await database.run(lambda t: [t.chats.put(chat) for chat in chats])

    kept = await database.read(lambda t: [t.chats.get(chat.id) for chat in chats])

    assert kept == chats
    assert {type(chat.membership) for chat in kept} == {Membership}


async def test_all_are_told_by_id_and_removed_ones_forgotten(database):
    chats = [replace(CHAT, id=number) for number in (-5, -300, -20)]
    await database.run(lambda t: [t.chats.put(chat) for chat in chats])
    await database.run(lambda t: (t.chats.remove(-20), t.chats.remove(-20), t.chats.remove(999)))

    assert await database.read(lambda t: [chat.id for chat in t.chats.all()]) == [-300, -5]
    assert await database.read(lambda t: t.chats.get(-20)) is None


async def test_times_keep_their_moment_and_come_back_in_utc(database):
    local = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Almaty"))
    await database.run(
        lambda t: [
            t.chats.put(replace(CHAT, id=-1, changed_at=local)),
            t.chats.put(replace(CHAT, id=-2, changed_at=None)),
        ]
    )

    at = await database.read(lambda t: t.chats.get(-1).changed_at)

    assert at == local
    assert at.utcoffset() == timedelta(0)
    assert await database.read(lambda t: t.chats.get(-2).changed_at) is None


async def test_a_time_without_a_zone_is_refused(database):
    naive = datetime(2026, 3, 2, 9, 0)  # noqa: DTZ001  the very thing that is refused

    with pytest.raises(ValueError, match="time zone"):
        await database.run(lambda t: t.chats.put(replace(CHAT, changed_at=naive)))

    assert await database.read(lambda t: t.chats.all()) == []


@pytest.mark.parametrize("title", ["a\0b", "half \ud83d", "\udc00"])
async def test_a_text_that_an_engine_cannot_hold_is_refused(database, title):
    with pytest.raises(ValueError, match="a text for the database") as refusal:
        await database.run(lambda t: t.chats.put(replace(CHAT, title=title)))

    assert type(refusal.value) is ValueError
    assert await database.read(lambda t: t.chats.all()) == []


@pytest.mark.parametrize(
    "title", ["", "'; DROP TABLE chats; --", "%s ? :name {x}", "ӘҒҚҢӨҰҮҺІ", "\u202e\u200d", "x" * 100_000]
)
async def test_any_other_text_is_kept_as_it_is(database, title):
    await database.run(lambda t: t.chats.put(replace(CHAT, title=title)))

    assert await database.read(lambda t: t.chats.get(CHAT.id).title) == title
