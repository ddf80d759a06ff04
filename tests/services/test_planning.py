"""Plans at work: exactly once, through downtime of any length and a clock that jumps."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain.announcements import AnnouncementState, Topic
from bot.domain.events import EditionState, Kind
from bot.domain.language import Language
from bot.domain.when import Days, Unknown
from bot.i18n import load_translators
from bot.services.announcing import Announcing
from bot.services.planning import Overview, Planning
from bot.services.programme import Programmes
from bot.services.staffing import NotAllowed, Staffing
from bot.views.plans import PlanComposer
from tests.domain.test_changes import MAY, edition, event, text
from tests.fakes.clock import FakeClock
from tests.fakes.memory import MemoryDatabase

if TYPE_CHECKING:
    from bot.domain.announcements import Announcement
    from bot.domain.when import When

ZONE = ZoneInfo("Asia/Almaty")
PLAN = ("date_announced", "7_days_before", "1_day_before")
OWNER = 1


def forum(when: When = MAY, **more: Any):
    return replace(event(edition(when=when, **more), plan=PLAN, name=text("Форум")), kind=Kind.FORUM)


def local(month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(2027, month, day, hour, minute, tzinfo=ZONE).astimezone(UTC)


class Week:
    """Plans over one memory; each `restart` forgets what a process knows."""

    def __init__(self) -> None:
        self.database = MemoryDatabase()
        self.clock = FakeClock(local(4, 6))
        self.restart()

    def restart(self) -> None:
        self.programmes = Programmes(self.database, self.clock, ZONE)
        self.staffing = Staffing(self.database, owners=frozenset({OWNER}), clock=self.clock)
        announcing, composer = Announcing(self.clock, ZONE), PlanComposer(load_translators(ZONE))
        self.planning = Planning(self.programmes, announcing, self.staffing, composer, self.clock, ZONE)

    async def load(self, *events: object) -> None:
        await self.programmes.load(events, whole=True)  # type: ignore[arg-type]

    async def at(self, moment: datetime) -> list[str]:
        """The rules that are queued when the ticks of that minute are over."""
        self.clock.set(moment)
        before = len(self.queued)
        await self.programmes.refresh()
        for _ in range(3):
            await self.planning.due(self.database)
        return [(one.occurrence or "").split(":")[3] for one in self.queued[before:]]

    @property
    def queued(self) -> list[Announcement]:
        return sorted(self.database.tables.announcements.values(), key=lambda one: one.id)


@pytest.fixture
async def week() -> Week:
    made = Week()
    await made.load(forum())
    return made


async def test_each_rule_fires_once_at_its_time(week: Week):
    assert await week.at(local(4, 6)) == ["date_announced"]
    assert await week.at(local(5, 13, 9, 59)) == ["digest"]
    assert await week.at(local(5, 13)) == ["7_days_before"]
    week.restart()
    assert await week.at(local(5, 13, 10, 1)) == []
    assert await week.at(local(5, 19)) == ["1_day_before", "digest"], "and the digest of that week"
    first = week.queued[0]
    assert (first.audience, first.topic, first.state) == ("topic:forums", Topic.FORUMS, AnnouncementState.PREPARING)
    assert "20\xa0мая 2027" in first.content.text[Language.RU]
    assert "2027 жылғы 20\xa0мамырда" in first.content.text[Language.KK]


@pytest.mark.parametrize(
    ("back", "said"),
    [
        (local(5, 13, 10, 1), ["7_days_before"]),
        (local(5, 14), ["7_days_before"]),
        (local(5, 16), ["7_days_before"]),
        (local(5, 19, 10, 1), ["1_day_before"]),
        (local(5, 20, 0, 1), []),
    ],
    ids=["a minute", "a day", "three days", "until the next reminder", "until it has begun"],
)
async def test_after_a_downtime_what_still_helps_is_said(week: Week, back: datetime, said: list[str]):
    await week.at(local(4, 6))
    await week.at(local(5, 12))
    week.restart()
    assert [rule for rule in await week.at(back) if rule != "digest"] == said


async def test_a_date_is_announced_though_the_clock_goes_on_between_two_looks(week: Week, monkeypatch):
    def now() -> datetime:
        return week.clock.advance(timedelta(microseconds=1))

    monkeypatch.setattr(week.clock, "now", now)
    assert await week.at(local(4, 6)) == ["date_announced"]


async def test_what_came_too_late_is_told_to_organizers(week: Week):
    await week.at(local(4, 6))
    await week.at(local(5, 20, 0, 1))
    overview = await week.planning.overview(week.database, OWNER)
    assert isinstance(overview, Overview)
    assert [key.split(":")[3] for key in overview.dropped] == ["1_day_before", "7_days_before"]


async def test_a_clock_that_goes_back_and_forth_says_nothing_twice(week: Week):
    for moment in (local(4, 6), local(5, 13), local(5, 12), local(4, 5), local(5, 13), local(5, 19), local(5, 13)):
        await week.at(moment)
        week.restart()
    rules = [(one.occurrence or "").split(":")[3] for one in week.queued]
    assert sorted(rule for rule in rules if rule != "digest") == ["1_day_before", "7_days_before", "date_announced"]


async def test_while_the_date_is_not_known_nothing_is_said(week: Week):
    await week.load(forum(Unknown()))
    assert await week.at(local(5, 13)) == []


async def test_who_is_told_the_date_late_is_not_reminded_at_once(week: Week):
    await week.load(forum(Unknown()))
    await week.at(local(5, 13))
    await week.load(forum())
    assert [rule for rule in await week.at(local(5, 14)) if rule != "digest"] == ["date_announced"]
    assert [rule for rule in await week.at(local(5, 19)) if rule != "digest"] == ["1_day_before"]


async def test_a_date_that_moves_is_announced_and_reminded_of_anew(week: Week):
    await week.at(local(4, 6))
    await week.at(local(5, 13))
    await week.load(forum(Days(date(2027, 6, 10), date(2027, 6, 10))))
    assert [rule for rule in await week.at(local(5, 14)) if rule != "digest"] == ["date_announced"]
    assert [rule for rule in await week.at(local(6, 3)) if rule != "digest"] == ["7_days_before"]


async def test_a_date_that_comes_back_after_another_is_told_again_and_one_that_stays_is_not(week: Week):
    other = forum(Days(date(2027, 6, 10), date(2027, 6, 10)))
    told: list[tuple[str, str]] = []
    for minute, stands in enumerate((forum(), other, forum(), forum(), other, forum())):
        await week.load(stands)
        for moment in (local(4, 6, 11, minute), local(4, 6, 11, minute) + timedelta(seconds=20)):
            told += [(rule, week.queued[-1].content.text[Language.RU]) for rule in await week.at(moment)]
            week.restart()
    days = ["20\xa0мая" if "20\xa0мая" in words else "10\xa0июня" for _, words in told]
    assert [rule for rule, _ in told] == ["date_announced"] * 5
    assert days == ["20\xa0мая", "10\xa0июня", "20\xa0мая", "10\xa0июня", "20\xa0мая"]


async def test_a_date_that_moved_and_came_back_before_anybody_was_told_is_not_told_again(week: Week):
    await week.at(local(4, 6))
    await week.load(forum(Days(date(2027, 6, 10), date(2027, 6, 10))))
    await week.load(forum())
    assert await week.at(local(4, 6, 11)) == []


async def test_a_cancelled_edition_is_silent(week: Week):
    await week.at(local(4, 6))
    await week.load(forum(state=EditionState.CANCELLED))
    assert await week.at(local(5, 13)) == []


async def test_a_rule_is_switched_off_and_on_by_organizers_only(week: Week):
    await week.at(local(4, 6))
    assert not await week.planning.switch(week.database, 99, "festival", "7_days_before", on=False)
    assert not await week.planning.switch(week.database, OWNER, "festival", "3_days_before", on=False)
    assert isinstance(await week.planning.overview(week.database, 99), NotAllowed)
    assert await week.planning.switch(week.database, OWNER, "festival", "7_days_before", on=False)
    assert "7_days_before" not in await week.at(local(5, 13))
    assert await week.planning.switch(week.database, OWNER, "festival", "7_days_before", on=True)
    assert "7_days_before" in await week.at(local(5, 13) + timedelta(hours=1))


async def test_the_digest_tells_what_is_coming_and_is_silent_when_nothing_is(week: Week):
    assert "digest" not in await week.at(local(4, 12))
    assert "digest" in await week.at(local(5, 3))
    told = week.queued[-1]
    assert (told.audience, "Форум" in told.content.text[Language.KK]) == ("topic:news", True)


async def test_the_digest_tells_what_is_new_or_begins_this_week_and_repeats_nothing_else(week: Week):
    monday = [local(4, 26), *(local(5, day) for day in (3, 10, 17, 24, 31))]
    june = replace(forum(Days(date(2027, 6, 9), date(2027, 6, 9))), key="later", name=text("Байқау"), aliases=())
    said = []
    for number, moment in enumerate(monday):
        if number == 4:
            await week.load(forum(), june)
        said.append([rule for rule in await week.at(moment) if rule == "digest"])
        week.restart()
    assert [bool(one) for one in said] == [True, False, False, True, True, False], "31 May: read a week before"
    assert "Форум" not in week.queued[-1].content.text[Language.RU]


async def test_a_digest_that_nobody_got_counts_for_nothing(week: Week):
    await week.at(local(4, 26))
    [last] = [one for one in week.queued if "digest" in (one.occurrence or "")]
    week.database.tables.announcements[last.id] = replace(last, state=AnnouncementState.DROPPED)
    assert await week.at(local(5, 3)) == ["digest"]


@pytest.mark.parametrize("gone", [{"archived": True}, {"state": EditionState.CANCELLED}])
async def test_of_what_is_called_off_no_digest_tells(week: Week, gone: dict[str, Any]):
    called_off = forum(state=EditionState.CANCELLED) if "state" in gone else replace(forum(), **gone)
    await week.load(called_off)
    assert await week.at(local(5, 17)) == []
