from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.deliveries import DeliveryState, NoticeKind
from bot.domain.events import Edition, EditionState, Event, Kind
from bot.domain.facts import Source, Status
from bot.domain.language import LocalizedText
from bot.domain.schools import School
from bot.domain.when import Days, Exact, Month, Unknown, When, Year
from bot.services.programme import Loaded, Programmes, Vanishing
from tests.fakes.clock import FakeClock
from tests.fakes.memory import MemoryDatabase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.deliveries import Delivery

ZONE = ZoneInfo("Asia/Almaty")
NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)
DATED = Exact(datetime(2027, 5, 14, 5, tzinfo=UTC), datetime(2027, 5, 14, 11, tzinfo=UTC))
TEXT = LocalizedText("мәтін", "текст")
SOURCE = Source(TEXT, Year(2025), Status.PLAN)


def event(key: str, when: When | None = None, *, name: str = "атау", archived: bool = False) -> Event:
    edition = None if when is None else Edition("next", when, EditionState.ANNOUNCED, SOURCE)
    return Event(
        key=key,
        kind=Kind.FESTIVAL,
        name=LocalizedText(name, name),
        summary=TEXT,
        audience=TEXT,
        source=SOURCE,
        editions=(edition,) if edition else (),
        archived=archived,
    )


@pytest.fixture
def database() -> MemoryDatabase:
    return MemoryDatabase()


@pytest.fixture
def programmes(database: MemoryDatabase) -> Programmes:
    return Programmes(database, FakeClock(NOW), ZONE)


def notices(outcome: Loaded | Vanishing) -> int:
    assert isinstance(outcome, Loaded)
    return outcome.notices


async def follow(database: MemoryDatabase, key: str, *people: int) -> None:
    await database.run(lambda tx: [tx.follows.add(person, key, NOW) for person in people])


async def version(database: MemoryDatabase) -> int:
    return await database.read(lambda tx: tx.programme.version())


async def deliveries(database: MemoryDatabase, keys: Sequence[str]) -> list[Delivery]:
    found = await database.read(lambda tx: [tx.outbox.get(key) for key in keys])
    return [delivery for delivery in found if delivery is not None]


async def queued(database: MemoryDatabase) -> int:
    return sum((await database.read(lambda tx: tx.outbox.counts())).values())


async def test_the_programme_is_empty_before_anything_is_loaded(programmes: Programmes):
    assert list(programmes.current) == []
    assert await programmes.refresh()
    assert list(programmes.current) == []
    assert not await programmes.refresh()


async def test_a_load_shows_at_once_and_in_its_order(programmes: Programmes):
    loaded = await programmes.load([event("b2"), event("a1")], whole=True)
    assert loaded == Loaded(added=("b2", "a1"))
    assert [e.key for e in programmes.current] == ["b2", "a1"]


async def test_another_process_sees_a_load_when_it_refreshes(programmes: Programmes, database: MemoryDatabase):
    other = Programmes(database, FakeClock(NOW), ZONE)
    await other.refresh()
    await programmes.load([event("a1")], whole=True)
    assert other.current.get("a1") is None
    assert await other.refresh()
    assert other.current.get("a1") is not None
    assert not await other.refresh()


async def test_loading_twice_changes_nothing(programmes: Programmes, database: MemoryDatabase):
    events = [event("a1", DATED), event("b2", Unknown())]
    await programmes.load(events, whole=True)
    before = await version(database)
    assert await programmes.load(events, whole=True) == Loaded(unchanged=("a1", "b2"))
    assert await version(database) == before


async def test_a_changed_event_is_updated_and_the_others_are_not(programmes: Programmes, database: MemoryDatabase):
    await programmes.load([event("a1"), event("b2")], whole=True)
    before = await version(database)
    loaded = await programmes.load([event("a1", name="жаңа"), event("b2")], whole=True)
    assert loaded == Loaded(updated=("a1",), unchanged=("b2",))
    assert await version(database) == before + 1
    found = programmes.current.get("a1")
    assert found is not None
    assert found.name.kk == "жаңа"


async def test_a_new_order_alone_is_kept_too(programmes: Programmes):
    await programmes.load([event("a1"), event("b2")], whole=True)
    assert await programmes.load([event("b2"), event("a1")], whole=True) == Loaded(unchanged=("b2", "a1"))
    assert [e.key for e in programmes.current] == ["b2", "a1"]


async def test_what_a_whole_load_misses_is_archived_once_and_never_deleted(programmes: Programmes):
    await programmes.load([event("a1"), event("b2")], whole=True)
    assert await programmes.load([event("b2")], whole=True) == Loaded(unchanged=("b2",), archived=("a1",))
    assert programmes.current.get("a1") is None
    assert programmes.current.events["a1"] == event("a1", archived=True)
    assert await programmes.load([event("b2")], whole=True) == Loaded(unchanged=("b2",))


async def test_an_archived_event_comes_back_when_it_is_loaded_again(programmes: Programmes):
    await programmes.load([event("a1"), event("b2")], whole=True)
    await programmes.load([event("b2")], whole=True)
    assert await programmes.load([event("a1")], whole=False) == Loaded(updated=("a1",))
    assert {e.key for e in programmes.current} == {"a1", "b2"}


async def test_a_part_adds_and_updates_and_archives_nothing(programmes: Programmes):
    await programmes.load([event("a1"), event("b2")], whole=True)
    assert await programmes.load([event("b2", name="жаңа"), event("c3")], whole=False) == Loaded(
        added=("c3",), updated=("b2",)
    )
    assert [e.key for e in programmes.current] == ["a1", "b2", "c3"]


async def test_an_event_archived_by_its_file_is_archived(programmes: Programmes):
    await programmes.load([event("a1")], whole=True)
    assert await programmes.load([event("a1", archived=True)], whole=False) == Loaded(updated=("a1",), archived=("a1",))


async def test_two_events_under_one_key_are_a_bug(programmes: Programmes):
    with pytest.raises(ValueError, match="one key"):
        await programmes.load([event("a1"), event("a1")], whole=True)


async def test_everyone_who_waits_is_told_of_the_date_exactly_once(programmes: Programmes, database: MemoryDatabase):
    await programmes.load([event("a1", Unknown()), event("b2", Unknown())], whole=True)
    await follow(database, "a1", 11, 12)
    await follow(database, "b2", 13)
    loaded = await programmes.load([event("a1", DATED), event("b2", Unknown())], whole=True)
    assert notices(loaded) == 2
    told = await deliveries(database, ["date:a1:next:11", "date:a1:next:12"])
    assert [(d.chat, d.notice.kind, dict(d.notice.params), d.due_at, d.state) for d in told] == [
        (person, NoticeKind.DATE_ANNOUNCED, {"event": "a1", "edition": "next"}, NOW, DeliveryState.PENDING)
        for person in (11, 12)
    ]
    assert await database.read(lambda tx: tx.follows.counts()) == {"b2": 1}
    assert notices(await programmes.load([event("a1", DATED), event("b2", Unknown())], whole=True)) == 0
    assert await queued(database) == 2


@pytest.mark.parametrize("when", [Unknown(), Year(2027), Month(2027, 5)])
async def test_a_month_or_a_year_is_not_yet_a_date(programmes: Programmes, database: MemoryDatabase, when: When):
    await programmes.load([event("a1", Unknown())], whole=True)
    await follow(database, "a1", 11)
    assert notices(await programmes.load([event("a1", when)], whole=True)) == 0
    assert await database.read(lambda tx: tx.follows.has(11, "a1"))


async def test_a_date_that_has_passed_is_no_news(programmes: Programmes, database: MemoryDatabase):
    await programmes.load([event("a1", Unknown())], whole=True)
    await follow(database, "a1", 11)
    past = (NOW - timedelta(days=30)).date()
    assert notices(await programmes.load([event("a1", Days(past, past))], whole=True)) == 0
    assert await database.read(lambda tx: tx.follows.has(11, "a1"))


async def test_a_date_taken_back_and_announced_anew_is_told_anew(database: MemoryDatabase):
    clock = FakeClock(NOW)
    programmes = Programmes(database, clock, ZONE)
    await programmes.load([event("a1", Unknown())], whole=True)
    await follow(database, "a1", 11)
    await programmes.load([event("a1", DATED)], whole=True)
    await programmes.load([event("a1", Unknown())], whole=True)
    await follow(database, "a1", 11, 12)
    clock.advance(timedelta(days=1))
    later = replace(DATED, end=None)
    assert notices(await programmes.load([event("a1", later)], whole=True)) == 2
    assert await queued(database) == 4  # the date, that it was taken back, and the new date to both


async def test_followers_of_an_archived_event_are_told_when_it_returns_with_a_date(
    programmes: Programmes, database: MemoryDatabase
):
    await programmes.load([event("a1", Unknown())], whole=True)
    await follow(database, "a1", 11)
    assert notices(await programmes.load([event("a1", DATED, archived=True)], whole=True)) == 0
    assert notices(await programmes.load([event("a1", DATED)], whole=True)) == 1


async def test_all_or_nothing(programmes: Programmes, database: MemoryDatabase, monkeypatch: pytest.MonkeyPatch):
    await programmes.load([event("a1", Unknown()), event("b2")], whole=True)
    await follow(database, "a1", 11)
    before = await version(database)

    def out_of_order(*_args: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("tests.fakes.outbox.FakeOutbox.add", out_of_order)
    with pytest.raises(OSError, match="full"):
        await programmes.load([event("c3"), event("a1", DATED)], whole=True)
    assert await version(database) == before
    assert await database.read(lambda tx: tx.follows.has(11, "a1"))
    assert [e.key for e in programmes.current] == ["a1", "b2"]


@given(st.lists(st.tuples(st.booleans(), st.lists(st.sampled_from("abcdef"), unique=True)), max_size=6))
async def test_after_any_loads_the_order_is_dense_and_nothing_is_lost(loads: list[tuple[bool, list[str]]]):
    database = MemoryDatabase()
    programmes = Programmes(database, FakeClock(NOW), ZONE)
    seen: set[str] = set()
    shown: set[str] = set()
    for whole, letters in loads:
        await programmes.load([event(f"{letter}1") for letter in letters], whole=whole)
        keys = {f"{letter}1" for letter in letters}
        seen |= keys
        shown = keys if whole else shown | keys
        assert set(programmes.current.events) == seen
        assert {e.key for e in programmes.current} == shown
        assert sorted(position for position, _ in database.tables.events.values()) == list(range(len(seen)))


ONE, TWO = (School(f"demo_{n}", LocalizedText(f"Демо мектеп № {n}", f"Демо школа № {n}")) for n in (1, 2))


async def test_a_load_of_schools_lists_these_and_keeps_the_names_of_those_that_are_gone(programmes):
    assert await programmes.load([], whole=True, schools=(ONE, TWO)) == Loaded(schools=2)
    assert programmes.current.schools == {"demo_1": ONE, "demo_2": TWO}

    assert await programmes.load([], whole=True, schools=(TWO,)) == Loaded(schools=1)
    assert programmes.current.schools == {"demo_2": TWO, "demo_1": replace(ONE, listed=False)}
    assert await programmes.load([], whole=True, schools=(TWO,)) == Loaded()


async def test_a_load_that_says_nothing_of_schools_leaves_them(programmes):
    await programmes.load([], whole=True, schools=(ONE,))
    await programmes.load([event("a1")], whole=False)
    assert programmes.current.schools == {"demo_1": ONE}
