from __future__ import annotations

import pytest

from bot.domain.language import Language
from bot.domain.people import Person, Role
from bot.services.languages import language_of
from bot.services.people import Directory


@pytest.fixture
def people(memory_database):
    return Directory(memory_database, remembered=3)


async def test_somebody_unknown_has_chosen_nothing_and_is_not_kept(people, memory_database):
    assert await people.get(memory_database, 5) == Person(5)
    assert await memory_database.read(lambda tx: tx.people.get(5)) is None


async def test_somebody_seen_lately_costs_no_query(people, memory_database):
    await people.get(memory_database, 5)
    before = memory_database.transactions
    assert await people.get(memory_database, 5) == Person(5)
    assert memory_database.transactions == before


async def test_the_memory_is_bounded_and_forgets_who_was_seen_longest_ago(people, memory_database):
    for person in (1, 2, 3, 1, 4):
        await people.get(memory_database, person)
    before = memory_database.transactions
    for person in (1, 3, 4):
        await people.get(memory_database, person)
    assert memory_database.transactions == before
    await people.get(memory_database, 2)
    assert memory_database.transactions == before + 1


async def test_a_choice_is_kept_in_one_transaction_and_seen_at_once(people, memory_database):
    assert (await people.choose_language(memory_database, 5, Language.RU)).language is Language.RU
    assert await people.get(memory_database, 5) == Person(5, Language.RU)
    assert await memory_database.read(lambda tx: tx.people.get(5)) == Person(5, Language.RU)


async def test_who_blocked_the_bot_unseen_is_let_in_again(people, memory_database):
    await people.choose_language(memory_database, 5, Language.RU)
    await memory_database.run(lambda tx: tx.people.put(Person(5, Language.RU, blocked=True)))
    await people.mark_blocked(memory_database, 5, blocked=False)
    assert await memory_database.read(lambda tx: tx.people.get(5)) == Person(5, Language.RU)


async def test_letting_in_somebody_never_seen_keeps_nobody(people, memory_database):
    await people.mark_blocked(memory_database, 5, blocked=False)
    assert await memory_database.read(lambda tx: tx.people.get(5)) is None


async def test_a_delivery_that_cannot_be_made_marks_its_person(people, memory_database):
    await people.choose_language(memory_database, 5, Language.RU)
    await memory_database.run(lambda tx: people.lost(tx, 5))
    await memory_database.run(lambda tx: people.lost(tx, 6))
    people.forget(5)
    assert await people.get(memory_database, 5) == Person(5, Language.RU, blocked=True)
    assert await memory_database.read(lambda tx: tx.people.get(6)) is None


async def test_a_choice_keeps_what_else_is_known(people, memory_database):
    await memory_database.run(lambda tx: tx.people.put(Person(5, Language.KK, blocked=True)))
    assert await people.choose_language(memory_database, 5, Language.RU) == Person(5, Language.RU)
    await people.mark_blocked(memory_database, 5, blocked=True)
    assert await memory_database.read(lambda tx: tx.people.get(5)) == Person(5, Language.RU, blocked=True)


async def test_a_failed_transaction_leaves_no_false_memory(people, memory_database):
    await people.get(memory_database, 5)
    memory_database.failing = ConnectionError()
    with pytest.raises(ConnectionError):
        await people.choose_language(memory_database, 5, Language.RU)
    memory_database.failing = None
    assert await people.get(memory_database, 5) == Person(5)


async def test_changes_from_outside_are_seen_after_a_refresh(people, memory_database):
    await people.refresh()
    await people.choose_language(memory_database, 5, Language.RU)

    def outside(tx):
        tx.people.put(Person(5, Language.KK))
        tx.people.touch()

    await memory_database.run(outside)
    assert await people.refresh()
    assert (await people.get(memory_database, 5)).language is Language.KK
    assert not await people.refresh()


@pytest.mark.parametrize(
    ("text", "code", "language"),
    [
        ("Фестиваль қашан?", "ru", Language.KK),
        ("Калай катысуга болады?", "ru", Language.KK),
        ("qashan bolady", "ru", Language.KK),
        ("Когда фестиваль?", "kk", Language.RU),
        ("kogda festival", "en", Language.RU),
        ("фестиваль", "ru-RU", Language.RU),
        ("фестиваль", "kk", Language.KK),
        ("festival", "en", Language.KK),
        ("", None, Language.KK),
        ("😀 123", "RU", Language.RU),
        ("ҚАШАН", "ru", Language.KK),
    ],
)
def test_the_language_of_who_has_not_chosen(text, code, language):
    assert language_of(text, code) is language


async def test_a_role_is_kept_and_taken_back(people, memory_database):
    for role in (Role.PUPIL, None):
        assert await people.choose_role(memory_database, 5, role) == Person(5, role=role)
        assert await memory_database.read(lambda tx: tx.people.get(5)) == Person(5, role=role)
