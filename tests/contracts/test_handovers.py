"""The contract of the tables of questions passed on to organizers."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest

from bot.domain.handovers import Desk, Hand, Handover, HandoverState, OfficeHours
from bot.domain.language import Language
from tests.contracts.moments import EARLIER, LATER, NOW

ASKED = Handover(7, Language.KK, "Қанша тұрады?", NOW, event="fest", message=11)
HAND = Hand(2, "Сәуле")


async def test_one_is_kept_with_its_number_and_changes(database):
    kept = await database.run(lambda t: t.handovers.add(ASKED))
    assert kept == replace(ASKED, id=kept.id)

    taken = replace(kept.take(HAND).brought_to(-100), post=5).reminded(LATER)
    await database.run(lambda t: t.handovers.put(taken))
    assert await database.read(lambda t: t.handovers.get(kept.id)) == taken
    assert await database.read(lambda t: t.handovers.get(kept.id + 1)) is None

    await database.run(lambda t: t.handovers.put(replace(taken, id=kept.id + 1)))
    assert await database.read(lambda t: t.handovers.get(kept.id + 1)) is None


async def test_the_same_question_of_a_person_waits_once(database):
    first = await database.run(lambda t: t.handovers.add(ASKED))
    again = replace(ASKED, question="  қанша  ТҰРАДЫ?")
    assert await database.run(lambda t: t.handovers.add(again)) is None
    assert await database.run(lambda t: t.handovers.add(replace(again, person=8))) is not None

    await database.run(lambda t: t.handovers.put(first.answer(HAND, LATER)))
    assert await database.run(lambda t: t.handovers.add(again)) is not None


async def test_a_question_of_any_length_is_kept(database):
    long = replace(ASKED, question="ә🌹" * 2000)
    kept = await database.run(lambda t: t.handovers.add(long))
    assert (await database.read(lambda t: t.handovers.get(kept.id))).question == long.question


async def test_those_that_wait_and_those_of_a_person_by_number(database):
    kept = [
        await database.run(lambda t, q=q, p=p: t.handovers.add(replace(ASKED, question=q, person=p)))
        for q, p in (("a", 7), ("b", 8), ("c", 7))
    ]
    done = kept[0].close(HAND, LATER)
    taken = kept[2].take(HAND)
    await database.run(lambda t: [t.handovers.put(one) for one in (done, taken)])

    assert await database.read(lambda t: list(t.handovers.waiting())) == [kept[1], taken]
    assert await database.read(lambda t: list(t.handovers.of(7))) == [done, taken]
    assert await database.read(lambda t: dict(t.handovers.counts())) == {
        HandoverState.CLOSED: 1,
        HandoverState.OPEN: 1,
        HandoverState.TAKEN: 1,
    }


async def test_messages_lead_to_their_question(database):
    kept = await database.run(lambda t: t.handovers.add(ASKED))
    for _ in range(2):
        await database.run(lambda t: t.handovers.said(-100, 5, kept.id))
    await database.run(lambda t: t.handovers.said(-100, 6, kept.id + 1))

    found = await database.read(lambda t: [t.handovers.of_message(c, m) for c, m in ((-100, 5), (-100, 6), (7, 5))])
    assert found == [kept, None, None]


async def test_what_ended_long_ago_goes_with_its_messages_and_its_number_stays_used(database):
    first, second = [await database.run(lambda t, q=q: t.handovers.add(replace(ASKED, question=q))) for q in ("a", "b")]
    await database.run(lambda t: (t.handovers.put(second.withdraw(EARLIER)), t.handovers.said(7, 5, second.id)))

    assert await database.run(lambda t: (t.handovers.forget(EARLIER), t.handovers.forget(NOW))) == (0, 1)
    assert await database.read(lambda t: list(t.handovers.of(7))) == [first]
    assert await database.read(lambda t: t.handovers.of_message(7, 5)) is None
    third = await database.run(lambda t: t.handovers.add(replace(ASKED, question="c")))
    assert third.id > second.id


async def test_a_withdrawn_question_keeps_no_text(sql_database):
    kept = await sql_database.run(lambda t: t.handovers.add(ASKED))
    with pytest.raises(Exception):  # noqa: B017, PT011  each engine refuses in its own way
        await sql_database.run(lambda t: t.handovers.put(replace(kept, state=HandoverState.WITHDRAWN, over_at=NOW)))


async def test_the_desk(database):
    assert await database.read(lambda t: t.handovers.desk()) == Desk()
    hours = OfficeHours((0, 1, 2, 3, 4), time(9), time(18, 30))
    desk = Desk(-100, 3, hours, timedelta(hours=2))
    for one in (desk, Desk(), desk):
        await database.run(lambda t, one=one: t.handovers.put_desk(one))
        assert await database.read(lambda t: t.handovers.desk()) == one
