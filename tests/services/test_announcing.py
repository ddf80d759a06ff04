"""The verbs of announcements: what each allows in which state, and what it refuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.announcements import Announcement, AnnouncementState, Content, Media, MediaKind
from bot.domain.audience import BadAudience
from bot.domain.language import Language
from bot.domain.people import Person
from bot.services.announced import (
    AlreadyQueued,
    Awaiting,
    Done,
    Incomplete,
    InThePast,
    Nobody,
    NoSuchAnnouncement,
    NotNow,
    OtherMedia,
    Queued,
    SamePerson,
)
from bot.services.announcing import Announcing
from tests.contracts.moments import NOW
from tests.fakes.clock import FakeClock
from tests.fakes.memory import MemoryDatabase

CONTENT = Content({Language.KK: "Ә", Language.RU: "Я"})
WANTED = Announcement(CONTENT, "all")
AUTHOR, OTHER, NOBODY = 7, 8, 999


@pytest.fixture
def clock():
    return FakeClock(NOW)


@pytest.fixture
async def database():
    made = MemoryDatabase()

    def body(tx):
        for number in (1, 2, 3):
            tx.people.put(Person(number, Language.KK))

    await made.run(body)
    return made


@pytest.fixture
def announcing(clock):
    return Announcing(clock, ZoneInfo("Asia/Almaty"), second_organizer_above=2)


async def put(database, state, **more) -> int:
    added = await database.run(
        lambda tx: tx.announcements.add(replace(WANTED, state=state, created_at=NOW, author=AUTHOR, **more))
    )
    return int(added.id)


async def test_a_draft_is_kept_changed_and_sent_or_thrown_away(announcing, database):
    kept = await announcing.draft(database, Announcement(Content({Language.KK: "Ә"}), ""))
    assert isinstance(kept, Done)
    changed = replace(kept.announcement, content=CONTENT, audience="lang:kk")
    assert isinstance(await announcing.draft(database, changed), Done)
    other = await announcing.draft(database, WANTED)
    assert isinstance(await announcing.discard(database, other.announcement.id), Done)
    assert await announcing.get(database, other.announcement.id) is None

    queued = await announcing.queue(database, changed)
    assert isinstance(queued, Queued)
    assert (queued.announcement.id, queued.headcount.total) == (changed.id, 3)
    assert isinstance(await announcing.queue(database, changed), NotNow)
    assert isinstance(await announcing.draft(database, changed), NotNow)
    assert isinstance(await announcing.discard(database, changed.id), NotNow)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"content": Content({Language.KK: "Ә", Language.RU: " "})}, Incomplete((Language.RU,))),
        ({"send_at": NOW - timedelta(minutes=3)}, InThePast(NOW - timedelta(minutes=3))),
        ({"id": NOBODY}, NoSuchAnnouncement()),
    ],
)
async def test_what_cannot_be_sent_is_refused(announcing, database, changes, refusal):
    assert await announcing.queue(database, replace(WANTED, **changes)) == refusal


async def test_an_audience_that_is_wrong_or_empty_is_refused(announcing, database):
    assert isinstance(await announcing.queue(database, replace(WANTED, audience="rolle:pupil")), BadAudience)
    assert isinstance(await announcing.queue(database, replace(WANTED, audience="role:pupil")), Nobody)
    later = replace(WANTED, audience="role:pupil", send_at=NOW + timedelta(days=1))
    assert isinstance(await announcing.queue(database, later), Queued), "somebody may be in it by then"


async def test_an_occurrence_is_queued_once_even_late_and_to_nobody(announcing, database):
    planned = replace(WANTED, audience="role:pupil", occurrence="plan:a", send_at=NOW - timedelta(hours=1))
    first = await announcing.queue(database, planned)
    assert isinstance(first, Queued)
    assert await announcing.queue(database, planned) == AlreadyQueued(first.announcement)


async def test_what_is_too_late_from_the_start_is_dropped(announcing, database):
    planned = replace(WANTED, occurrence="plan:a", expires_at=NOW)
    assert (await announcing.queue(database, planned)).announcement.state is AnnouncementState.DROPPED


async def test_many_recipients_need_a_second_organizer(announcing, database):
    awaiting = await announcing.queue(database, replace(WANTED, author=AUTHOR))
    assert isinstance(awaiting, Awaiting)
    number = awaiting.announcement.id
    assert isinstance(await announcing.confirm(database, number, AUTHOR), SamePerson)
    confirmed = await announcing.confirm(database, number, OTHER)
    assert isinstance(confirmed, Done)
    assert (confirmed.announcement.state, confirmed.announcement.confirmed_by) == (AnnouncementState.PREPARING, OTHER)
    assert isinstance(await announcing.confirm(database, number, OTHER), NotNow)

    again = await announcing.queue(database, replace(WANTED, author=AUTHOR))
    assert (await announcing.send_back(database, again.announcement.id)).announcement.state is AnnouncementState.DRAFT


VERBS = {
    "pause": {"preparing", "sending"},
    "resume": {"paused", "refused"},
    "stop": {"awaiting", "scheduled", "refused", "paused", "fixing", "preparing", "sending"},
    "recall": {"sending", "paused", "done", "stopped", "fixing", "refused"},
    "send_unknown": {"done"},
    "send_back": {"awaiting"},
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", AnnouncementState)
async def test_each_verb_belongs_to_its_states(announcing, database, verb, state):
    number = await put(database, state, started_at=NOW)
    outcome = await getattr(announcing, verb)(database, number)
    assert isinstance(outcome, Done if state.value in VERBS[verb] else NotNow)
    if isinstance(outcome, NotNow):
        assert (await announcing.get(database, number)).state is state
    assert await getattr(announcing, verb)(database, NOBODY) == NoSuchAnnouncement()


@pytest.mark.parametrize("state", AnnouncementState)
async def test_a_fix_belongs_to_what_was_sent(announcing, database, state):
    number = await put(database, state, started_at=NOW)
    fixed = Content({Language.KK: "Ә2", Language.RU: "Я2"})
    outcome = await announcing.fix(database, number, fixed)
    allowed = state.value in VERBS["recall"]
    assert isinstance(outcome, Done if allowed else NotNow)
    if allowed:
        assert (outcome.announcement.content, outcome.announcement.revision) == (fixed, 1)
        with_photo = Content(fixed.text, (Media(MediaKind.PHOTO, "x"),))
        assert isinstance(await announcing.fix(database, number, with_photo), OtherMedia)
        assert isinstance(await announcing.fix(database, number, Content({})), Incomplete)


async def test_what_was_paused_while_it_was_prepared_is_prepared_on(announcing, database):
    number = await put(database, AnnouncementState.PAUSED)
    assert (await announcing.resume(database, number)).announcement.state is AnnouncementState.PREPARING
