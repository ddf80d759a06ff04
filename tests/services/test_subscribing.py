from __future__ import annotations

import pytest

from bot.domain.announcements import Topic
from bot.domain.audience import Audience, Headcount
from bot.domain.language import ChatLanguage
from bot.domain.people import Chat, ChatKind, Membership, Person
from bot.domain.subscriptions import QuietHours, Subscription
from bot.services.subscribing import Subscribing

PERSON = 7
GROUP = Chat(-100, ChatKind.SUPERGROUP, "9A", Membership.MEMBER)


@pytest.fixture
def subscribing():
    return Subscribing()


async def test_nobody_is_subscribed_before_they_choose(subscribing, memory_database):
    assert await subscribing.get(memory_database, PERSON) == Subscription(PERSON)
    assert await memory_database.read(lambda tx: tx.people.get(PERSON)) is None


async def test_topics_are_chosen_one_by_one_and_twice_is_once(subscribing, memory_database):
    for wanted, expected in ((True, {Topic.NEWS}), (True, {Topic.NEWS}), (False, set()), (False, set())):
        kept = await subscribing.choose(memory_database, PERSON, Topic.NEWS, wanted=wanted)
        assert kept == Subscription(PERSON, frozenset(expected))
        assert await subscribing.get(memory_database, PERSON) == kept


async def test_who_chooses_can_be_reached(subscribing, memory_database):
    await subscribing.choose_all(memory_database, PERSON)

    assert await memory_database.read(lambda tx: tx.people.get(PERSON)) == Person(PERSON)
    assert await memory_database.read(lambda tx: tx.subscriptions.count(Audience())) == Headcount(
        {ChatLanguage.KK: 1}, {}
    )


async def test_a_stop_keeps_the_topics_and_any_choice_ends_it(subscribing, memory_database):
    await subscribing.choose(memory_database, PERSON, Topic.NEWS, wanted=True)
    stopped = await subscribing.stop(memory_database, PERSON)
    assert (stopped.stopped, stopped.topics) == (True, {Topic.NEWS})
    assert (await memory_database.read(lambda tx: tx.subscriptions.count(Audience()))).total == 0
    assert await subscribing.resume(memory_database, PERSON) == Subscription(PERSON, frozenset({Topic.NEWS}))

    await subscribing.stop(memory_database, PERSON)
    assert not (await subscribing.choose(memory_database, PERSON, Topic.FORUMS, wanted=True)).stopped
    await subscribing.stop(memory_database, PERSON)
    assert await subscribing.choose_all(memory_database, PERSON) == Subscription(PERSON, frozenset(Topic))


async def test_quiet_hours_change_nothing_else(subscribing, memory_database):
    await subscribing.choose(memory_database, PERSON, Topic.NEWS, wanted=True)
    night = QuietHours(22 * 60, 7 * 60)
    kept = await subscribing.keep_quiet(memory_database, PERSON, night)
    assert kept == Subscription(PERSON, frozenset({Topic.NEWS}), quiet=night)
    assert (await subscribing.keep_quiet(memory_database, PERSON, None)).quiet is None


async def test_linking_keeps_an_unknown_chat_and_moves_it_between_topics(subscribing, memory_database):
    assert (await subscribing.link(memory_database, GROUP, 44)).thread == 44
    assert await memory_database.read(lambda tx: tx.chats.get(GROUP.id)) == GROUP
    await subscribing.choose_all(memory_database, GROUP.id)
    assert await subscribing.link(memory_database, GROUP) == Subscription(GROUP.id, frozenset(Topic))
    assert await memory_database.read(lambda tx: tx.people.get(GROUP.id)) is None
