from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.when import Days, Exact, Month, Unknown, When, Year, ends, is_date, starts
from tests.domain import programme_values

ALMATY = ZoneInfo("Asia/Almaty")
ZONES = st.sampled_from([ALMATY, ZoneInfo("UTC"), ZoneInfo("America/New_York"), ZoneInfo("Pacific/Kiritimati")])


def almaty(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ALMATY)


def test_the_zone_is_five_hours_ahead_since_march_2024():
    assert almaty(2026, 5, 15).utcoffset() == timedelta(hours=5)
    assert almaty(2024, 2, 15).utcoffset() == timedelta(hours=6)


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        (Exact(almaty(2027, 5, 14, 10), almaty(2027, 5, 14, 16)), almaty(2027, 5, 14, 10), almaty(2027, 5, 14, 16)),
        (Exact(almaty(2027, 5, 14, 10)), almaty(2027, 5, 14, 10), almaty(2027, 5, 15)),
        (Days(date(2027, 5, 14), date(2027, 5, 14)), almaty(2027, 5, 14), almaty(2027, 5, 15)),
        (Days(date(2026, 12, 30), date(2026, 12, 31)), almaty(2026, 12, 30), almaty(2027, 1, 1)),
        (Days(date(2024, 2, 29), date(2024, 2, 29)), almaty(2024, 2, 29), almaty(2024, 3, 1)),
        (Days(date(2027, 5, 14), None), almaty(2027, 5, 14), None),
        (Month(2027, 5), almaty(2027, 5, 1), almaty(2027, 6, 1)),
        (Month(2026, 12), almaty(2026, 12, 1), almaty(2027, 1, 1)),
        (Year(2027), almaty(2027, 1, 1), almaty(2028, 1, 1)),
        (Unknown(), None, None),
    ],
)
def test_when_it_begins_and_is_over(when: When, start: datetime | None, end: datetime | None):
    assert starts(when, ALMATY) == start
    assert ends(when, ALMATY) == end


def test_a_start_late_in_utc_ends_with_the_organizers_day():
    # 20:00 UTC on the 13th is one in the morning of the 14th in Pavlodar.
    late = Exact(datetime(2027, 5, 13, 20, tzinfo=UTC))
    assert ends(late, ALMATY) == almaty(2027, 5, 15)


def test_the_day_on_which_the_clock_went_back_has_25_hours():
    day = Days(date(2024, 2, 29), date(2024, 2, 29))
    start, end = starts(day, ALMATY), ends(day, ALMATY)
    assert start is not None
    assert end is not None
    assert end.astimezone(UTC) - start.astimezone(UTC) in {timedelta(hours=24), timedelta(hours=25)}


@pytest.mark.parametrize(
    ("when", "date_"),
    [
        (Exact(almaty(2027, 5, 14, 10)), True),
        (Days(date(2027, 5, 14), None), True),
        (Month(2027, 5), False),
        (Year(2027), False),
        (Unknown(), False),
    ],
)
def test_what_can_be_written_into_a_calendar(when: When, date_: bool):  # noqa: FBT001  an expected value
    assert is_date(when) is date_


@given(programme_values.whens, ZONES)
def test_nothing_is_over_before_it_begins(when: When, zone: ZoneInfo):
    start, end = starts(when, zone), ends(when, zone)
    assert end is None or (start is not None and start < end)
    assert (start is None) == isinstance(when, Unknown)


@given(st.integers(2000, 2100), st.integers(1, 12), ZONES)
def test_months_follow_each_other_without_a_gap(year: int, month: int, zone: ZoneInfo):
    following = Month(year + month // 12, month % 12 + 1)
    assert ends(Month(year, month), zone) == starts(following, zone)


@pytest.mark.parametrize(
    "broken",
    [
        lambda: Exact(datetime(2027, 5, 14)),  # noqa: DTZ001  a naive time is what is refused
        lambda: Exact(almaty(2027, 5, 14, 10), datetime(2027, 5, 14, 16)),  # noqa: DTZ001  the same
        lambda: Exact(almaty(2027, 5, 14, 10), almaty(2027, 5, 14, 10)),
        lambda: Days(date(2027, 5, 14), date(2027, 5, 13)),
        lambda: Month(2027, 0),
        lambda: Month(2027, 13),
    ],
)
def test_a_time_that_makes_no_sense_cannot_be_made(broken):
    with pytest.raises(ValueError, match=r"time zone|end|last day|month"):
        broken()
