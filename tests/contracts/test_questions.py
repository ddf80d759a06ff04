"""The contract of the table of questions that were asked."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.language import Language
from bot.domain.questions import Asked, Question, QuestionOutcome

OLD, TODAY = date(2026, 1, 1), date(2026, 3, 2)
LOST = QuestionOutcome.NOT_UNDERSTOOD


def asked(text: str, outcome: QuestionOutcome, day: date = TODAY, **more: str) -> Question:
    return Question(text, Language.KK, outcome, day, **more)


async def test_counts_what_was_asked_most_first(database):
    when = asked("Фестиваль қашан?", QuestionOutcome.ANSWERED, event="festival", aspect="when")
    cost = asked("Сколько стоит?", QuestionOutcome.NOT_PUBLISHED, event="festival", aspect="cost")
    old = asked("Ескі сұрақ", LOST, OLD)
    await database.run(lambda t: t.questions.add([old, when, cost, when]))
    await database.run(lambda t: t.questions.add([]))

    assert await database.read(lambda t: t.questions.asked(TODAY)) == [
        Asked("festival", "when", QuestionOutcome.ANSWERED, 2),
        Asked("festival", "cost", QuestionOutcome.NOT_PUBLISHED, 1),
    ]
    assert (await database.read(lambda t: t.questions.asked(OLD)))[-1] == Asked(None, None, LOST, 1)


async def test_texts_by_outcome_most_asked_first_then_the_newest(database):
    texts = ["а", "ә", "б", "ә"]
    await database.run(lambda t: t.questions.add([asked(text, LOST) for text in texts]))
    await database.run(lambda t: t.questions.add([asked("а", QuestionOutcome.OFFTOPIC), asked("в", LOST, OLD)]))

    assert await database.read(lambda t: t.questions.texts(LOST, TODAY, 10)) == [("ә", 2), ("б", 1), ("а", 1)]
    assert await database.read(lambda t: t.questions.texts(LOST, TODAY, 1, 1)) == [("б", 1)]
    assert await database.read(lambda t: t.questions.texts(LOST, OLD, 10, 1)) == [("в", 1), ("б", 1), ("а", 1)]


async def test_forgets_what_is_old(database):
    await database.run(lambda t: t.questions.add([asked("а", LOST, OLD), asked("б", LOST)]))
    assert await database.run(lambda t: t.questions.forget(TODAY)) == 1
    assert await database.run(lambda t: t.questions.forget(TODAY)) == 0
    assert await database.read(lambda t: t.questions.texts(LOST, OLD, 10)) == [("б", 1)]


async def test_refuses_what_no_database_takes(database):
    with pytest.raises(Exception, match="NUL"):
        await database.run(lambda t: t.questions.add([asked("\0", LOST)]))
