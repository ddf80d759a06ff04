"""The port of the database, in memory: a transaction works on a copy that replaces the tables when it ends well."""

from __future__ import annotations

import asyncio
import secrets
from typing import TYPE_CHECKING, TypeVar

from tests.fakes.announcements import FakeAnnouncements
from tests.fakes.audit import FakeAudit
from tests.fakes.changes import FakeChanges
from tests.fakes.chats import FakeChats
from tests.fakes.classes import FakeClasses
from tests.fakes.consent_requests import FakeConsentRequests
from tests.fakes.dialogues import FakeDialogues
from tests.fakes.follows import FakeFollows
from tests.fakes.handovers import FakeHandovers
from tests.fakes.inbox import FakeInbox
from tests.fakes.lessons import FakeLessons
from tests.fakes.outbox import FakeOutbox
from tests.fakes.pace import FakePace
from tests.fakes.people import FakePeople
from tests.fakes.personal import FakePersonal
from tests.fakes.plans import FakePlans
from tests.fakes.programme import FakeProgramme
from tests.fakes.questions import FakeQuestions
from tests.fakes.registrations import FakeRegistrations
from tests.fakes.review_questions import FakeReviewQuestions
from tests.fakes.staff import FakeStaff
from tests.fakes.subscriptions import FakeSubscriptions
from tests.fakes.tables import Tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.services.ports.database import Transaction

T = TypeVar("T")


class MemoryTransaction:
    def __init__(self, tables: Tables) -> None:
        self.stamp = secrets.token_hex(8)
        self.people = FakePeople(tables)
        self.pace = FakePace(tables)
        self.chats = FakeChats(tables)
        self.classes = FakeClasses(tables)
        self.staff = FakeStaff(tables)
        self.programme = FakeProgramme(tables)
        self.changes = FakeChanges(tables)
        self.audit = FakeAudit(tables)
        self.plans = FakePlans(tables)
        self.follows = FakeFollows(tables)
        self.subscriptions = FakeSubscriptions(tables)
        self.handovers = FakeHandovers(tables)
        self.announcements = FakeAnnouncements(tables)
        self.inbox = FakeInbox(tables)
        self.outbox = FakeOutbox(tables)
        self.dialogues = FakeDialogues(tables)
        self.registrations = FakeRegistrations(tables)
        self.review_questions = FakeReviewQuestions(tables)
        self.personal = FakePersonal(tables)
        self.consent_requests = FakeConsentRequests(tables)
        self.questions = FakeQuestions(tables)
        self.lessons = FakeLessons(tables)


class MemoryDatabase:
    """`failing` raises instead of the next transactions, to play an outage."""

    def __init__(self) -> None:
        self.tables = Tables()
        self.failing: Exception | None = None
        self.transactions = 0

    async def run(self, body: Callable[[Transaction], T], *, together: bool = False) -> T:
        del together  # each runs alone
        await self._begin()
        changed = self.tables.copy()
        result = body(MemoryTransaction(changed))
        self.tables = changed
        return result

    async def read(self, body: Callable[[Transaction], T]) -> T:
        await self._begin()
        return body(MemoryTransaction(self.tables.copy(only_reading=True)))

    async def close(self) -> None:
        """Nothing is open."""

    async def _begin(self) -> None:
        # The others may run meanwhile, as they may with a real database.
        await asyncio.sleep(0)
        if self.failing is not None:
            raise self.failing
        self.transactions += 1


class MemoryTurn:
    """The port `Turn` among those who share a `place`; `lost` plays a lost connection."""

    def __init__(self, place: asyncio.Lock | None = None) -> None:
        self._place = place or asyncio.Lock()
        self.held = False
        self.lost = False

    async def take(self) -> None:
        if not self.held:
            await self._place.acquire()
            self.held = True

    async def still_held(self) -> bool:
        return self.held and not self.lost

    async def give_back(self) -> None:
        if self.held:
            self.held = False
            self._place.release()
