from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from bot.domain.events import KEY, Edition, EditionState, Event, Kind, Programme, Standing, Window, newly_dated
from bot.domain.facts import ASPECTS, Fact, Source, Status
from bot.domain.language import LocalizedText
from bot.domain.when import Days, Exact, Month, Unknown, When, Year, is_date
from tests.domain import programme_values

ZONE = ZoneInfo("Asia/Almaty")
NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)
TEXT = LocalizedText("мәтін", "текст")
SOURCE = Source(TEXT, Year(2025), Status.PLAN)
SPRING = Exact(datetime(2027, 5, 14, 5, tzinfo=UTC), datetime(2027, 5, 14, 11, tzinfo=UTC))


def edition(when: When, key: str = "next", state: EditionState = EditionState.ANNOUNCED) -> Edition:
    return Edition(key, when, state, SOURCE)


def event(*editions: Edition, recurs: bool = False, archived: bool = False) -> Event:
    return Event("fair", Kind.FORUM, TEXT, TEXT, TEXT, SOURCE, editions=editions, recurs=recurs, archived=archived)


@pytest.mark.parametrize(
    ("when", "now", "over"),
    [
        (SPRING, SPRING.start, False),
        (SPRING, datetime(2027, 5, 14, 10, 59, 59, tzinfo=UTC), False),
        (SPRING, SPRING.end, True),
        (Days(date(2027, 5, 14), date(2027, 5, 15)), datetime(2027, 5, 15, 18, 59, tzinfo=UTC), False),
        (Days(date(2027, 5, 14), date(2027, 5, 15)), datetime(2027, 5, 15, 19, 0, tzinfo=UTC), True),
        (Month(2026, 11), datetime(2026, 11, 30, 18, 59, tzinfo=UTC), False),
        (Month(2026, 11), datetime(2026, 11, 30, 19, 0, tzinfo=UTC), True),
        (Month(2026, 12), datetime(2026, 12, 31, 18, 59, tzinfo=UTC), False),
        (Month(2026, 12), datetime(2026, 12, 31, 19, 0, tzinfo=UTC), True),
        (Year(2026), datetime(2026, 12, 31, 18, 59, tzinfo=UTC), False),
        (Year(2026), datetime(2026, 12, 31, 19, 0, tzinfo=UTC), True),
        (Days(date(2025, 9, 1), None), datetime(2025, 8, 31, 18, 59, tzinfo=UTC), False),
        (Days(date(2025, 9, 1), None), datetime(2025, 8, 31, 19, 0, tzinfo=UTC), True),
        (Unknown(), datetime(2099, 1, 1, tzinfo=UTC), False),
    ],
)
def test_an_edition_is_over_to_the_minute_of_the_organizers_zone(when: When, now: datetime, over: bool):  # noqa: FBT001  an expected value
    assert edition(when).is_over(now, ZONE) is over


@pytest.mark.parametrize("state", [EditionState.OVER, EditionState.CANCELLED])
def test_what_its_organizers_ended_is_over_whatever_its_time(state: EditionState):
    assert edition(SPRING, state=state).is_over(NOW, ZONE)
    assert edition(Unknown(), state=state).is_over(NOW, ZONE)


def test_what_goes_on_from_a_day_is_not_over_while_it_is_open():
    assert not edition(Days(date(2025, 9, 1), None), state=EditionState.OPEN).is_over(NOW, ZONE)


@pytest.mark.parametrize(
    ("state", "taken"),
    [
        (EditionState.PLANNED, False),
        (EditionState.ANNOUNCED, True),
        (EditionState.OPEN, True),
        (EditionState.CLOSED, False),
        (EditionState.OVER, False),
        (EditionState.CANCELLED, False),
    ],
)
def test_registrations_are_taken_in_the_window_and_the_right_state_only(state: EditionState, taken: bool):  # noqa: FBT001  an expected value
    window = Window(NOW, NOW + timedelta(days=7))
    open_ = replace(edition(SPRING, state=state), registration=window)
    assert open_.takes_registrations(NOW, ZONE) is taken
    assert not open_.takes_registrations(NOW - timedelta(seconds=1), ZONE)
    assert not open_.takes_registrations(window.closes, ZONE)
    assert not edition(SPRING, state=state).takes_registrations(NOW, ZONE)


@pytest.mark.parametrize(
    ("found", "standing"),
    [
        (event(edition(SPRING)), Standing.COMING),
        (event(edition(Month(2026, 11))), Standing.COMING),
        (event(edition(Year(2027))), Standing.COMING),
        (event(edition(Unknown())), Standing.NOT_ANNOUNCED),
        (event(), Standing.NOT_ANNOUNCED),
        (event(edition(Year(2025))), Standing.PAST),
        (event(edition(Year(2025)), recurs=True), Standing.NOT_ANNOUNCED),
        (event(edition(Year(2025), "y2025"), edition(Unknown())), Standing.NOT_ANNOUNCED),
        (event(edition(Year(2025), "y2025"), edition(SPRING)), Standing.COMING),
        (event(edition(SPRING, state=EditionState.CANCELLED)), Standing.PAST),
    ],
)
def test_where_an_event_stands(found: Event, standing: Standing):
    assert found.standing(NOW, ZONE) is standing


def test_the_current_edition_is_the_soonest_that_is_not_over_and_dated_before_undated():
    past, unknown, month = edition(Year(2025), "y2025"), edition(Unknown(), "later"), edition(Month(2027, 6), "june")
    found = event(past, unknown, month, edition(SPRING, "may"))
    current, last = found.current(NOW, ZONE), found.last(NOW, ZONE)
    assert current is not None
    assert last is not None
    assert (current.key, last.key) == ("may", "y2025")


def test_a_date_is_awaited_until_it_is_one():
    assert event().awaits_date(NOW, ZONE)
    assert event(edition(Unknown())).awaits_date(NOW, ZONE)
    assert event(edition(Month(2027, 5))).awaits_date(NOW, ZONE)
    assert not event(edition(SPRING)).awaits_date(NOW, ZONE)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (None, event(edition(SPRING)), "next"),
        (event(), event(edition(SPRING)), "next"),
        (event(edition(Unknown())), event(edition(SPRING)), "next"),
        (event(edition(Month(2027, 5))), event(edition(Days(date(2027, 5, 14), None))), "next"),
        (event(edition(Unknown())), event(edition(Month(2027, 5))), None),
        (event(edition(SPRING)), event(edition(Days(date(2027, 6, 1), None))), None),
        (event(edition(Unknown())), event(edition(Days(date(2025, 9, 1), None))), None),
        (event(edition(Unknown())), event(edition(SPRING, state=EditionState.CANCELLED)), None),
        (event(edition(Unknown())), event(edition(SPRING), archived=True), None),
        (event(edition(SPRING), archived=True), event(edition(SPRING)), "next"),
        (
            event(edition(Unknown())),
            event(edition(Days(date(2027, 6, 1), None), "june"), edition(SPRING, "may")),
            "may",
        ),
    ],
)
def test_which_date_is_news(before: Event | None, after: Event, told: str | None):
    found = newly_dated(before, after, NOW, ZONE)
    assert (found.key if found else None) == told


def test_a_window_needs_a_zone_and_a_sense():
    with pytest.raises(ValueError, match="time zone"):
        Window(datetime(2027, 5, 1), NOW)  # noqa: DTZ001  a naive time is what is refused
    with pytest.raises(ValueError, match="close after"):
        Window(NOW, NOW)


def test_archived_events_are_kept_and_not_shown():
    hidden, shown = event(archived=True), replace(event(), key="show")
    programme = Programme({"fair": hidden, "show": shown})
    assert list(programme) == [shown]
    assert programme.get("fair") is None
    assert programme.get("show") is shown
    assert programme.events["fair"] is hidden
    assert programme.get("nothing") is None


def test_facts_about_an_aspect():
    done, plan = (Fact("how_many", TEXT, replace(SOURCE, status=status)) for status in (Status.DONE, Status.PLAN))
    found = replace(event(), facts=(done, Fact("cost", TEXT, SOURCE), plan))
    assert found.facts_about("how_many") == (done, plan)
    assert found.facts_about("where") == ()


@pytest.mark.parametrize("key", ["ab", "mamandyqfest", "y2025", "a_1", "a" * 32])
def test_keys(key: str):
    assert KEY.fullmatch(key)


@pytest.mark.parametrize("key", ["", "a", "1a", "_a", "a_", "A1", "а1", "a-b", "a b", "a" * 33])
def test_what_is_no_key(key: str):
    assert not KEY.fullmatch(key)


def test_aspects_fit_a_button():
    assert all(KEY.fullmatch(aspect) for aspect in ASPECTS)
    assert {"when", "where", "who_can", "how_to_join", "what_is", "how_many", "which", "who_head", "cost"} <= set(
        ASPECTS
    )


@given(programme_values.events)
def test_a_change_of_nothing_is_no_news(found: Event):
    shown = replace(found, archived=False)
    assert newly_dated(shown, shown, NOW, ZONE) is None


@given(programme_values.events, programme_values.events)
def test_news_is_a_date_ahead_that_was_none(before: Event, after: Event):
    told = newly_dated(before, after, NOW, ZONE)
    if told is not None:
        had = before.edition(told.key)
        assert is_date(told.when)
        assert not told.is_over(NOW, ZONE)
        assert before.archived or had is None or not is_date(had.when)


@given(programme_values.events)
def test_every_event_stands_somewhere(found: Event):
    current, last = found.current(NOW, ZONE), found.last(NOW, ZONE)
    assert (current is None and last is None) == (not found.editions)
    assert current is None or not current.is_over(NOW, ZONE)
    assert last is None or last.is_over(NOW, ZONE)
    if found.standing(NOW, ZONE) is Standing.PAST:
        assert current is None
    if any(edition.takes_registrations(NOW, ZONE) for edition in found.editions):
        assert current is not None
