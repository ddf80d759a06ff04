"""The contract of the table of what organizers ask about applications."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import text

from bot.domain.registrations import RegistrationState
from bot.domain.reviews import ReviewQuestion
from tests.contracts.moments import LATER, NOW
from tests.contracts.test_erasing_child import OTHER, PARENT, erasing_in
from tests.contracts.test_registrations import registration

ASKED = ReviewQuestion(7, 1, "Қай тілде сөйлейсіз?", NOW)


async def add(database, question):
    return await database.run(lambda t: t.review_questions.add(question))


async def test_questions_are_kept_with_their_replies_in_order(database):
    first = await add(database, ASKED)
    assert first == replace(ASKED, id=first.id)
    assert await database.run(lambda t: t.review_questions.keep_reply(first.replied("Немісше", LATER, "photo:x")))
    second = await add(database, replace(ASKED, asked_at=LATER, question="Тағы ма?"))
    other = await add(database, replace(ASKED, registration=8))
    found = await database.read(lambda t: dict(t.review_questions.of([7, 8, 9])))
    assert found == {7: (first.replied("Немісше", LATER, "photo:x"), second), 8: (other,)}
    assert await database.read(lambda t: [t.review_questions.get(number) for number in (second.id, 99)]) == [
        second,
        None,
    ]


async def test_one_question_of_an_application_waits(database):
    asked = await asyncio.gather(*(add(database, replace(ASKED, author=author)) for author in range(1, 9)))
    assert len([one for one in asked if one]) == 1
    assert len((await database.read(lambda t: t.review_questions.of([7])))[7]) == 1


async def test_without_the_index_all_of_them_would_wait(sql_database):
    """What the test above looks for is there to be found."""
    await sql_database.run(
        lambda t: t.review_questions._connection.execute(text("DROP INDEX uq_review_questions_open"))
    )
    asked = await asyncio.gather(*(add(sql_database, replace(ASKED, author=author)) for author in range(1, 9)))
    assert len([one for one in asked if one]) == 8


async def test_a_reply_is_kept_once(database):
    first = await add(database, ASKED)
    replies = [first.replied(f"№ {number}", LATER) for number in range(8)]
    kept = await asyncio.gather(*(database.run(lambda t, r=r: t.review_questions.keep_reply(r)) for r in replies))
    assert kept.count(True) == 1
    assert (await database.read(lambda t: t.review_questions.get(first.id))).reply == replies[kept.index(True)].reply
    unknown = replace(ASKED, id=99).replied("?", LATER)
    assert await database.run(lambda t: t.review_questions.keep_reply(unknown)) is False


@pytest.mark.parametrize("gone", ["person", "term", "child"])
async def test_they_go_with_whom_they_are_about(database, gone):
    def begin(t):
        for owner, child in ((PARENT, 1), (OTHER, 0)):
            t.registrations.add(registration(owner, RegistrationState.AWAITING_REVIEW, child=child))
        for number in (1, 2):
            t.review_questions.add(replace(ASKED, registration=number))
        return t.registrations.get(1)

    one = await database.run(begin)
    found = await database.read(lambda t: t.personal.of(PARENT))
    assert len(found["review_questions"]) == 1
    assert "author" not in found["review_questions"][0]
    match gone:
        case "person":
            await database.run(lambda t: t.personal.erase(PARENT))
        case "term":
            await database.run(lambda t: t.registrations.anonymise(one.session.event, one.session.edition))
        case "child":
            await erasing_in(database).erase_child(database, PARENT, 1)
    left = await database.read(lambda t: t.review_questions.of([1, 2]))
    assert list(left) == ([] if gone == "term" else [2])
