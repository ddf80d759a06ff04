"""The contract of the table of people."""

from __future__ import annotations

import pytest

from bot.domain.language import Language
from bot.domain.people import Person, Role

SMALLEST, LARGEST = -(2**63), 2**63 - 1


async def test_nobody_is_known_at_first(database):
    assert await database.read(lambda t: (t.people.get(7), t.people.count(), t.people.version())) == (None, 0, 0)


@pytest.mark.parametrize(
    "person",
    [
        Person(7),
        Person(7, Language.KK, Role.PUPIL),
        Person(7, Language.RU, Role.GUEST, blocked=True),
        Person(LARGEST, Language.KK),
        Person(SMALLEST),
    ],
)
async def test_comes_back_as_put(database, person):
    await database.run(lambda t: t.people.put(person))

    kept = await database.read(lambda t: t.people.get(person.id))

    assert kept == person
    assert kept.language is person.language
    assert kept.role is person.role
    assert kept.blocked is person.blocked


async def test_put_replaces_one_person_only(database):
    await database.run(lambda t: [t.people.put(Person(n, Language.RU)) for n in (1, 2)])
    await database.run(lambda t: t.people.put(Person(1, Language.KK)))

    assert await database.read(lambda t: (t.people.get(1), t.people.get(2))) == (
        Person(1, Language.KK),
        Person(2, Language.RU),
    )


async def test_counts_those_who_can_be_written_to(database):
    await database.run(lambda t: [t.people.put(Person(n, blocked=n == 2)) for n in (1, 2, 3)])

    assert await database.read(lambda t: t.people.count()) == 2


async def test_version_grows_with_each_touch_only(database):
    versions = []
    for change in (lambda t: t.people.touch(), lambda t: t.people.put(Person(1)), lambda t: t.people.touch()):
        await database.run(change)
        versions.append(await database.read(lambda t: t.people.version()))

    assert versions[0] > 0
    assert versions[1] == versions[0]
    assert versions[2] > versions[1]


@pytest.mark.parametrize("number", [LARGEST + 1, SMALLEST - 1, 10**23])
async def test_a_number_beyond_64_bits_is_refused(database, number):
    with pytest.raises(ValueError, match="64 bits") as refusal:
        await database.read(lambda t: t.people.get(number))
    assert type(refusal.value) is ValueError
    with pytest.raises(ValueError, match="64 bits"):
        await database.run(lambda t: t.people.put(Person(number)))

    assert await database.read(lambda t: t.people.count()) == 0


async def test_many_are_put_and_found_at_once(database):
    some = [Person(n, Language.KK, Role.PUPIL) for n in (3, 1, 2)]
    await database.run(lambda t: (t.people.put(Person(1, blocked=True)), t.people.put_all(some), t.people.put_all([])))

    assert await database.read(lambda t: dict(t.people.some([1, 3, 9]))) == {1: some[1], 3: some[0]}
    assert await database.read(lambda t: (t.people.some([]), t.people.count())) == ({}, 3)


async def test_all_come_in_slices_by_id(database):
    await database.run(lambda t: t.people.put_all([Person(n) for n in (5, 3, 1, 4)]))

    assert await database.read(lambda t: list(t.people.after(0, 2))) == [Person(1), Person(3)]
    assert await database.read(lambda t: list(t.people.after(3, 9))) == [Person(4), Person(5)]
    assert await database.read(lambda t: list(t.people.after(5, 9))) == []
