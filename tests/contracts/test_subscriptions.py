"""The contract of subscriptions, and of audiences: the queries choose whom the rules choose."""

from __future__ import annotations

import itertools
from dataclasses import replace
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any, cast

import pytest

from bot.domain.announcements import Topic
from bot.domain.applications import Application
from bot.domain.audience import Audience, Headcount, Turnout
from bot.domain.language import ChatLanguage, Language
from bot.domain.people import Chat, ChatKind, Membership, Person, Role
from bot.domain.places import SessionKey
from bot.domain.registrations import Registration, RegistrationState
from bot.domain.subscriptions import QuietHours, Subscription
from bot.storage.address import address
from bot.storage.audiences import recipients_of
from bot.storage.database import connections
from tests.contracts.moments import LATER, NOW
from tests.fakes import subscriptions as fakes
from tests.fakes.memory import MemoryDatabase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Row

    from bot.services.ports.database import Database, Transaction
    from bot.storage.database import SqlDatabase

EVERYTHING = Subscription(-100123, frozenset(Topic), stopped=True, quiet=QuietHours(22 * 60, 7 * 60), thread=44)
PARTS = [
    "all",
    "chats",
    *(f"lang:{language}" for language in Language),
    *(f"role:{role}" for role in (Role.PUPIL, Role.PARENT)),
    *(f"topic:{topic}" for topic in Topic),
    "event:festival:followers",
    *(f"event:festival:{turnout}" for turnout in Turnout),
    "event:forum:registered",
    "school:demo_1",
    "class:9А",
]


def audience(text: str) -> Audience:
    parsed = Audience.parse(text)
    assert isinstance(parsed, Audience), parsed
    return parsed


async def test_who_has_chosen_nothing_wants_what_a_new_one_wants(database):
    assert await database.read(lambda t: t.subscriptions.get(7)) == Subscription(7)


@pytest.mark.parametrize(
    "wanted",
    [
        Subscription(7),
        EVERYTHING,
        Subscription(7, frozenset({Topic.FORUMS})),
        Subscription(7, quiet=QuietHours(0, 1439)),
        Subscription(2**63 - 1, thread=2**63 - 1),
    ],
)
async def test_comes_back_as_put(database, wanted):
    await database.run(lambda t: t.subscriptions.put(wanted))

    assert await database.read(lambda t: t.subscriptions.get(wanted.chat)) == wanted


async def test_put_replaces_and_remove_forgets_one_only(database):
    other = replace(EVERYTHING, chat=8)
    await database.run(lambda t: [t.subscriptions.put(one) for one in (EVERYTHING, other)])
    await database.run(lambda t: t.subscriptions.put(Subscription(EVERYTHING.chat)))
    assert await database.read(lambda t: t.subscriptions.get(EVERYTHING.chat)) == Subscription(EVERYTHING.chat)

    await database.run(lambda t: [t.subscriptions.remove(chat) for chat in (EVERYTHING.chat, 9)])

    assert await database.read(lambda t: (t.subscriptions.get(8), t.subscriptions.get(-100123).topics)) == (
        other,
        frozenset(),
    )


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1])
async def test_a_number_beyond_64_bits_is_refused(database, number):
    for wanted in (Subscription(number), Subscription(7, thread=number)):
        with pytest.raises(ValueError, match="64 bits"):
            await database.run(lambda t, wanted=wanted: t.subscriptions.put(wanted))


async def counted(database: Database, text: str) -> Headcount:
    return await database.read(lambda t: t.subscriptions.count(audience(text)))


async def chosen(database: Database, url: str | None, text: str) -> list[fakes.Recipient]:
    """Who is in the audience, by the query or by the fake's rules."""
    if isinstance(database, MemoryDatabase):
        return fakes.recipients_of(database.tables, audience(text))
    assert url is not None
    opened = connections(address(url))
    try:
        rows = await opened.read(lambda connection: connection.execute(recipients_of(audience(text))).all())
    finally:
        await opened.close()
    return [cast("fakes.Recipient", tuple(row)) for row in rows]


def person(number: int, language: Language | None = None, role: Role | None = None, *, blocked: bool = False) -> Person:
    return Person(number, language, role, blocked=blocked)


def chat(number: int, membership: Membership, language: ChatLanguage = ChatLanguage.BOTH) -> Chat:
    return Chat(number, ChatKind.SUPERGROUP, "9A", membership, language, NOW)


def registration(owner: int, session: str, state: RegistrationState, event: str, at: Application) -> Registration:
    of = replace(at, owner=owner, minor=False)
    return Registration(0, SessionKey(event, "e1", session), of, state, NOW, reviewed=True, until=LATER)


async def test_everybody_is_who_can_be_written_to_and_has_not_stopped_it(database, database_url_or_none):
    def fill(t: Transaction) -> None:
        for one in (person(1), person(2, Language.RU), person(3, blocked=True), person(4)):
            t.people.put(one)
        memberships = (Membership.MEMBER, Membership.ADMINISTRATOR, Membership.LEFT, Membership.KICKED)
        for number, membership in enumerate(memberships, start=1):
            t.chats.put(chat(-number, membership))
        t.chats.put(chat(-5, Membership.MEMBER))
        for stopped in (4, -5):
            t.subscriptions.put(Subscription(stopped, frozenset(Topic), stopped=True))
        t.subscriptions.put(Subscription(2, quiet=QuietHours(60, 30)))
        t.subscriptions.put(Subscription(-2, thread=9))

    await database.run(fill)

    assert await chosen(database, database_url_or_none, "all") == [
        (-2, 9, ChatLanguage.BOTH, None, None),
        (-1, 0, ChatLanguage.BOTH, None, None),
        (1, 0, ChatLanguage.KK, None, None),
        (2, 0, ChatLanguage.RU, 60, 30),
    ]
    headcount = await database.read(lambda t: t.subscriptions.count(audience("all")))
    assert headcount == Headcount({ChatLanguage.KK: 1, ChatLanguage.RU: 1}, {ChatLanguage.BOTH: 2})
    assert headcount.total == 4


async def test_an_audience_of_nobody_is_counted_too(database):
    assert await database.read(lambda t: t.subscriptions.count(audience("all"))) == Headcount({}, {})


@pytest.mark.parametrize("seed", range(3))
async def test_every_audience_is_whom_the_rules_choose(database, database_url_or_none, seed):
    """Every part and every pair of parts, over people and chats of every sort."""
    random = Random(seed)

    def wishes(number: int) -> Subscription:
        topics = frozenset(topic for topic in Topic if random.random() < 0.5)
        quiet = QuietHours(random.randrange(700), random.randrange(700, 1440)) if random.random() < 0.3 else None
        return Subscription(number, topics, stopped=random.random() < 0.2, quiet=quiet)

    people = [
        person(n, random.choice([None, *Language]), random.choice([None, *Role]), blocked=random.random() < 0.2)
        for n in range(1, 41)
    ]
    groups = [chat(-n, random.choice([*Membership]), random.choice([*ChatLanguage])) for n in range(1, 21)]
    ids = [*(one.id for one in people), *(group.id for group in groups)]
    wanted = [wishes(number) for number in ids if random.random() < 0.8]
    following = [one.id for one in people if random.random() < 0.5]
    said = [Application(1), Application(1, school="demo_1"), Application(1, school="demo_2", school_class="9А")]
    registered = [
        registration(one.id, f"s{n}", random.choice([*RegistrationState]), event, random.choice(said))
        for one in people
        for n in range(random.randrange(4))
        for event in random.choice([("festival",), ("festival", "forum"), ("forum",)])
    ]

    def fill(t: Transaction) -> None:
        for one in people:
            t.people.put(one)
        for group in groups:
            t.chats.put(group)
        for wish in wanted:
            t.subscriptions.put(wish)
        for number in following:
            t.follows.add(number, "festival", NOW)
            t.follows.add(number + 1, "forum", NOW)
        for one_of_them in registered:
            t.registrations.add(one_of_them)
        t.registrations.add(registration(999, "s0", RegistrationState.CONFIRMED, "festival", said[2]))  # no such person

    expected = MemoryDatabase()
    await expected.run(fill)
    await database.run(fill)

    for pair in itertools.combinations(PARTS, 2):
        text = ",".join(pair)
        if isinstance(Audience.parse(text), Audience):
            assert await chosen(database, database_url_or_none, text) == await chosen(expected, None, text), text
            assert await counted(database, text) == await counted(expected, text)


def in_slice(connection: Connection, after: int | None, text: str) -> Sequence[Row[Any]]:
    return connection.execute(recipients_of(audience(text), after=after, limit=50)).all()


@pytest.mark.parametrize("text", ["all", "event:festival:registered"])
async def test_a_large_audience_comes_in_slices_by_its_keys(
    sql_database: SqlDatabase, database_url: str, text: str
) -> None:
    confirmed = RegistrationState.CONFIRMED

    def fill(t: Transaction) -> None:
        for number in range(1, 200):
            t.people.put(person(number))
            t.chats.put(chat(-number, Membership.MEMBER))
            for session in ("s1", "s2"):  # with two registrations, and written to once
                t.registrations.add(registration(number, session, confirmed, "festival", Application(1)))

    await sql_database.run(fill)
    opened = connections(address(database_url))
    found: list[int] = []
    while True:
        rows = await opened.read(partial(in_slice, after=found[-1] if found else None, text=text))
        if not rows:
            break
        assert len(rows) <= 50
        found += [row.chat for row in rows]
    await opened.close()

    assert found == [*(range(-199, 0) if text == "all" else ()), *range(1, 200)]
