"""The contract of the table of those who wait for an event's date."""

from __future__ import annotations

import asyncio

from tests.contracts.moments import NOW


async def test_one_follows_once(database):
    assert await database.run(lambda t: t.follows.add(1, "festival", NOW)) is True
    assert await database.run(lambda t: t.follows.add(1, "festival", NOW)) is False
    assert await database.run(lambda t: t.follows.add(1, "forum", NOW)) is True

    assert await database.read(lambda t: (t.follows.has(1, "festival"), t.follows.has(2, "festival"))) == (True, False)
    assert await database.read(lambda t: dict(t.follows.counts())) == {"festival": 1, "forum": 1}


async def test_remove_tells_whether_the_person_followed(database):
    await database.run(lambda t: t.follows.add(1, "festival", NOW))

    assert await database.run(lambda t: t.follows.remove(1, "festival")) is True
    assert await database.run(lambda t: t.follows.remove(1, "festival")) is False
    assert await database.read(lambda t: (t.follows.has(1, "festival"), dict(t.follows.counts()))) == (False, {})


async def test_who_waits_is_told_once(database):
    await database.run(lambda t: [t.follows.add(person, "festival", NOW) for person in (30, 1, 200)])
    await database.run(lambda t: t.follows.add(1, "forum", NOW))

    assert await database.run(lambda t: list(t.follows.tell("festival", "next"))) == [1, 30, 200]
    assert await database.run(lambda t: list(t.follows.tell("festival", "next"))) == []
    assert await database.read(lambda t: dict(t.follows.counts())) == {"forum": 1}


async def test_of_many_tellings_at_once_each_person_comes_out_of_one(database):
    await database.run(lambda t: [t.follows.add(person, "festival", NOW) for person in range(40)])

    tellings = await asyncio.gather(*(database.run(lambda t: t.follows.tell("festival", "next")) for _ in range(8)))

    assert sorted(person for telling in tellings for person in telling) == list(range(40))


async def test_of_many_adds_at_once_one_is_new(database):
    adds = await asyncio.gather(*(database.run(lambda t: t.follows.add(1, "festival", NOW)) for _ in range(20)))

    assert adds.count(True) == 1


async def test_who_was_told_is_kept_and_does_not_wait(database):
    await database.run(lambda t: [t.follows.add(person, "festival", NOW) for person in (2, 1)])
    await database.run(lambda t: t.follows.tell("festival", "y2027"))
    await database.run(lambda t: t.follows.add(3, "festival", NOW))

    assert await database.read(lambda t: list(t.follows.told("festival", "y2027"))) == [1, 2]
    assert await database.read(lambda t: list(t.follows.told("festival", "y2028"))) == []
    assert await database.read(lambda t: (t.follows.has(1, "festival"), list(t.follows.waiting("festival")))) == (
        False,
        [3],
    )
    assert await database.read(lambda t: dict(t.follows.counts())) == {"festival": 1}


async def test_who_was_told_can_wait_anew_or_leave(database):
    await database.run(lambda t: [t.follows.add(person, "festival", NOW) for person in (1, 2, 3)])
    await database.run(lambda t: t.follows.tell("festival", "y2027"))

    assert await database.run(lambda t: t.follows.add(1, "festival", NOW)) is True
    assert await database.run(lambda t: t.follows.add(1, "festival", NOW)) is False
    assert await database.run(lambda t: t.follows.remove(2, "festival")) is True
    assert await database.read(lambda t: list(t.follows.told("festival", "y2027"))) == [3]
    await database.run(lambda t: t.follows.wait_again("festival", "y2027"))
    assert await database.read(lambda t: list(t.follows.waiting("festival"))) == [1, 3]
