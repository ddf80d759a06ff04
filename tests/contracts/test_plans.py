"""The contract of the tables of announcement plans."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.domain.plans import Happened, Occurrence, OccurrenceState
from tests.contracts.moments import EARLIER, LATER, NOW

ONE = Occurrence("festival", "y2027", "7_days_before", "2027-05-20", NOW, LATER)


async def test_each_occurrence_happens_once(database):
    adds = await asyncio.gather(*(database.run(lambda t: t.plans.add(ONE, OccurrenceState.QUEUED)) for _ in range(8)))
    assert adds.count(True) == 1
    assert await database.read(lambda t: t.plans.happened([ONE.key, "other"])) == {ONE.key}
    assert await database.read(lambda t: t.plans.happened([])) == frozenset()


async def test_what_came_too_late_the_latest_first(database):
    for mark, due, state in (
        ("a", EARLIER, OccurrenceState.DROPPED),
        ("b", NOW, OccurrenceState.DROPPED),
        ("c", LATER, OccurrenceState.DROPPED),
        ("d", LATER, OccurrenceState.QUEUED),
    ):
        one = replace(ONE, mark=mark, due_at=due)
        await database.run(lambda t, one=one, state=state: t.plans.add(one, state))
    dropped = await database.read(lambda t: list(t.plans.dropped(NOW)))
    assert [key.rpartition(":")[2] for key in dropped] == ["c", "b"]


async def test_what_a_rule_told_last_of_an_edition(database):
    assert await database.read(lambda t: t.plans.last(ONE)) is None
    for one in (
        ONE,
        replace(ONE, mark="2027-05-10", due_at=LATER),
        replace(ONE, mark="2027-06-10", due_at=EARLIER),
        replace(ONE, edition="y2027_a", due_at=LATER + (LATER - NOW)),
        replace(ONE, rule="1_day_before", due_at=LATER + (LATER - NOW)),
        replace(ONE, rule="7xdaysxbefore", due_at=LATER + (LATER - NOW)),
    ):
        await database.run(lambda t, one=one: t.plans.add(one, OccurrenceState.QUEUED))
    last = await database.read(lambda t: t.plans.last(ONE))
    assert last == Happened("plan:festival:y2027:7_days_before:2027-05-10", LATER)


async def test_rules_are_switched_off_and_on(database):
    for on in (False, False, True, True, False):
        await database.run(lambda t, on=on: t.plans.switch("festival", "results", on=on))
    await database.run(lambda t: t.plans.switch("forum", "results", on=True))
    assert await database.read(lambda t: t.plans.off()) == {("festival", "results")}
