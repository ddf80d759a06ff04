"""Whatever is asked in whatever order, the real databases answer as the one in memory does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from bot.domain.deliveries import DeliveryState
from bot.domain.language import Language
from bot.domain.people import Person
from bot.domain.policy import Invitation, Staff, StaffRole
from bot.services.ports.dialogues import Dialogue
from bot.services.ports.inbox import Received
from tests.contracts.moments import NOW
from tests.contracts.test_chats import CHAT
from tests.contracts.test_outbox import delivery
from tests.fakes.memory import MemoryDatabase

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.services.ports.database import Transaction

    Step = Callable[[Transaction], Any]


class Planned(Exception):  # noqa: N818  no error of the product
    pass


def steps(random: Random) -> list[Step]:
    """Something of everything, about few numbers and moments, so that steps meet."""

    def number() -> int:
        return random.randrange(6)

    def moment() -> Any:
        return NOW + timedelta(minutes=random.randrange(5))

    one, two, at, key = number(), number(), moment(), random.choice("abcd")
    some = [random.randrange(12) for _ in range(number())]
    role = random.choice([StaffRole.ORGANIZER, StaffRole.ANSWERER])
    language, state = random.choice([None, *Language]), random.choice([None, "s"])
    return [
        lambda t: t.people.put(Person(one, language, blocked=two > 3)),
        lambda t: (t.people.get(one), t.people.count(), t.people.version()),
        lambda t: t.people.touch(),
        lambda t: t.chats.put(replace(CHAT, id=one, changed_at=at)),
        lambda t: t.chats.remove(one),
        lambda t: [t.chats.get(one), *t.chats.all()],
        lambda t: t.staff.put(Staff(one, role, at)),
        lambda t: (t.staff.remove(one), list(t.staff.all())),
        lambda t: t.staff.invitation(key) or t.staff.invite(Invitation(key, role, one, at)),
        lambda t: t.staff.use(key, two),
        lambda t: t.follows.add(one, key, at),
        lambda t: (t.follows.remove(one, key), t.follows.has(two, key), dict(t.follows.counts())),
        lambda t: (list(t.follows.tell(key, "next")), list(t.follows.told(key, "next")), list(t.follows.waiting(key))),
        lambda t: list(t.inbox.add([Received(n, n % 3, key, at) for n in some])),
        lambda t: (t.inbox.finish(some, at), t.inbox.depth()),
        lambda t: [*t.inbox.waiting(one, after=two), *t.inbox.waiting(two, chat=1)],
        lambda t: t.inbox.forget(at),
        lambda t: t.outbox.add([delivery(str(n), n % 3, at) for n in some]),
        lambda t: [claimed.key for claimed in t.outbox.claim(at, one)],
        lambda t: _with_delivery(t, one, lambda d: t.outbox.close(d, DeliveryState.SENT, message=two)),
        lambda t: _with_delivery(t, one, lambda d: t.outbox.postpone(d, at, key, chat=two or None)),
        lambda t: t.outbox.move_chat(one % 3, two % 3),
        lambda t: (t.outbox.recover(), t.outbox.next_due(), dict(t.outbox.counts())),
        lambda t: _without_id(t, two),
        lambda t: t.dialogues.put(Dialogue(key, one, state, {"n": two} if two else {})),
        lambda t: (t.dialogues.end(one), list(t.dialogues.all())),
        *[_raise for _ in range(one // 5)],
    ]


def _with_delivery(t: Transaction, key: int, change: Callable[[int], None]) -> None:
    if row := t.outbox.get(str(key)):
        change(row.id)


def _without_id(t: Transaction, key: int) -> object:
    # Ids may have gaps that differ; deliveries are known by their keys.
    row = t.outbox.get(str(key))
    return row and replace(row, id=0)


def _raise(_: Transaction) -> None:
    raise Planned


async def answer(database: Any, chosen: list[Step]) -> object:
    try:
        return await database.run(lambda t: [step(t) for step in chosen])
    except Planned:
        return Planned


@pytest.mark.parametrize("seed", range(4))
async def test_answers_are_the_same(sql_database, seed):
    random, memory = Random(seed), MemoryDatabase()
    for turn in range(150):
        chosen = [random.choice(steps(random)) for _ in range(random.randrange(1, 5))]

        assert await answer(sql_database, chosen) == await answer(memory, chosen), f"seed {seed}, turn {turn}"
