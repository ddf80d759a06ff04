"""The contract of the places of sessions: taken, given back, never oversold."""

from __future__ import annotations

import asyncio

import pytest

from bot.domain.places import Places
from bot.domain.registrations import Ending, RegistrationState
from tests.contracts.test_registrations import KEY, OTHER, add, registration


async def test_places_are_taken_and_given_back(database):
    assert await database.read(lambda t: t.registrations.places(KEY)) is None
    assert await database.run(lambda t: t.registrations.take(KEY, 1)) is False, "nobody has said how many there are"

    await database.run(lambda t: t.registrations.set_capacity(KEY, 3))
    assert await database.run(lambda t: t.registrations.take(KEY, 2)) is True
    assert await database.run(lambda t: t.registrations.take(KEY, 2)) is False
    assert await database.read(lambda t: t.registrations.places(KEY)) == Places(3, 2)
    await database.run(lambda t: t.registrations.free(KEY, 1))
    assert await database.run(lambda t: t.registrations.take(KEY, 2)) is True


async def test_places_that_somebody_waits_for_are_taken_by_nobody_new(database):
    async def take(places, capacity=3):
        return await database.run(lambda t: t.registrations.take_unwaited(KEY, places, capacity))

    assert await take(1) is False, "nobody has said how many there are"
    await database.run(lambda t: t.registrations.set_capacity(KEY, 3))
    assert [await take(4), await take(1, 4), await take(1, None)] == [False, False, False]
    assert await take(1) is True

    (waits, _) = await add(
        database,
        registration(1, RegistrationState.WAITLISTED),
        registration(2, RegistrationState.WAITLISTED, session=OTHER),
    )
    assert await take(1) is False
    assert await database.run(lambda t: t.registrations.take(KEY, 1)) is True, "who waits for it gets it"
    await database.run(lambda t: t.registrations.put(waits.cancelled(Ending.BY_PERSON)))
    assert await take(1) is True
    assert await take(1) is False
    await database.run(lambda t: t.registrations.set_capacity(KEY, None))
    assert [await take(9, 3), await take(9, None)] == [False, True]
    assert await database.read(lambda t: t.registrations.places(KEY)) == Places(None, 12)


async def test_a_lowered_capacity_takes_no_place_away(database):
    await database.run(lambda t: t.registrations.set_capacity(KEY, 5))
    await database.run(lambda t: t.registrations.take(KEY, 4))

    await database.run(lambda t: t.registrations.set_capacity(KEY, 2))
    assert await database.read(lambda t: t.registrations.places(KEY)) == Places(2, 4)
    for left in (3, 2, 1):
        assert await database.run(lambda t: t.registrations.take(KEY, 1)) is False
        await database.run(lambda t: t.registrations.free(KEY, 1))
        assert await database.read(lambda t: t.registrations.places(KEY)) == Places(2, left)
    assert await database.run(lambda t: t.registrations.take(KEY, 1)) is True


async def test_without_limit(database):
    await database.run(lambda t: t.registrations.set_capacity(KEY, None))
    assert await database.run(lambda t: t.registrations.take(KEY, 1_000)) is True
    await database.run(lambda t: t.registrations.free(KEY, 1))
    assert await database.read(lambda t: t.registrations.places(KEY)) == Places(None, 999)
    await database.run(lambda t: t.registrations.set_capacity(KEY, 10))
    assert await database.run(lambda t: t.registrations.take(KEY, 1)) is False


async def test_of_many_at_once_as_many_get_a_place_as_there_are(database):
    await database.run(lambda t: t.registrations.set_capacity(KEY, 7))

    took = await asyncio.gather(*(database.run(lambda t: t.registrations.take(KEY, 1)) for _ in range(30)))

    assert took.count(True) == 7
    assert await database.read(lambda t: t.registrations.places(KEY)) == Places(7, 7)
    assert await database.read(lambda t: t.registrations.taken(KEY.event, KEY.edition)) == {KEY.session: 7}
    assert await database.read(lambda t: t.registrations.taken(KEY.event, "another")) == {}


async def test_the_schema_lets_nothing_be_oversold(sql_database):
    await sql_database.run(lambda t: t.registrations.set_capacity(KEY, 1))
    with pytest.raises(Exception, match="never_oversold"):
        await sql_database.run(lambda t: t.registrations.free(KEY, -2))
