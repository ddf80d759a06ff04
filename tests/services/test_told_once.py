"""A date that is set or moves: one message to one person, by whichever way they were chosen; on every database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.domain.announcements import AnnouncementState, Topic
from bot.domain.deliveries import DeliveryState, NoticeKind
from bot.domain.events import EditionState, Kind, Venue
from bot.domain.language import Language
from bot.domain.people import Person
from bot.domain.places import SessionKey
from bot.domain.registrations import RegistrationState
from bot.domain.subscriptions import Subscription
from bot.domain.when import Exact, Unknown
from bot.i18n import load_translators
from bot.services.announcing import Announcing
from bot.services.chats import ChatDirectory
from bot.services.jobs import Look
from bot.services.ledger import Ledger
from bot.services.people import Directory
from bot.services.planning import Planning
from bot.services.programme import Programmes
from bot.services.staffing import Staffing
from bot.views.plans import PlanComposer
from tests.contracts.test_registrations import registration
from tests.fakes.clock import FakeClock
from tests.views.samples import NOW, OPEN, event, text

if TYPE_CHECKING:
    from bot.domain.announcements import Announcement
    from bot.domain.events import Edition
    from bot.services.ports.database import Database

ZONE = ZoneInfo("Asia/Almaty")
DAY = timedelta(days=1)
START = NOW + timedelta(days=60)
SESSION = replace(OPEN.sessions[0], key="s1")
EDITION = replace(OPEN, key="e1", when=Unknown(), sessions=(SESSION,))
TOPIC_ALONE, FOLLOWS, REGISTERED, BOTH, FOLLOWS_ALONE = 1, 2, 3, 4, 5
SUBSCRIBED = (TOPIC_ALONE, FOLLOWS, REGISTERED, BOTH)
MOVED, DATED, CHANGED = NoticeKind.PLACE_MOVED, NoticeKind.DATE_ANNOUNCED, NoticeKind.EDITION_CHANGED


class Town:
    """One process: what it holds in memory is its own, the database is everybody's."""

    def __init__(self, database: Database, clock: FakeClock) -> None:
        self.database, self.clock = database, clock
        self.programmes = Programmes(database, clock, ZONE)
        announcing, composer = Announcing(clock, ZONE), PlanComposer(load_translators(ZONE))
        staffing = Staffing(database, owners=frozenset(), clock=clock)
        self.planning = Planning(self.programmes, announcing, staffing, composer, clock, ZONE)
        self.ledger = Ledger(announcing, clock, Directory(database), ChatDirectory(database, clock))

    def again(self) -> Town:
        """A process that knows nothing yet: after a kill, or beside this one."""
        return Town(self.database, self.clock)

    async def load(self, edition: Edition, *plan: str) -> None:
        fest = replace(event("fest", editions=(edition,)), kind=Kind.FORUM, plan=plan or ("date_announced",))
        await self.programmes.load([fest], whole=True)

    async def populate(self) -> None:
        def body(tx):
            for person in (*SUBSCRIBED, FOLLOWS_ALONE):
                tx.people.put(Person(person, Language.RU))
            for person in SUBSCRIBED:
                tx.subscriptions.put(Subscription(person, frozenset({Topic.FORUMS})))
            for person in (FOLLOWS, BOTH, FOLLOWS_ALONE):
                tx.follows.add(person, "fest", NOW)
            for person in (REGISTERED, BOTH):
                where = SessionKey("fest", "e1", "s1")
                tx.registrations.add(registration(person, RegistrationState.CONFIRMED, session=where))

        await self.database.run(body)

    async def tick(self) -> int:
        await self.programmes.refresh()
        return await self.planning.due(self.database)

    async def write_down(self) -> None:
        """Until every recipient of what was queued is written down."""
        while (await self.database.run(lambda tx: self.ledger.turn(tx, (), Look()))).preparing:
            pass

    async def announced(self, rule: str = "date_announced") -> list[set[int]]:
        """To whom each announcement of a rule goes, in the order in which they were queued."""

        def body(tx) -> list[set[int]]:
            states = [AnnouncementState.PREPARING, AnnouncementState.SENDING, AnnouncementState.DONE]
            found: list[Announcement] = [one for one in tx.announcements.latest(states, 9) if one.occurrence]
            kept = [
                {one.chat for one in tx.announcements.claim(announcement.id, self.clock.now(), 99)}
                for announcement in reversed(found)
                if f":{rule}:" in (announcement.occurrence or "")
            ]
            tx.announcements.recover(unsent=True)
            return kept

        return await self.database.run(body)

    async def noticed(self) -> list[tuple[int, NoticeKind]]:
        """Who gets a message of their own, and which."""
        claimed = await self.database.run(lambda tx: tx.outbox.claim(self.clock.now(), 99))
        return sorted((one.chat, one.notice.kind) for one in claimed)


@pytest.fixture
async def town(database):
    made = Town(database, FakeClock(NOW))
    await made.load(EDITION)
    await made.populate()
    return made


async def test_a_date_that_is_set_is_one_message_to_each(town):
    await town.load(replace(EDITION, when=Exact(START)))
    assert await town.tick() == 1
    await town.write_down()

    assert await town.noticed() == [(FOLLOWS, DATED), (REGISTERED, MOVED), (BOTH, MOVED), (FOLLOWS_ALONE, DATED)]
    assert await town.announced() == [{TOPIC_ALONE}]


async def test_a_date_that_moves_is_one_message_to_each(town):
    await town.load(replace(EDITION, when=Exact(START)))
    await town.tick()
    await town.write_down()
    await town.noticed()
    await town.load(replace(EDITION, when=Exact(START + 3 * DAY), venue=Venue(text("Park"))))
    assert await town.tick() == 1
    await town.write_down()

    own = {(FOLLOWS, CHANGED), (REGISTERED, MOVED), (BOTH, MOVED), (FOLLOWS_ALONE, CHANGED)}
    assert set(await town.noticed()) == own
    assert await town.announced() == [{TOPIC_ALONE}], "what told of the first day, and was not sent yet, never is"


async def test_a_date_that_comes_back_is_told_to_everybody_who_read_of_the_other(town):
    told = []
    for day in (START, START + DAY, START):
        await town.load(replace(EDITION, when=Exact(day)))
        town.clock.advance(DAY / 48)
        await town.tick()
        await town.write_down()
        told.append({chat for chat, _ in await town.noticed()})
        # Whoever gives up the follow after the first notice is a subscriber as any other from then on.
        await town.database.run(lambda tx: tx.follows.remove(FOLLOWS, "fest"))
        town.clock.advance(DAY / 48)

    own = {REGISTERED, BOTH, FOLLOWS_ALONE}
    assert told == [{FOLLOWS, *own}, own, own]
    *_, last = await town.announced()
    assert last == {TOPIC_ALONE, FOLLOWS}


@pytest.mark.parametrize("sent", [True, False], ids=["said already", "still to be said"])
async def test_so_it_is_after_a_kill_and_in_another_process(town, sent):
    other = town.again()
    await other.programmes.refresh()
    await town.load(replace(EDITION, when=Exact(START)))
    if sent:
        await town.noticed()
    other = town.again()
    assert [await other.tick(), await town.tick()] == [1, 0]
    await town.again().write_down()
    await other.write_down()
    assert await town.announced() == [{TOPIC_ALONE}]


async def test_what_comes_within_the_same_change_is_one_message_too(town):
    """The place follows half a minute after the date, the announcement of the date in between or after both."""
    await town.load(replace(EDITION, when=Exact(START)))
    await town.load(replace(EDITION, when=Exact(START), venue=Venue(text("Park"))))
    await town.tick()
    await town.write_down()
    assert await town.announced() == [{TOPIC_ALONE}]
    assert await town.again().tick() == 0


async def test_a_date_that_moved_unseen_by_this_process_is_announced_as_it_is_now(town):
    await town.load(replace(EDITION, when=Exact(START)))
    await town.again().load(replace(EDITION, when=Exact(START + 3 * DAY)))
    assert await town.planning.due(town.database) == 0, "memory is behind: that day does not hold any more"
    assert await town.tick() == 1
    await town.write_down()
    assert await town.announced() == [{TOPIC_ALONE}]


@pytest.mark.parametrize("then", ["moved", "taken back", "cancelled", "stays"])
async def test_who_sleeps_does_not_wake_to_a_date_that_does_not_hold(town, then):
    dated = replace(EDITION, when=Exact(START))
    await town.load(dated)
    await town.tick()
    await town.write_down()
    now = {
        "moved": replace(EDITION, when=Exact(START + 3 * DAY)),
        "taken back": EDITION,
        "cancelled": replace(dated, state=EditionState.CANCELLED),
        "stays": replace(dated, venue=Venue(text("Park"))),
    }
    await town.load(now[then])
    await town.again().tick()
    first = await town.database.read(lambda tx: tx.announcements.get(1))
    assert first is not None
    assert first.state is (AnnouncementState.SENDING if then == "stays" else AnnouncementState.DROPPED)
    assert len(await town.announced()) == (1 if then == "stays" else then == "moved")


async def test_who_could_not_be_told_in_person_is_told_with_all_others(town):
    await town.load(replace(EDITION, when=Exact(START)))

    def body(tx):
        (found,) = [one for one in tx.outbox.claim(NOW, 99) if one.chat == FOLLOWS]
        tx.outbox.close(found.id, DeliveryState.FAILED, cause="no_right")

    await town.database.run(body)
    await town.tick()
    await town.write_down()
    assert await town.announced() == [{TOPIC_ALONE, FOLLOWS}]


async def test_who_has_just_read_the_day_is_not_reminded_of_it(town):
    soon = START - timedelta(days=55)
    await town.load(EDITION, "7_days_before", "1_day_before")
    await town.load(replace(EDITION, when=Exact(soon)), "7_days_before", "1_day_before")
    await town.tick()
    await town.write_down()
    assert await town.announced("7_days_before") == [{TOPIC_ALONE}]
    town.clock.set(soon - timedelta(hours=20))
    await town.tick()
    await town.write_down()
    assert await town.announced("1_day_before") == [set(SUBSCRIBED)], "days later it is a reminder"


async def test_a_new_place_alone_takes_no_reminder_away(town):
    soon = START - timedelta(days=55)
    await town.load(replace(EDITION, when=Exact(soon)), "1_day_before")
    town.clock.set(soon - timedelta(hours=20))
    await town.load(replace(EDITION, when=Exact(soon), venue=Venue(text("Park"))), "1_day_before")
    await town.tick()
    await town.write_down()
    assert await town.announced("1_day_before") == [set(SUBSCRIBED)]


async def test_without_what_the_notices_say_it_would_come_twice(town, monkeypatch):
    """The saboteur: notices that do not say which day they are about."""
    monkeypatch.setattr("bot.services.publishing.day_key", lambda *_: None)
    await town.load(replace(EDITION, when=Exact(START)))
    await town.tick()
    await town.write_down()
    assert await town.announced() == [set(SUBSCRIBED)]
