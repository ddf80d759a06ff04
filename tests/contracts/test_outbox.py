"""The contract of the table of messages that must not be lost."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.deliveries import Delivery, DeliveryState, Notice, NoticeKind
from tests.contracts.moments import EARLIER, LATER, NOW

if TYPE_CHECKING:
    from datetime import datetime

NOTICE = Notice(NoticeKind.DATE_ANNOUNCED, {"event": "festival", "note": "«Ә» \0 <b>"})


def delivery(key: str = "a", chat: int = 5, due_at: datetime = NOW) -> Delivery:
    return Delivery(key, chat, NOTICE, due_at)


async def test_a_key_is_queued_once(database):
    assert await database.run(lambda t: t.outbox.add([delivery("a"), delivery("b"), delivery("a", chat=6)])) == 2
    assert await database.run(lambda t: t.outbox.add([delivery("b", chat=7), delivery("c")])) == 1
    assert await database.run(lambda t: t.outbox.add([])) == 0

    kept = await database.read(lambda t: {key: t.outbox.get(key) for key in "abcd"})
    assert kept["d"] is None
    assert [kept[key].chat for key in "abc"] == [5, 5, 5]
    assert len({kept[key].id for key in "abc"}) == 3
    assert kept["a"] == replace(delivery("a"), id=kept["a"].id)


async def test_the_day_it_is_about_is_kept(database):
    await database.run(lambda t: t.outbox.add([replace(delivery(), about="fest:y2027:2027-05-20")]))

    assert (await database.read(lambda t: t.outbox.get("a"))).about == "fest:y2027:2027-05-20"


async def test_the_id_of_the_argument_is_ignored(database):
    await database.run(lambda t: t.outbox.add([replace(delivery(key), id=77) for key in "ab"]))

    assert await database.read(lambda t: t.outbox.counts()[DeliveryState.PENDING]) == 2


async def test_claims_what_is_due_oldest_first(database):
    rows = [delivery("late", due_at=LATER), delivery("now"), delivery("old", due_at=EARLIER), delivery("now too")]
    await database.run(lambda t: t.outbox.add(rows))

    first = await database.run(lambda t: t.outbox.claim(NOW, 2))
    second = await database.run(lambda t: t.outbox.claim(NOW, 2))

    assert [d.key for d in first] == ["old", "now"]
    assert [d.key for d in second] == ["now too"]
    assert await database.run(lambda t: list(t.outbox.claim(NOW, 2))) == []
    assert {(d.state, d.attempts) for d in first} == {(DeliveryState.SENDING, 1)}
    assert await database.read(lambda t: t.outbox.get("old")) == first[0]
    assert await database.read(lambda t: t.outbox.next_due()) == LATER


async def test_nothing_is_due_in_an_empty_queue(database):
    assert await database.read(lambda t: (t.outbox.next_due(), dict(t.outbox.counts()))) == (None, {})
    assert await database.run(lambda t: list(t.outbox.claim(NOW, 10))) == []


@pytest.mark.parametrize(
    ("state", "message", "cause"),
    [
        (DeliveryState.SENT, 2**40, None),
        (DeliveryState.DEAD, None, "blocked"),
        (DeliveryState.FAILED, None, "бұйрық 🎓"),
    ],
)
async def test_close_writes_how_it_ended(database, state, message, cause):
    await database.run(lambda t: t.outbox.add([delivery()]))
    (claimed,) = await database.run(lambda t: t.outbox.claim(NOW, 1))
    await database.run(lambda t: t.outbox.close(claimed.id, state, message=message, cause=cause))

    ended = await database.read(lambda t: t.outbox.get("a"))

    assert ended == replace(claimed, state=state, message=message, cause=cause)
    assert await database.run(lambda t: list(t.outbox.claim(LATER, 1))) == []
    assert await database.read(lambda t: dict(t.outbox.counts())) == {state: 1}


async def test_postponed_it_is_claimed_again_later_at_the_other_chat(database):
    await database.run(lambda t: t.outbox.add([delivery("a"), delivery("b")]))
    one, two = await database.run(lambda t: t.outbox.claim(NOW, 2))
    await database.run(
        lambda t: (t.outbox.postpone(one.id, LATER, "flood"), t.outbox.postpone(two.id, LATER, "moved", chat=-9))
    )

    assert await database.run(lambda t: list(t.outbox.claim(LATER - timedelta(microseconds=1), 5))) == []
    again = await database.run(lambda t: t.outbox.claim(LATER, 5))
    assert [(d.key, d.chat, d.attempts, d.cause) for d in again] == [("a", 5, 2, "flood"), ("b", -9, 2, "moved")]


async def test_an_unknown_delivery_can_be_closed_and_postponed_in_vain(database):
    await database.run(lambda t: (t.outbox.close(404, DeliveryState.SENT), t.outbox.postpone(404, NOW, "x")))

    assert await database.read(lambda t: dict(t.outbox.counts())) == {}


async def test_recover_makes_pending_what_was_being_sent(database):
    await database.run(lambda t: t.outbox.add([delivery(key) for key in "abcd"]))
    claimed = await database.run(lambda t: t.outbox.claim(NOW, 3))
    await database.run(lambda t: t.outbox.close(claimed[0].id, DeliveryState.SENT, message=1))

    assert await database.run(lambda t: t.outbox.recover()) == 2
    assert await database.run(lambda t: t.outbox.recover()) == 0

    assert await database.read(lambda t: dict(t.outbox.counts())) == {DeliveryState.SENT: 1, DeliveryState.PENDING: 3}
    again = await database.run(lambda t: t.outbox.claim(NOW, 5))
    assert [(d.key, d.attempts) for d in again] == [("b", 2), ("c", 2), ("d", 1)]


async def test_a_chat_moves_with_all_that_is_not_ended(database):
    await database.run(
        lambda t: t.outbox.add([delivery("ended", -5), delivery("sending", -5, LATER), delivery("other", -6, LATER)])
    )
    (ended,) = await database.run(lambda t: t.outbox.claim(NOW, 1))
    await database.run(lambda t: t.outbox.close(ended.id, DeliveryState.SENT, message=1))
    await database.run(lambda t: t.outbox.claim(LATER, 1))
    await database.run(lambda t: t.outbox.add([delivery("pending", -5)]))
    await database.run(lambda t: t.outbox.move_chat(-5, -1005))

    chats = await database.read(
        lambda t: {key: t.outbox.get(key).chat for key in ("ended", "sending", "pending", "other")}
    )

    assert chats == {"ended": -5, "sending": -1005, "pending": -1005, "other": -6}


async def test_claims_at_once_share_no_delivery(database):
    await database.run(lambda t: t.outbox.add([delivery(str(number)) for number in range(100)]))

    claims = await asyncio.gather(*(database.run(lambda t: t.outbox.claim(NOW, 15)) for _ in range(10)))

    keys = [d.key for claim in claims for d in claim]
    assert len(keys) == len(set(keys)) == 100
