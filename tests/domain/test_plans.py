from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.events import EditionState, Window
from bot.domain.facts import Fact, Status
from bot.domain.plans import (
    DATE_ANNOUNCED,
    JUST_TOLD,
    RULE,
    DayTold,
    coming,
    day_key,
    day_told,
    days_before,
    digest,
    occurrences,
)
from bot.domain.when import Days, Month, Unknown, When
from tests.domain.test_changes import MAY, SOURCE, edition, event, text

ZONE = ZoneInfo("Asia/Almaty")
PLAN = ("date_announced", "registration_opens", "7_days_before", "1_day_before", "results")
NOW = datetime(2027, 5, 1, 5, tzinfo=UTC)
WINDOW = Window(datetime(2027, 4, 1, 4, tzinfo=UTC), datetime(2027, 5, 10, 4, tzinfo=UTC))


moments = st.integers(0, 730 * 24 * 60).map(lambda minute: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute))


def local(day: date, hour: int = 10) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)


def planned(when: When = MAY, **more: Any):
    return event(edition(when=when, registration=WINDOW, **more), plan=PLAN)


def test_when_each_rule_is_due_and_when_too_late():
    found = {one.rule: (one.due_at, one.too_late) for one in occurrences(planned(), NOW, ZONE)}
    start = local(date(2027, 5, 20), 0)
    assert found == {
        "date_announced": (NOW, start),
        "registration_opens": (WINDOW.opens, WINDOW.closes),
        "7_days_before": (local(date(2027, 5, 13)), local(date(2027, 5, 19))),
        "1_day_before": (local(date(2027, 5, 19)), start),
    }


def test_an_occurrence_and_a_notice_name_the_same_day_alike():
    told = {one.rule: day_told(one.key, NOW) for one in occurrences(planned(), NOW, ZONE)}
    day = day_key("festival", edition(), ZONE)
    assert day == "festival:y2027:2027-05-20"
    reminded = DayTold(day, NOW - JUST_TOLD)
    assert told == {
        "date_announced": DayTold(day),
        "registration_opens": None,
        "7_days_before": reminded,
        "1_day_before": reminded,
    }
    assert day_told(digest(NOW, ZONE).key, NOW) is None
    assert day_told(None, NOW) is None
    assert day_key("festival", edition(when=Month(2027, 5)), ZONE) is None


@pytest.mark.parametrize("when", [Unknown(), Month(2027, 5)])
def test_it_is_silent_while_the_date_is_not_known(when: When):
    assert list(occurrences(planned(when), NOW, ZONE)) == []


def test_a_cancelled_edition_is_not_spoken_of():
    assert list(occurrences(planned(state=EditionState.CANCELLED), NOW, ZONE)) == []


def test_a_date_that_moves_makes_new_occurrences():
    keys = {one.key for one in occurrences(planned(), NOW, ZONE)}
    moved = {one.key for one in occurrences(planned(Days(date(2027, 6, 1), date(2027, 6, 1))), NOW, ZONE)}
    assert {key.split(":")[3] for key in keys & moved} == {"registration_opens"}


def test_results_are_told_when_they_are_known_and_of_this_edition():
    later = local(date(2027, 5, 25))
    old = Fact("results", text("былтыр"), replace(SOURCE, status=Status.DONE))
    new = replace(old, source=replace(old.source, as_of=date(2027, 5, 24)))
    for fact, known in ((old, False), (new, True)):
        rules = [one.rule for one in occurrences(replace(planned(), facts=(fact,)), later, ZONE)]
        assert ("results" in rules) is known


@given(moments)
def test_the_digest_of_a_week_has_one_key_from_monday_on(now: datetime):
    one = digest(now, ZONE)
    assert one.due_at <= now < one.due_at + timedelta(days=7)
    assert one.due_at.astimezone(ZONE).weekday() == 0
    assert digest(one.due_at, ZONE).key == one.key


@given(moments, moments)
def test_the_same_firing_has_the_same_key_whenever_it_is_looked_at(one: datetime, other: datetime):
    def firings(now: datetime) -> dict[str, tuple[datetime, datetime]]:
        found = occurrences(planned(), now, ZONE)
        return {o.key: (o.due_at, o.too_late) for o in found if o.rule != DATE_ANNOUNCED}

    first, second = firings(one), firings(other)
    assert all(first[key] == second[key] for key in first.keys() & second.keys())


def test_what_is_coming_soonest_first():
    soon = replace(event(edition(when=Days(date(2027, 5, 5), date(2027, 5, 5)))), key="soon")
    far = replace(event(edition(when=Days(date(2027, 8, 5), date(2027, 8, 5)))), key="far")
    assert [e.key for e, _ in coming([planned(), far, soon], NOW, ZONE)] == ["soon", "festival"]


def test_which_words_are_rules():
    assert all(RULE.fullmatch(rule) for rule in PLAN)
    assert not any(RULE.fullmatch(word) for word in ("0_days_before", "days_before", "100_days_before", "digest"))
    assert (days_before("14_days_before"), days_before("results")) == (14, None)
