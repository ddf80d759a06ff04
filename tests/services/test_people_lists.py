from __future__ import annotations

import pytest

from bot.domain.announcements import Topic
from bot.domain.audience import Audience
from bot.domain.language import ChatLanguage, Language
from bot.domain.people import Chat, ChatKind, Membership, Person, Role
from bot.domain.subscriptions import Subscription
from bot.services.people_lists import SLICE, Listed, PeopleLists, Taken


@pytest.fixture
def lists(memory_database):
    return PeopleLists(memory_database)


async def test_people_are_added_and_updated_and_what_is_left_out_stays(lists, memory_database):
    await memory_database.run(lambda tx: tx.people.put(Person(1, Language.RU, Role.PARENT, blocked=True)))

    taken = await lists.take([Listed(1, role=Role.TEACHER), Listed(2, ChatLanguage.KK), Listed(3)])

    assert taken == Taken(added=2, updated=1)
    found = await memory_database.read(lambda tx: [tx.people.get(person) for person in (1, 2, 3)])
    assert found == [Person(1, Language.RU, Role.TEACHER, blocked=True), Person(2, Language.KK), Person(3)]
    assert await lists.take([Listed(2)]) == Taken(updated=1)


async def test_a_new_group_counts_as_one_the_bot_is_in_and_gets_every_topic(lists, memory_database):
    assert await lists.take([Listed(-5, ChatLanguage.RU), Listed(-1001234567890)]) == Taken(added=2)

    assert await memory_database.read(lambda tx: tx.chats.all()) == [
        Chat(-1001234567890, ChatKind.SUPERGROUP, "", Membership.MEMBER),
        Chat(-5, ChatKind.GROUP, "", Membership.MEMBER, ChatLanguage.RU),
    ]
    for topic in Topic:
        audience = Audience.parse(f"chats,topic:{topic}")
        assert (await memory_database.read(lambda tx, audience=audience: tx.subscriptions.count(audience))).total == 2


async def test_a_known_group_keeps_what_it_chose(lists, memory_database):
    known = Chat(-5, ChatKind.GROUP, "9A", Membership.LEFT, ChatLanguage.KK)
    await memory_database.run(lambda tx: tx.chats.put(known))

    for listed, language in ((Listed(-5), ChatLanguage.KK), (Listed(-5, ChatLanguage.RU), ChatLanguage.RU)):
        assert await lists.take([listed]) == Taken(updated=1)
        kept = await memory_database.read(lambda tx: tx.chats.get(-5))
        assert (kept.title, kept.membership, kept.language) == ("9A", Membership.LEFT, language)
    assert await memory_database.read(lambda tx: tx.subscriptions.get(-5)) == Subscription(-5)


async def test_a_long_list_goes_in_slices_and_comes_back_in_order(lists, memory_database):
    many = [Listed(number, ChatLanguage.KK, Role.PUPIL) for number in range(1, 2 * SLICE + 2)]
    before = memory_database.transactions

    assert await lists.take(iter([*reversed(many), Listed(-7)])) == Taken(added=len(many) + 1)
    assert memory_database.transactions == before + 3
    assert [one async for one in lists.everybody()] == [Listed(-7, ChatLanguage.BOTH), *many]


async def test_a_running_bot_is_told_to_look_again(lists, memory_database):
    before = await memory_database.read(lambda tx: tx.people.version())
    await lists.take([Listed(1)])
    assert await memory_database.read(lambda tx: tx.people.version()) > before


async def test_nobody_is_nobody(lists):
    assert await lists.take([]) == Taken()
    assert [one async for one in lists.everybody()] == []
