"""The broadcaster over the database in memory: what becomes of each outcome, and of all when it is interrupted."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain.announcements import (
    Announcement,
    AnnouncementState,
    Content,
    Policy,
    Recipient,
    RecipientState,
)
from bot.domain.deliveries import Dead, Moved, Refused, SendOutcome, Sent, TryAgain
from bot.domain.language import ChatLanguage, Language
from bot.domain.people import Chat, ChatKind, Membership, Person
from bot.domain.subscriptions import QuietHours, Subscription
from bot.services import ledger as ledger_module
from bot.services.announced import Done, NotNow, Queued, Status, TooLate
from bot.services.announcing import Announcing
from bot.services.broadcasting import Broadcaster
from bot.services.chats import ChatDirectory
from bot.services.ledger import Ledger
from bot.services.pacing import Pacer
from bot.services.people import Directory
from tests.contracts.moments import NOW
from tests.fakes.clock import FakeClock
from tests.fakes.memory import MemoryDatabase
from tests.fakes.metrics import SilentMetrics

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.services.ports.database import Database

ZONE = ZoneInfo("Asia/Almaty")
CONTENT = Content({Language.KK: "Ә", Language.RU: "Я"})
PATIENCE = 30.0


class FakeBulk:
    """Answers as it is told, by chat; else with `Sent`. `hold` keeps every call under way."""

    def __init__(self) -> None:
        self.answers: dict[int, list[SendOutcome]] = {}
        self.always: SendOutcome | None = None
        self.sent: list[tuple[int, str]] = []
        self.calls: list[tuple[str, int]] = []
        self.hold = asyncio.Event()
        self.hold.set()

    async def send(self, announcement: Announcement, recipient: Recipient) -> SendOutcome:
        outcome = await self._answer("send", recipient)
        if isinstance(outcome, Sent) or getattr(outcome, "perhaps_sent", False):
            language = recipient.language.languages[0]
            self.sent.append((recipient.chat, announcement.content.text[language]))
        return outcome

    async def change(self, announcement: Announcement, recipient: Recipient) -> SendOutcome:
        del announcement
        return await self._answer("change", recipient)

    async def delete(self, announcement: Announcement, recipient: Recipient) -> SendOutcome:
        del announcement
        return await self._answer("delete", recipient)

    async def _answer(self, verb: str, recipient: Recipient) -> SendOutcome:
        self.calls.append((verb, recipient.chat))
        await self.hold.wait()
        answers = self.answers.get(recipient.chat)
        if answers:
            return answers.pop(0)
        return self.always or Sent(recipient.chat % 1000 + 1)

    def chats(self, verb: str = "send") -> list[int]:
        return [chat for done, chat in self.calls if done == verb]


class Stage:
    """A broadcaster with all it needs; `kill` ends it as a kill would, `start` makes another one."""

    def __init__(self, database: Database | None = None) -> None:
        self.clock = FakeClock(NOW)
        self.database: Any = database or MemoryDatabase()
        self.announcing = Announcing(self.clock, ZONE)
        self.people = Directory(self.database)
        self.chats = ChatDirectory(self.database, self.clock)
        self.ledger = Ledger(self.announcing, self.clock, self.people, self.chats)
        self.bulk = FakeBulk()
        self.stop = asyncio.Event()
        self._running: asyncio.Task[None] | None = None

    def start(self) -> None:
        pacer = Pacer(100_000, monotonic=time.monotonic)
        self.broadcaster = Broadcaster(
            self.database, self.ledger, self.bulk, pacer, self.people, self.chats, SilentMetrics()
        )
        self.stop = asyncio.Event()
        self._running = asyncio.ensure_future(self.broadcaster.run(self.stop))

    async def kill(self) -> None:
        assert self._running is not None
        self._running.cancel()
        await asyncio.gather(self._running, return_exceptions=True)

    async def end(self) -> None:
        if self._running is not None and not self._running.done():
            self.stop.set()
            self.bulk.hold.set()
            self.broadcaster.wake()
            await asyncio.wait_for(self._running, PATIENCE)

    async def populate(self, people: int = 10, **more: Any) -> None:
        def body(tx):
            for number in range(1, people + 1):
                tx.people.put(Person(number, Language.RU if number % 2 else Language.KK, **more))

        await self.database.run(body)

    async def group(self, chat: int = -7) -> None:
        await self.database.run(
            lambda tx: tx.chats.put(Chat(chat, ChatKind.GROUP, "9А", Membership.MEMBER, ChatLanguage.BOTH))
        )

    async def queue(self, **more: Any) -> int:
        wanted = replace(Announcement(CONTENT, "all"), **more)
        queued = await self.announcing.queue(self.database, wanted)
        assert isinstance(queued, Queued), queued
        return queued.announcement.id

    async def status(self, number: int) -> Status:
        found = await self.announcing.status(self.database, number)
        assert isinstance(found, Status)
        return found

    async def standing(self, number: int) -> dict[str, int]:
        counters = (await self.status(number)).counters
        return {state.value: count for state in RecipientState if (count := counters[state])}

    async def until(self, number: int, state: AnnouncementState) -> None:
        """Ticks until it stands so."""
        async with asyncio.timeout(PATIENCE):
            while (await self.status(number)).announcement.state is not state:
                self.broadcaster.wake()
                await asyncio.sleep(0.005)

    async def at_rest(self) -> None:
        """Nothing is under way, and what was is written."""
        await self.until_true(lambda: not self.broadcaster._under_way.total())

    async def until_true(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not condition():
                self.broadcaster.wake()
                await asyncio.sleep(0.005)


@pytest.fixture
async def stage(monkeypatch):
    monkeypatch.setattr(ledger_module, "SLICE", 3)
    made = Stage()
    yield made
    await made.end()


async def test_everybody_gets_it_once_in_their_language(stage):
    await stage.populate(10)
    stage.start()
    number = await stage.queue()
    await stage.until(number, AnnouncementState.DONE)
    assert sorted(stage.bulk.sent) == [(chat, "Я" if chat % 2 else "Ә") for chat in range(1, 11)]
    assert await stage.standing(number) == {"sent": 10}
    told = (await stage.status(number)).announcement
    assert (told.started_at, told.ended_at) == (NOW, NOW)


async def test_nobody_at_its_time_is_an_end_too(stage):
    stage.start()
    number = await stage.queue(occurrence="plan")
    await stage.until(number, AnnouncementState.DONE)
    assert await stage.standing(number) == {}


async def test_each_outcome_has_its_place(stage):
    await stage.populate(8)
    await stage.group()
    stage.bulk.answers = {
        -7: [Dead("kicked")],
        1: [Dead("blocked")],
        2: [Refused("no_right")],
        3: [TryAgain("cut", perhaps_sent=True)],
        4: [TryAgain("flood", timedelta(seconds=3))],
        5: [TryAgain("server_error", perhaps_sent=True)],
        6: [Refused("topic_closed")],
    }
    stage.start()
    number = await stage.queue()
    await stage.until_true(lambda: len(stage.bulk.calls) == 9)
    await stage.at_rest()
    stage.clock.advance(timedelta(seconds=4))
    await stage.until(number, AnnouncementState.DONE)
    counters = (await stage.status(number)).counters
    assert await stage.standing(number) == {"sent": 3, "dead": 2, "failed": 2, "unknown": 2}
    assert {state.value: dict(why) for state, why in counters.causes.items()} == {
        "dead": {"kicked": 1, "blocked": 1},
        "failed": {"no_right": 1, "topic_closed": 1},
        "unknown": {"cut": 1, "server_error": 1},
    }
    assert stage.bulk.chats().count(4) == 2
    again = await stage.queue()
    await stage.until(again, AnnouncementState.DONE)
    assert not {-7, 1} & {chat for _, chat in stage.bulk.calls[10:]}, "who cannot be reached is not tried again"


async def test_what_may_be_said_twice_is_sent_again(stage):
    await stage.populate(2)
    stage.bulk.answers = {1: [TryAgain("cut", perhaps_sent=True)]}
    stage.start()
    number = await stage.queue(policy=Policy.RESEND)
    await stage.until_true(lambda: len(stage.bulk.calls) == 2)
    await stage.at_rest()
    stage.clock.advance(timedelta(minutes=1))
    await stage.until(number, AnnouncementState.DONE)
    assert await stage.standing(number) == {"sent": 2}
    assert Counter(chat for chat, _ in stage.bulk.sent) == {1: 2, 2: 1}


async def test_unknown_ones_can_be_sent_to_again(stage):
    await stage.populate(3)
    stage.bulk.answers = {1: [TryAgain("cut", perhaps_sent=True)]}
    stage.start()
    number = await stage.queue()
    await stage.until(number, AnnouncementState.DONE)
    assert isinstance(await stage.announcing.send_unknown(stage.database, number), Done)
    await stage.until(number, AnnouncementState.DONE)
    assert await stage.standing(number) == {"sent": 3}


async def test_an_outage_costs_no_attempt(stage):
    await stage.populate(3)
    stage.bulk.answers = {chat: [TryAgain("no_connection")] for chat in (1, 2, 3)}
    stage.start()
    number = await stage.queue()
    await stage.until(number, AnnouncementState.DONE)
    assert await stage.standing(number) == {"sent": 3}


@pytest.mark.parametrize("people", [1, 2, 50])
async def test_refused_content_stops_at_the_first_few_and_can_be_fixed(stage, people):
    await stage.populate(people)
    stage.bulk.always = Refused("content", "Bad Request: can't parse entities")
    stage.start()
    number = await stage.queue()
    await stage.until(number, AnnouncementState.REFUSED)
    await stage.at_rest()
    assert (await stage.status(number)).announcement.reason == "Bad Request: can't parse entities"
    assert await stage.standing(number) == {"pending": people}

    stage.bulk.always = None
    fixed = Content({Language.KK: "Ә2", Language.RU: "Я2"})
    await stage.announcing.fix(stage.database, number, fixed)
    await stage.announcing.resume(stage.database, number)
    await stage.until(number, AnnouncementState.DONE)
    assert await stage.standing(number) == {"sent": people}
    assert {text for _, text in stage.bulk.sent} <= {"Ә2", "Я2"}


async def test_a_group_that_moved_gets_it_once_under_its_new_id(stage):
    await stage.populate(2)
    await stage.group(-7)
    stage.bulk.answers = {-7: [Moved(-1000)]}
    stage.start()
    number = await stage.queue()
    await stage.until(number, AnnouncementState.DONE)
    assert await stage.standing(number) == {"sent": 3}
    assert [chat for chat, _ in stage.bulk.sent if chat < 0] == [-1000]
    assert await stage.database.read(lambda tx: [chat.id for chat in tx.chats.all()]) == [-1000]


async def test_paused_resumed_and_stopped(stage):
    await stage.populate(500)
    stage.bulk.hold.clear()
    stage.start()
    number = await stage.queue()
    await stage.until_true(lambda: len(stage.bulk.calls) > 0)
    assert isinstance(await stage.announcing.pause(stage.database, number), Done)
    assert isinstance(await stage.announcing.pause(stage.database, number), NotNow)
    stage.bulk.hold.set()
    await stage.at_rest()
    under_way = len(stage.bulk.calls)
    assert under_way <= 200
    await asyncio.sleep(0.1)
    assert len(stage.bulk.calls) == under_way

    stage.bulk.hold.clear()
    await stage.announcing.resume(stage.database, number)
    await stage.until_true(lambda: len(stage.bulk.calls) > under_way)
    assert isinstance(await stage.announcing.stop(stage.database, number), Done)
    stage.bulk.hold.set()
    await stage.at_rest()
    standing = await stage.standing(number)
    assert set(standing) == {"sent", "pending"}
    assert standing["sent"] == len(stage.bulk.sent) == len(set(stage.bulk.sent))


async def test_recall_takes_back_what_was_sent_last_first(stage):
    await stage.populate(6)
    stage.bulk.answers = {4: [Sent(4), Refused("refused_by_telegram")]}
    stage.start()
    number = await stage.queue()
    await stage.until(number, AnnouncementState.DONE)
    assert isinstance(await stage.announcing.recall(stage.database, number), Done)
    await stage.until(number, AnnouncementState.RECALLED)
    assert stage.bulk.chats("delete") == [6, 5, 4, 3, 2, 1]
    assert await stage.standing(number) == {"sent": 1, "recalled": 5}
    assert dict((await stage.status(number)).counters.causes[RecipientState.SENT]) == {"not_deleted": 1}


async def test_recall_half_way_takes_back_what_is_under_way_too(stage):
    await stage.populate(6)
    stage.bulk.hold.clear()
    stage.start()
    number = await stage.queue()
    await stage.until_true(lambda: len(stage.bulk.calls) == 6)
    await stage.announcing.recall(stage.database, number)
    await asyncio.sleep(0.05)
    stage.bulk.hold.set()
    await stage.until(number, AnnouncementState.RECALLED)
    assert await stage.standing(number) == {"recalled": 6}


async def test_what_is_too_old_stays(stage):
    await stage.populate(1)
    stage.start()
    number = await stage.queue()
    await stage.until(number, AnnouncementState.DONE)
    stage.clock.advance(timedelta(hours=49))
    assert isinstance(await stage.announcing.recall(stage.database, number), TooLate)


async def test_a_fix_reaches_who_has_it_and_who_is_to_get_it(stage):
    await stage.populate(6)
    stage.bulk.answers = {3: [Sent(3), TryAgain("cut"), Sent(3)]}
    stage.start()
    number = await stage.queue()
    await stage.until(number, AnnouncementState.DONE)
    fixed = Content({Language.KK: "Ә2", Language.RU: "Я2"})
    await stage.announcing.fix(stage.database, number, fixed)
    await stage.until(number, AnnouncementState.DONE)
    assert Counter(stage.bulk.chats("change")) == {1: 1, 2: 1, 3: 2, 4: 1, 5: 1, 6: 1}
    assert await stage.standing(number) == {"sent": 6}


async def test_quiet_hours_are_kept_unless_it_is_urgent(stage):
    await stage.populate(3)
    await stage.database.run(lambda tx: tx.subscriptions.put(Subscription(2, quiet=QuietHours(8 * 60, 11 * 60))))
    stage.start()
    calm, urgent = await stage.queue(), await stage.queue(urgent="storm")
    await stage.until(urgent, AnnouncementState.DONE)
    assert await stage.standing(calm) in ({"sent": 2, "pending": 1}, {"pending": 3}, {"sending": 2, "pending": 1})
    stage.clock.set(datetime(2026, 3, 2, 11, 0, 1, tzinfo=ZONE))
    await stage.until(calm, AnnouncementState.DONE)
    assert await stage.standing(calm) == {"sent": 3}


async def test_scheduled_ones_begin_in_time_and_late_ones_are_dropped(stage):
    await stage.populate(2)
    stage.start()
    due = await stage.queue(send_at=NOW + timedelta(hours=1))
    late = await stage.queue(send_at=NOW + timedelta(hours=1), expires_at=NOW + timedelta(hours=2))
    far = await stage.queue(send_at=NOW + timedelta(days=9))
    stage.clock.advance(timedelta(hours=3))
    await stage.until(due, AnnouncementState.DONE)
    await stage.until(late, AnnouncementState.DROPPED)
    assert await stage.standing(due) == {"sent": 2}
    assert (await stage.status(far)).announcement.state is AnnouncementState.SCHEDULED
    stage.clock.advance(-timedelta(hours=2))
    await asyncio.sleep(0.05)
    assert len(stage.bulk.sent) == 2


async def test_what_is_too_late_half_way_goes_no_further(stage):
    await stage.populate(3)
    stage.bulk.answers = {2: [TryAgain("flood", timedelta(hours=2))]}
    stage.start()
    number = await stage.queue(expires_at=NOW + timedelta(hours=1))
    await stage.until_true(lambda: len(stage.bulk.calls) == 3)
    await stage.at_rest()
    stage.clock.advance(timedelta(hours=3))
    await stage.until(number, AnnouncementState.DROPPED)
    assert await stage.standing(number) == {"sent": 2, "pending": 1}


async def test_tables_out_of_reach_lose_and_repeat_nothing(stage):
    await stage.populate(20)
    stage.bulk.hold.clear()
    stage.start()
    number = await stage.queue()
    await stage.until_true(lambda: len(stage.bulk.calls) > 0)
    stage.database.failing = OSError("the disk is gone")
    stage.bulk.hold.set()
    await asyncio.sleep(0.3)
    stage.database.failing = None
    await stage.until(number, AnnouncementState.DONE)
    assert await stage.standing(number) == {"sent": 20}
    assert len(stage.bulk.sent) == len(set(stage.bulk.sent)) == 20


async def test_a_claim_that_was_written_though_it_failed_is_not_lost(stage, monkeypatch):
    await stage.populate(20)
    stage.start()
    claim = stage.ledger.turn
    failing = [True]

    def lose_the_answer(tx, ended, look):
        claims = claim(tx, ended, look)
        lost.extend(claims.jobs if failing else ())
        return claims

    lost: list[object] = []
    run = stage.database.run

    async def run_and_fail(body):
        result = await run(body)
        if lost and failing:
            failing.clear()
            raise OSError("the connection broke as it was committed")
        return result

    monkeypatch.setattr(stage.ledger, "turn", lose_the_answer)
    monkeypatch.setattr(stage.database, "run", run_and_fail)
    number = await stage.queue()
    await stage.until(number, AnnouncementState.DONE)
    assert lost
    assert await stage.standing(number) == {"sent": 20}
    assert len(stage.bulk.sent) == len(set(stage.bulk.sent)) == 20


@pytest.mark.parametrize("policy", Policy)
async def test_killed_half_way(stage, policy):
    await stage.populate(300)
    stage.start()
    number = await stage.queue(policy=policy)
    await stage.until_true(lambda: len(stage.bulk.sent) >= 50)
    await stage.kill()
    stage.start()
    await stage.until(number, AnnouncementState.DONE)
    standing = await stage.standing(number)
    times = Counter(chat for chat, _ in stage.bulk.sent)
    if policy is Policy.SKIP:
        assert set(times.values()) == {1}
        assert standing["sent"] + standing.get("unknown", 0) == 300
        assert set(range(1, 301)) - set(times) <= set(range(1, 301))
        assert 300 - len(times) <= standing.get("unknown", 0)
    else:
        assert standing == {"sent": 300}
        assert len(times) == 300
        assert times.total() - 300 <= 100


class WritesAfterwards(Ledger):
    """A saboteur: what is claimed says `pending` until it has ended."""

    def turn(self, tx, ended, look):
        claims = super().turn(tx, ended, look)
        for job in claims.jobs:
            tx.announcements.postpone(job.recipient, NOW + timedelta(hours=1))
        return claims


async def test_the_test_of_kills_sees_who_writes_only_afterwards(stage):
    stage.ledger = WritesAfterwards(stage.announcing, stage.clock, stage.people, stage.chats)
    await stage.populate(300)
    stage.bulk.hold.clear()
    stage.start()
    number = await stage.queue()
    await stage.until_true(lambda: len(stage.bulk.calls) >= 50)
    stage.bulk.hold.set()
    await stage.until_true(lambda: len(stage.bulk.sent) >= 50)
    await stage.kill()
    stage.clock.advance(timedelta(hours=2))
    stage.ledger = Ledger(stage.announcing, stage.clock, stage.people, stage.chats)
    stage.start()
    await stage.until(number, AnnouncementState.DONE)
    assert len(stage.bulk.sent) > len(set(stage.bulk.sent)), "somebody got it twice"


async def test_a_group_that_may_get_no_more_does_not_hold_the_others_up(stage):
    await stage.populate(30)
    await stage.group(-7)
    stage.start()
    for _ in range(21):
        number = await stage.queue(audience="chats")
        await stage.until_true(lambda: True)
    people = await stage.queue(audience="lang:ru")
    await stage.until_true(lambda: len({chat for chat, _ in stage.bulk.sent}) >= 16)
    await stage.until_true(lambda: Counter(chat for chat, _ in stage.bulk.sent)[-7] >= 20)
    await asyncio.sleep(0.1)
    assert Counter(chat for chat, _ in stage.bulk.sent)[-7] == 20
    assert (await stage.standing(people))["sent"] >= 15
    del number
