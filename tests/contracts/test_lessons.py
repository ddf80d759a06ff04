"""The contract of the lesson hours, and of who studies when."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from bot.domain.lessons import LessonHours, Lessons
from bot.domain.people import Person, Shift

HOURS = LessonHours(frozenset(range(5)), Lessons(time(8), time(13, 30)), Lessons(time(14), time(19, 5)))


async def test_hours_are_kept_and_replaced(database):
    assert await database.read(lambda t: t.lessons.get()) is None
    await database.run(lambda t: t.lessons.put(HOURS))
    assert await database.read(lambda t: t.lessons.get()) == HOURS

    holidays = replace(HOURS, days=frozenset())
    await database.run(lambda t: t.lessons.put(holidays))
    assert await database.read(lambda t: t.lessons.get()) == holidays


async def test_a_shift_is_kept(database):
    people = [Person(1, shift=Shift.SECOND), Person(2)]
    await database.run(lambda t: t.people.put_all(people))
    assert [await database.read(lambda t, one=one: t.people.get(one)) for one in (1, 2)] == people
    assert await database.read(lambda t: dict(t.people.some([1, 2]))) == {1: people[0], 2: people[1]}
    assert await database.read(lambda t: list(t.people.after(0, 9))) == people
