from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.auditing import AuditAction
from bot.domain.deliveries import NoticeKind
from bot.domain.edits import SetWhen, Unfit
from bot.domain.events import EditionState, Venue
from bot.domain.places import SessionKey
from bot.domain.policy import Staff, StaffRole
from bot.domain.when import Unknown
from bot.services.editing import Changed, Editing, History, NoEvent, Preview, Stale, Unchanged
from bot.services.programme import Loaded, Programmes, Vanishing
from bot.services.staffing import NotAllowed, Staffing
from tests.contracts.test_registrations import registration
from tests.domain.test_changes import JUNE, MAY, edition, event, text
from tests.fakes.clock import FakeClock
from tests.fakes.memory import MemoryDatabase

ZONE = ZoneInfo("Asia/Almaty")
NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)
OWNER, ORGANIZER, ANSWERER = 1, 2, 3
UNDATED = event(edition(when=Unknown(), state=EditionState.PLANNED))
KEY = "festival"


class Office:
    """Everything that edits the programme, over one memory."""

    def __init__(self) -> None:
        self.database = MemoryDatabase()
        self.clock = FakeClock(NOW)
        self.programmes = Programmes(self.database, self.clock, ZONE)
        self.staffing = Staffing(self.database, owners=frozenset({OWNER}), clock=self.clock)
        self.editing = Editing(self.programmes, self.staffing, self.clock, ZONE)

    async def queued(self) -> list[tuple[int, NoticeKind]]:
        return [(d.chat, d.notice.kind) for d in self.database.tables.outbox.values()]

    async def follow(self, *people: int) -> None:
        await self.database.run(lambda tx: [tx.follows.add(person, KEY, NOW) for person in people])


@pytest.fixture
async def office() -> Office:
    made = Office()
    await made.database.run(
        lambda tx: list(
            map(
                tx.staff.put,
                (Staff(ORGANIZER, StaffRole.ORGANIZER, NOW), Staff(ANSWERER, StaffRole.ANSWERER, NOW)),
            )
        )
    )
    await made.staffing.refresh()
    await made.programmes.load([UNDATED], whole=True)
    return made


async def test_a_date_reaches_who_waits_and_its_change_whoever_was_told(office: Office):
    await office.follow(11, 12)
    first = await office.editing.set_when(office.database, ORGANIZER, KEY, "y2027", MAY)
    assert isinstance(first, Changed)
    assert first.told == 2
    assert office.programmes.current.get(KEY) == first.after
    await office.follow(13)
    second = await office.editing.set_when(office.database, ORGANIZER, KEY, "y2027", JUNE)
    assert isinstance(second, Changed)
    assert second.told == 2
    assert (await office.queued())[2:] == [(11, NoticeKind.EDITION_CHANGED), (12, NoticeKind.EDITION_CHANGED)]


async def test_a_cancellation_tells_everybody_and_they_wait_for_the_next_date(office: Office):
    await office.follow(11)
    await office.editing.set_when(office.database, OWNER, KEY, "y2027", MAY)
    await office.follow(12)
    cancelled = await office.editing.set_state(office.database, OWNER, KEY, "y2027", EditionState.CANCELLED)
    assert isinstance(cancelled, Changed)
    assert cancelled.told == 2
    added = await office.editing.add_edition(office.database, OWNER, KEY, "y2028", JUNE)
    assert isinstance(added, Changed)
    assert added.told == 2


async def test_who_signed_up_is_told_of_a_change_too_and_nobody_twice(office: Office):
    await office.follow(11)
    await office.editing.set_when(office.database, OWNER, KEY, "y2027", MAY)
    session = SessionKey(KEY, "y2027", "welding")
    signed = [replace(registration(owner), session=session) for owner in (11, 12)]
    await office.database.run(lambda tx: [tx.registrations.add(one) for one in signed])
    changed = await office.editing.set_when(office.database, OWNER, KEY, "y2027", JUNE)
    assert isinstance(changed, Changed)
    assert changed.told == 2
    assert sorted(chat for chat, kind in await office.queued() if kind is NoticeKind.PLACE_MOVED) == [11, 12]


async def test_a_preview_tells_how_many_would_be_told_and_changes_nothing(office: Office):
    await office.follow(11, 12, 13)
    seen = await office.editing.preview(office.database, ORGANIZER, SetWhen(KEY, "y2027", MAY))
    assert isinstance(seen, Preview)
    assert (seen.told, seen.before) == (3, UNDATED)
    assert office.programmes.current.get(KEY) == UNDATED
    assert await office.queued() == []


async def test_what_was_changed_since_the_preview_is_not_overwritten(office: Office):
    seen = await office.editing.preview(office.database, ORGANIZER, SetWhen(KEY, "y2027", MAY))
    assert isinstance(seen, Preview)
    await office.editing.set_venue(office.database, OWNER, KEY, "y2027", Venue(text("парк")))
    saved = await office.editing.save(office.database, ORGANIZER, SetWhen(KEY, "y2027", MAY), seen.seen)
    assert isinstance(saved, Stale)
    assert office.programmes.current.events[KEY].editions[0].when == Unknown()


async def test_only_organizers_edit_and_see_the_history(office: Office):
    for stranger in (ANSWERER, 99):
        assert isinstance(await office.editing.set_when(office.database, stranger, KEY, "y2027", MAY), NotAllowed)
        assert isinstance(await office.editing.undo(office.database, stranger, 1), NotAllowed)
        assert isinstance(await office.editing.history(office.database, stranger, KEY, 0), NotAllowed)
        assert isinstance(
            await office.editing.preview(office.database, stranger, SetWhen(KEY, "y2027", MAY)), NotAllowed
        )


async def test_other_refusals_are_values_too(office: Office):
    editing, work = office.editing, office.database
    assert isinstance(await editing.set_when(work, OWNER, "none", "y2027", MAY), NoEvent)
    assert await editing.set_when(work, OWNER, KEY, "y1999", MAY) is Unfit.NO_EDITION
    assert isinstance(await editing.set_when(work, OWNER, KEY, "y2027", Unknown()), Unchanged)
    assert isinstance(await editing.undo(work, OWNER, 5), NoEvent)


async def test_a_change_is_kept_and_taken_back_and_that_is_kept_as_well(office: Office):
    await office.follow(11)
    changed = await office.editing.set_when(office.database, ORGANIZER, KEY, "y2027", MAY)
    assert isinstance(changed, Changed)
    undone = await office.editing.undo(office.database, OWNER, changed.change)
    assert isinstance(undone, Changed)
    assert undone.told == 1
    assert office.programmes.current.get(KEY) == UNDATED
    history = await office.editing.history(office.database, OWNER, KEY, 0)
    assert isinstance(history, History)
    assert [(c.author, c.undoes) for c in history.changes] == [(OWNER, 1), (ORGANIZER, None)]
    assert isinstance(await office.editing.undo(office.database, OWNER, changed.change), Stale)
    entries = await office.database.read(lambda tx: tx.audit.newest(2))
    assert [(e.author, e.action, e.subject) for e in entries] == [
        (OWNER, AuditAction.PROGRAMME_CHANGED, KEY),
        (ORGANIZER, AuditAction.PROGRAMME_CHANGED, KEY),
    ]


async def test_a_new_edition_is_not_taken_back_from_who_was_told_of_it(office: Office):
    await office.follow(11)
    added = await office.editing.add_edition(office.database, OWNER, KEY, "y2028", MAY)
    assert isinstance(added, Changed)
    assert isinstance(await office.editing.undo(office.database, OWNER, added.change), Stale)


async def test_a_load_of_the_same_file_leaves_what_was_changed_in_the_chat(office: Office):
    await office.editing.set_when(office.database, OWNER, KEY, "y2027", MAY)
    await office.editing.add_alias(office.database, OWNER, KEY, "фест")
    had = office.programmes.current.get(KEY)
    assert await office.programmes.load([UNDATED], whole=True) == Loaded(unchanged=(KEY,))
    assert office.programmes.current.get(KEY) == had


async def test_what_is_new_in_the_file_is_loaded_and_tells_who_was_told_before(office: Office):
    await office.follow(11)
    await office.editing.set_when(office.database, OWNER, KEY, "y2027", MAY)
    loaded = await office.programmes.load([event(edition(when=JUNE), name=text("жаңа"))], whole=True)
    assert isinstance(loaded, Loaded)
    assert (loaded.updated, loaded.notices) == ((KEY,), 1)
    now = office.programmes.current.events[KEY]
    assert (now.name, now.editions[0].when) == (text("жаңа"), JUNE)


async def test_an_edition_that_people_count_on_does_not_vanish_with_its_lines(office: Office):
    await office.programmes.load([event(edition())], whole=True)
    assert await office.programmes.load([event()], whole=True) == Loaded(updated=(KEY,))
    await office.follow(11)
    await office.programmes.load([event(edition())], whole=True)
    before = office.programmes.current.get(KEY)
    assert await office.programmes.load([event(name=text("жаңа"))], whole=True) == Vanishing(("festival.y2027",))
    assert office.programmes.current.get(KEY) == before


async def test_an_edition_that_was_changed_in_the_chat_does_not_vanish_either(office: Office):
    await office.editing.set_venue(office.database, OWNER, KEY, "y2027", Venue(text("парк")))
    assert await office.programmes.load([event()], whole=False) == Vanishing(("festival.y2027",))


async def test_an_event_that_comes_back_into_the_folder_is_shown_again(office: Office):
    other = replace(event(), key="forum")
    await office.programmes.load([UNDATED, other], whole=True)
    assert await office.programmes.load([other], whole=True) == Loaded(unchanged=("forum",), archived=(KEY,))
    assert await office.programmes.load([UNDATED, other], whole=True) == Loaded(updated=(KEY,), unchanged=("forum",))
    assert office.programmes.current.get(KEY) == UNDATED
