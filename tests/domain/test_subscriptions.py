"""Quiet hours: what people write, and until when they last."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.subscriptions import DAY, QuietHours

ZONE = ZoneInfo("Asia/Almaty")
NIGHT = QuietHours(22 * 60, 7 * 60 + 30)
LESSONS = QuietHours(8 * 60, 14 * 60)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("22:00-07:00", "22:00", "07:00"),
        (" 22.00 – 7.30 ", "22:00", "07:30"),
        ("22—7", "22:00", "07:00"),
        ("8 14", "08:00", "14:00"),
        ("24:00-6", "00:00", "06:00"),
        ("21:05-24", "21:05", "00:00"),
    ],
)
def test_people_write_them_in_many_ways(text, start, end):
    assert str(QuietHours.parse(text)) == f"{start}–{end}"


@pytest.mark.parametrize(
    "text",
    ["", "22", "22:00", "22:00-22:00", "0-24", "25-7", "24:30-7", "22:60-7", "at night", "22-7-8", "٢٢-٧", "1" * 99],
)
def test_what_is_no_hours_is_none(text):
    assert QuietHours.parse(text) is None


@pytest.mark.parametrize(("start", "end"), [(5, 5), (-1, 5), (5, 1440)])
def test_impossible_hours_are_a_bug(start, end):
    with pytest.raises(ValueError, match="quiet hours"):
        QuietHours(start, end)


@pytest.mark.parametrize(
    ("quiet", "now", "until"),
    [
        (NIGHT, "2027-05-14 21:59", None),
        (NIGHT, "2027-05-14 22:00", "2027-05-15 07:30"),
        (NIGHT, "2027-12-31 23:59", "2028-01-01 07:30"),
        (NIGHT, "2027-05-15 00:00", "2027-05-15 07:30"),
        (NIGHT, "2027-05-15 07:29", "2027-05-15 07:30"),
        (NIGHT, "2027-05-15 07:30", None),
        (LESSONS, "2027-05-15 07:59", None),
        (LESSONS, "2027-05-15 08:00", "2027-05-15 14:00"),
        (LESSONS, "2027-05-15 14:00", None),
        (QuietHours(22 * 60, 0), "2027-05-15 23:30", "2027-05-16 00:00"),
        (QuietHours(22 * 60, 0), "2027-05-16 00:00", None),
    ],
)
def test_they_last_until_their_end_by_the_local_clock(quiet, now, until):
    moment = datetime.fromisoformat(now).replace(tzinfo=ZONE).astimezone(UTC)

    found = quiet.end_of(moment, ZONE)

    assert found == (until and datetime.fromisoformat(until).replace(tzinfo=ZONE))


@given(st.integers(0, DAY - 1), st.integers(0, DAY - 1), st.integers(0, 3 * DAY))
def test_they_end_when_the_clock_says_their_end_and_not_before(start, end, minutes):
    assume(start != end)
    quiet = QuietHours(start, end)
    assert QuietHours.parse(str(quiet)) == quiet
    now = datetime(2027, 5, 14, tzinfo=ZONE) + timedelta(minutes=minutes)
    if (until := quiet.end_of(now, ZONE)) is not None:
        assert timedelta() < until - now <= timedelta(minutes=(end - start) % DAY)
        assert until.hour * 60 + until.minute == end
        assert quiet.end_of(until, ZONE) is None


@given(st.text(alphabet="0123456789:.-– ", max_size=14))
def test_whatever_is_written_is_hours_or_none(text):
    quiet = QuietHours.parse(text)
    assert quiet is None or QuietHours.parse(str(quiet)) == quiet
