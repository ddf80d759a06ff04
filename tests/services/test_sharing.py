"""Announcements side by side: a small one does not wait for the end of a big one, whatever both are doing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.domain.announcements import AnnouncementState, RecipientState
from bot.domain.language import Language
from bot.domain.people import Person, Role
from bot.domain.subscriptions import QuietHours, Subscription
from bot.services import ledger as ledger_module
from bot.services.announced import Done
from bot.services.jobs import Ended, Look
from tests.services.test_broadcasting import Stage

if TYPE_CHECKING:
    from bot.services.jobs import Claims
    from bot.services.ports.database import Database

PEOPLE, TEACHERS, ROOM = 240, 6, 3
DONE = AnnouncementState.DONE


class Turns(Stage):
    """The books alone, turn by turn: `ROOM` messages in each, all of them taken by the next."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.ended: list[Ended] = []
        self.served: dict[int, int] = {}
        self.order: list[int] = []
        self.turns = 0

    async def populate(self, people: int = PEOPLE, **more: Any) -> None:
        def body(tx):
            for number in range(1, people + 1):
                role = Role.TEACHER if number > people - TEACHERS else Role.PUPIL
                tx.people.put(Person(number, Language.KK, role, **more))

        await self.database.run(body)

    async def turn(self) -> Claims:
        look = Look(room=ROOM, served=dict(self.served))
        claims: Claims = await self.database.run(lambda tx: self.ledger.turn(tx, self.ended, look))
        self.turns += 1
        self.served |= dict.fromkeys(claims.served, self.turns)
        self.order += [job.recipient.announcement for job in claims.jobs]
        self.ended = [Ended(job, await self.bulk.send(a, job.recipient), a.policy) for job, a in self._with(claims)]
        return claims

    def _with(self, claims: Claims):
        return [(job, claims.contents[job.recipient.announcement]) for job in claims.jobs]

    async def until_done(self, number: int) -> int:
        """Messages of all until this one is done."""
        while (await self.status(number)).announcement.state is not DONE:
            await self.turn()
            assert self.turns < PEOPLE, "it never ends"
        return len(self.order)


@pytest.fixture
async def turns(database, monkeypatch):
    monkeypatch.setattr(ledger_module, "SLICE", 20)
    made = Turns(database)
    await made.populate()
    return made


async def test_a_small_one_is_done_long_before_a_big_one(turns):
    big = await turns.queue()
    while (await turns.turn()).preparing:
        pass
    small = await turns.queue(audience="role:teacher")
    before = len(turns.order)
    assert await turns.until_done(small) - before <= 4 * TEACHERS
    await turns.until_done(big)
    assert turns.order.count(big) == PEOPLE
    assert turns.order.count(small) == TEACHERS
    assert sorted(chat for _, chat in turns.bulk.calls) == sorted([*range(1, PEOPLE + 1), *range(235, PEOPLE + 1)])


async def test_the_oldest_alone_would_make_it_wait(turns, monkeypatch):
    """The saboteur: whoever began first goes on until it ends."""
    monkeypatch.setattr(ledger_module, "_order", lambda work, _: work.id)
    await turns.queue()
    while (await turns.turn()).preparing:
        pass
    small = await turns.queue(audience="role:teacher")
    assert await turns.until_done(small) >= PEOPLE


async def test_a_small_one_does_not_wait_until_a_big_one_is_written_down(turns):
    big = await turns.queue()
    small = await turns.queue(audience="role:teacher")
    await turns.until_done(small)
    assert (await turns.status(big)).announcement.state is AnnouncementState.PREPARING


async def test_several_big_ones_share_alike_and_an_urgent_one_goes_first(turns):
    three = [await turns.queue() for _ in range(3)]
    while (await turns.turn()).preparing:
        pass
    stood = len(turns.order)
    for _ in range(30):
        await turns.turn()
    shares = [turns.order[stood:].count(number) for number in three]
    assert sum(shares) == 30 * ROOM
    assert max(shares) - min(shares) <= 2 * ROOM
    urgent = await turns.queue(audience="role:teacher", urgent="storm")
    before = len(turns.order)
    assert await turns.until_done(urgent) - before <= TEACHERS + 3 * ROOM


async def test_a_recall_goes_on_beside_what_is_sent(turns):
    wrong = await turns.queue(audience="role:teacher")
    await turns.until_done(wrong)
    await turns.queue()
    while (await turns.turn()).preparing:
        pass
    assert isinstance(await turns.announcing.recall(turns.database, wrong), Done)
    before = turns.turns
    while (await turns.status(wrong)).announcement.state is not AnnouncementState.RECALLED:
        await turns.turn()
    assert turns.turns - before <= 4 * TEACHERS
    assert (await turns.status(wrong)).counters[RecipientState.RECALLED] == TEACHERS


async def test_what_is_not_due_yet_is_not_asked_for_at_every_turn(turns):
    await turns.database.run(lambda tx: tx.subscriptions.put(Subscription(PEOPLE, quiet=QuietHours(8 * 60, 11 * 60))))
    waits = await turns.queue(audience="role:teacher")
    while waits not in (await turns.turn()).resting:
        assert turns.turns < PEOPLE, "it never rests"
    assert turns.order == [waits] * (TEACHERS - 1)
    over = turns.clock.now() + timedelta(hours=3)
    turns.clock.set(over)
    resting = Look(room=ROOM, resting={waits: over + timedelta(hours=1)})
    claims = await turns.database.run(lambda tx: turns.ledger.turn(tx, (), resting))
    assert (claims.jobs, claims.resting) == ([], resting.resting)
    await turns.until_done(waits)
    assert turns.order == [waits] * TEACHERS


async def test_the_broadcaster_shares_out(turns):
    """The same with everything that runs in the process; how much goes at once depends on the machine."""
    big = await turns.queue()
    small = await turns.queue(audience="role:teacher")
    turns.start()
    await turns.until(big, DONE)
    await turns.until(small, DONE)
    await turns.end()
    assert sorted(chat for _, chat in turns.bulk.calls) == sorted([*range(1, PEOPLE + 1), *range(235, PEOPLE + 1)])
