"""Asking, replying and deciding at the same time, on both databases: each act counts once, and nobody is told wrong."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy

from bot.domain.amending import mark_of
from bot.domain.applications import Application
from bot.domain.deliveries import Delivery, Notice, NoticeKind
from bot.domain.events import Session
from bot.domain.people import Role
from bot.domain.places import SessionKey
from bot.domain.registrations import NotNow
from bot.domain.reviews import ReviewQuestion, Unasked
from bot.services.asking_more import AskingMore, TooLate
from bot.services.programme import Programmes
from bot.services.registering import Registering
from bot.services.reviewing import Reviewing
from bot.services.seating import Seating
from bot.services.sessions import Applied
from bot.services.staffing import Staffing
from tests.fakes.clock import FakeClock
from tests.views.samples import NOW, OPEN, event, text

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.domain.attachments import Attachment
    from bot.services.asking_more import Asked, Replied
    from bot.services.ports.database import Database

ZONE = ZoneInfo("Asia/Almaty")
OWNER, OTHER_OWNER, PERSON = 1, 2, 1001
KEY = SessionKey("fest", "open", "chosen")
MARK = mark_of(Application(PERSON))


class Office:
    """One application that waits for a decision, and two who may decide."""

    def __init__(self, database: Database) -> None:
        clock = FakeClock(NOW)
        self.database = database
        self.programmes = Programmes(database, clock, ZONE)
        self.clock = clock
        self.seating = seating = Seating(self.programmes, clock, ZONE)
        self.staffing = staffing = Staffing(database, owners=frozenset({OWNER, OTHER_OWNER}), clock=clock)
        self.registering = Registering(seating, clock)
        self.reviewing = Reviewing(seating, staffing, clock)
        self.asking_more = AskingMore(seating, staffing, clock, ZONE)

    async def begin(self) -> Office:
        edition = replace(OPEN, sessions=(Session("chosen", text("Chosen"), review=True),))
        await self.programmes.load([event("fest", editions=(edition,))], whole=True)
        application = Application(PERSON, minor=False)
        said = await self.registering.sign_up(self.database, KEY, application, Role.EMPLOYER)
        assert isinstance(said, Applied)
        return self

    async def questions(self) -> tuple[ReviewQuestion, ...]:
        return await self.database.read(lambda tx: tx.review_questions.of([1]).get(1, ()))

    async def told(self) -> list[str]:
        """The keys of what was queued, in their order."""
        kept = await self.database.read(lambda tx: [tx.personal.of(to) for to in (OWNER, PERSON)])
        rows = [row for one in kept for row in one.get("outbox", ())]
        return [str(row["key"]) for row in sorted(rows, key=lambda row: int(row["id"] or 0))]


class Careless(AskingMore):
    """Looks in one transaction, lets the others look too, and writes in another one."""

    def __init__(self, *parts: Any, meanwhile: Callable[[], Awaitable[object]]) -> None:
        super().__init__(*parts)
        self.meanwhile = meanwhile

    async def ask(self, work: Database, by: int, registration: int, words: str) -> Asked:
        asked = await work.read(lambda tx: tx.review_questions.of([registration]))
        await self.meanwhile()
        if asked:
            return Unasked.WAITS
        kept = await work.run(lambda tx: tx.review_questions.add(ReviewQuestion(registration, by, words, NOW)))
        assert kept
        await work.run(
            lambda tx: tx.outbox.add([Delivery("review:1", PERSON, Notice(NoticeKind.REVIEW_QUESTION), NOW)])
        )
        return kept

    async def reply(
        self, work: Database, owner: int, question: int, words: str, file: Attachment | None = None
    ) -> Replied:
        assert file is None
        seen = await self.look(work, owner, question)
        await self.meanwhile()
        if not isinstance(seen, ReviewQuestion):
            return seen
        replied = seen.replied(words, NOW)
        await work.run(lambda tx: tx.review_questions.keep_reply(replied))
        notice = Delivery("review:1:replied", OWNER, Notice(NoticeKind.REVIEW_REPLIED), NOW)
        await work.run(lambda tx: tx.outbox.add([notice]))
        return replied


def make_careless(office: Office, meanwhile: Callable[[], Awaitable[object]]) -> None:
    seating = office.seating
    office.asking_more = Careless(seating, office.staffing, office.clock, ZONE, meanwhile=meanwhile)


async def all_ask(office: Office) -> int:
    """How many of eight are told that their question was sent."""
    several = (office.asking_more.ask(office.database, by, 1, f"Вопрос {by}?") for by in (OWNER, OTHER_OWNER) * 4)
    return sum(isinstance(one, ReviewQuestion) for one in await asyncio.gather(*several))


async def all_reply(office: Office) -> int:
    """How many of eight replies are said to be passed on."""
    several = (office.asking_more.reply(office.database, PERSON, 1, f"№ {number}") for number in range(8))
    return sum(isinstance(one, ReviewQuestion) for one in await asyncio.gather(*several))


async def test_of_organizers_who_ask_at_once_one_asks(sql_database):
    office = await Office(sql_database).begin()
    assert await all_ask(office) == 1
    assert len(await office.questions()) == 1


async def test_careless_organizers_would_all_ask(sql_database):
    office = await Office(sql_database).begin()
    await sql_database.run(
        lambda tx: tx.people._connection.execute(sqlalchemy.text("DROP INDEX uq_review_questions_open"))
    )
    make_careless(office, asyncio.Barrier(8).wait)
    assert await all_ask(office) == 8


async def test_of_replies_at_once_one_is_kept(sql_database):
    office = await Office(sql_database).begin()
    await office.asking_more.ask(sql_database, OWNER, 1, "Вопрос?")
    assert await all_reply(office) == 1


async def test_careless_replies_would_all_be_said_to_be_kept(sql_database):
    office = await Office(sql_database).begin()
    await office.asking_more.ask(sql_database, OWNER, 1, "Вопрос?")
    make_careless(office, asyncio.Barrier(8).wait)
    assert await all_reply(office) == 8


async def act_and_decide(office: Office, act: str, decide: Callable[[], Awaitable[object]]) -> bool:
    """Both at once; whether what was said to be kept was kept before the decision, and the rest refused."""
    acts = {
        "review:1": lambda: office.asking_more.ask(office.database, OTHER_OWNER, 1, "Вопрос?"),
        "review:1:replied": lambda: office.asking_more.reply(office.database, PERSON, 1, "Ответ"),
    }
    if act == "review:1:replied":
        await AskingMore(office.seating, office.staffing, office.clock, ZONE).ask(office.database, OWNER, 1, "Вопрос?")
    _, said = await asyncio.gather(decide(), acts[act]())
    told = await office.told()
    if not isinstance(said, ReviewQuestion):
        return isinstance(said, NotNow | TooLate) and act not in told
    return told.index(act) < told.index("registration:1:confirmed")


@pytest.mark.parametrize("act", ["review:1", "review:1:replied"])
async def test_what_comes_with_the_decision_is_kept_before_it_or_refused(sql_database, act):
    office = await Office(sql_database).begin()
    assert await act_and_decide(office, act, lambda: office.reviewing.accept(sql_database, OWNER, 1, MARK))


@pytest.mark.parametrize("act", ["review:1", "review:1:replied"])
async def test_a_careless_one_is_kept_after_the_decision(sql_database, act):
    office = await Office(sql_database).begin()
    make_careless(office, lambda: office.reviewing.accept(sql_database, OWNER, 1, MARK))
    assert not await act_and_decide(office, act, lambda: asyncio.sleep(0))
