"""The contract of transactions themselves."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

import pytest

from bot.domain.language import Language
from bot.domain.people import Person
from bot.services.ports.dialogues import Dialogue
from bot.services.ports.inbox import Received
from tests.contracts.moments import NOW
from tests.contracts.test_chats import CHAT
from tests.contracts.test_outbox import delivery
from tests.contracts.test_programme import EVENT
from tests.contracts.test_staff import INVITATION

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.services.ports.database import Transaction


def write_everywhere(t: Transaction) -> None:
    t.people.put(Person(1))
    t.people.touch()
    t.chats.put(CHAT)
    t.staff.invite(INVITATION)
    t.programme.put(EVENT, 0)
    t.follows.add(1, EVENT.key, NOW)
    t.inbox.add([Received(1, 1, "{}", NOW)])
    t.outbox.add([delivery()])
    t.dialogues.put(Dialogue("k", 1, "s"))


def everything(t: Transaction) -> tuple[object, ...]:
    return (
        t.people.get(1),
        t.people.version(),
        list(t.chats.all()),
        t.staff.invitation(INVITATION.secret_hash),
        list(t.programme.get().events),
        t.programme.version(),
        dict(t.follows.counts()),
        t.inbox.depth(),
        dict(t.outbox.counts()),
        list(t.dialogues.all()),
    )


class Planned(Exception):  # noqa: N818  no error of the product
    pass


async def test_an_exception_comes_out_and_takes_every_change_back(database):
    before = await database.read(everything)

    def body(t):
        write_everywhere(t)
        assert t.people.get(1) == Person(1)
        raise Planned

    with pytest.raises(Planned):
        await database.run(body)

    assert await database.read(everything) == before
    await database.run(write_everywhere)
    assert await database.read(everything) != before


async def test_the_result_of_the_body_comes_out(database):
    assert await database.run(lambda t: ["a", t.people.count()]) == ["a", 0]
    assert await database.read(lambda t: {"b": t.people.count()}) == {"b": 0}


@pytest.mark.parametrize(
    "write",
    [
        lambda t: t.people.put(Person(1)),
        lambda t: t.people.touch(),
        lambda t: t.chats.remove(-1),
        lambda t: t.staff.use("x", 1),
        lambda t: t.programme.put(EVENT, 0),
        lambda t: t.follows.tell("festival", "next"),
        lambda t: t.inbox.finish([1], NOW),
        lambda t: t.outbox.recover(),
        lambda t: t.dialogues.end(1),
    ],
)
async def test_a_body_that_only_reads_cannot_write(database, write):
    with pytest.raises(Exception):  # noqa: B017, PT011  each adapter refuses in its own way
        await database.read(write)

    await database.run(write_everywhere)
    assert await database.read(lambda t: t.people.get(1)) == Person(1)


async def test_changes_at_once_do_not_overwrite_each_other(database):
    await database.run(lambda t: t.dialogues.put(Dialogue("counter", 1, "s", {"n": 0})))

    def one_more(t):
        (kept,) = t.dialogues.all()
        t.dialogues.put(Dialogue("counter", 1, "s", {"n": kept.data["n"] + 1}))

    await asyncio.gather(*(database.run(one_more) for _ in range(30)))

    assert await database.read(lambda t: t.dialogues.all()[0].data["n"]) == 30


async def test_bodies_that_begin_with_the_lock_may_share_a_transaction(database):
    """Each sees what those before it did, and an error takes back what its own body did."""
    await database.run(lambda t: t.dialogues.put(Dialogue("counter", 1, "s", {"n": 0})))

    def one_more(t, *, fails=False):
        t.registrations.lock()
        (kept,) = t.dialogues.all()
        t.dialogues.put(Dialogue("counter", 1, "s", {"n": kept.data["n"] + 1}))
        if fails:
            raise Planned
        return kept.data["n"]

    asked = (database.run(partial(one_more, fails=n % 10 == 5), together=True) for n in range(30))
    told = await asyncio.gather(*asked, return_exceptions=True)

    assert sorted(one for one in told if isinstance(one, int)) == list(range(27))
    assert [n for n, one in enumerate(told) if isinstance(one, Planned)] == [5, 15, 25]
    assert await database.read(lambda t: t.dialogues.all()[0].data["n"]) == 27


async def test_a_reader_sees_no_half_of_a_change(database):
    def both(language: Language) -> Callable[[Transaction], None]:
        def body(t: Transaction) -> None:
            t.people.put(Person(1, language))
            t.people.put(Person(2, language))

        return body

    await database.run(both(Language.KK))
    changes = [database.run(both(language)) for _ in range(20) for language in (Language.RU, Language.KK)]
    looks = [database.read(lambda t: (t.people.get(1).language, t.people.get(2).language)) for _ in range(60)]
    seen = (await asyncio.gather(*looks, *changes))[: len(looks)]

    assert all(one == two for one, two in seen)


async def test_a_body_that_only_reads_stays_in_one_state(sql_database):
    loop = asyncio.get_running_loop()
    await sql_database.run(lambda t: t.people.put(Person(1)))
    looked = asyncio.Event()
    looks = []

    async def change() -> None:
        await looked.wait()
        await sql_database.run(lambda t: t.people.put(Person(2)))

    def look_slowly(t):
        looks.append(t.people.count())
        loop.call_soon_threadsafe(looked.set)
        # Statements let the other task run where bodies run on the loop itself.
        while len(looks) < 200:
            looks.append(t.people.count())

    await asyncio.gather(sql_database.read(look_slowly), change())

    assert set(looks) == {1}
    assert await sql_database.read(lambda t: t.people.count()) == 2
