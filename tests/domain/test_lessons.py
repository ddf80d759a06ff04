"""When somebody is left in peace: never at night, in lessons or quiet hours, and never longer than needed."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lessons import Calm, LessonHours, Lessons
from bot.domain.people import Shift
from bot.domain.places import EVENING, MORNING
from bot.domain.subscriptions import DAY, QuietHours

ZONE = ZoneInfo("Asia/Almaty")
MINUTE = timedelta(minutes=1)
USUAL = LessonHours(frozenset(range(5)), Lessons(time(8), time(13, 30)), Lessons(time(14, 30), time(19)))

times = st.integers(0, DAY - 1).map(lambda minute: time(minute // 60, minute % 60))


def _lessons(one: time, other: time) -> Lessons | None:
    try:
        return Lessons(min(one, other), max(one, other))
    except ValueError:
        return None


lessons = st.builds(_lessons, times, times).filter(lambda made: made is not None)
hours = st.builds(LessonHours, st.frozensets(st.integers(0, 6)), lessons, lessons)
moments = st.datetimes(datetime(2026, 11, 1), datetime(2026, 12, 31), timezones=st.just(UTC)).map(  # noqa: DTZ001  Hypothesis takes naive bounds
    lambda moment: moment.replace(second=0, microsecond=0)
)
quiets = st.builds(
    lambda start, length: QuietHours(start, (start + length) % DAY), st.integers(0, DAY - 1), st.integers(1, DAY - 1)
)


def is_night(moment: datetime) -> bool:
    return not MORNING <= moment.astimezone(ZONE).time() < EVENING


def in_lessons(moment: datetime, of: Lessons, days: frozenset[int]) -> bool:
    here = moment.astimezone(ZONE)
    return here.weekday() in days and of.starts <= here.time() < of.ends


@given(moments, hours, st.sampled_from(Shift))
def test_a_pupil_whose_shift_is_known_is_never_asked_in_lessons_and_never_later_than_needed(moment, hours, shift):
    of = hours.first if shift is Shift.FIRST else hours.second
    free = Calm(ZONE, lessons=hours, shift=shift).next(moment)

    assert free >= moment
    assert not is_night(free)
    assert not in_lessons(free, of, hours.days)
    before = moment
    while before < free:
        assert is_night(before) or in_lessons(before, of, hours.days)
        before += 7 * MINUTE
    if free > moment:
        assert is_night(free - MINUTE) or in_lessons(free - MINUTE, of, hours.days)


@given(moments, hours)
def test_whose_shift_is_not_known_is_spared_both_where_an_hour_of_the_day_is_left(moment, hours):
    free = Calm(ZONE, lessons=hours).next(moment)
    assert free >= moment
    assert not is_night(free)
    if any(in_lessons(free, of, hours.days) for of in (hours.first, hours.second)):
        here = free.astimezone(ZONE)
        left = [here + n * MINUTE for n in range(DAY)]
        ahead = [m for m in left if m.date() == here.date() and m.time() <= time(20)]
        assert all(any(in_lessons(m, of, hours.days) for of in (hours.first, hours.second)) for m in ahead)


@given(moments, quiets)
def test_quiet_hours_and_the_night(moment, quiet):
    free = Calm(ZONE, quiet).next(moment)
    assert free >= moment
    assert not is_night(free)
    day = [datetime.combine(moment.astimezone(ZONE).date(), time(), ZONE) + n * MINUTE for n in range(DAY)]
    if any(not is_night(one) and quiet.end_of(one, ZONE) is None for one in day):
        assert quiet.end_of(free, ZONE) is None, "there was a moment outside of them"


@pytest.mark.parametrize(
    ("shift", "at", "expected"),
    [
        (Shift.FIRST, "2026-11-23 10:00", "2026-11-23 13:30"),
        (Shift.SECOND, "2026-11-23 10:00", "2026-11-23 10:00"),
        (Shift.SECOND, "2026-11-23 14:30", "2026-11-23 19:00"),
        (None, "2026-11-23 10:00", "2026-11-23 13:30"),
        (None, "2026-11-23 15:00", "2026-11-23 19:00"),
        (Shift.FIRST, "2026-11-23 22:00", "2026-11-24 13:30"),  # the morning is a lesson too
        (Shift.FIRST, "2026-11-28 10:00", "2026-11-28 10:00"),  # Saturday
        (Shift.FIRST, "2026-11-27 21:00", "2026-11-28 08:00"),
    ],
)
def test_the_usual_hours(shift, at, expected):
    moment, wanted = (datetime.fromisoformat(when).replace(tzinfo=ZONE) for when in (at, expected))
    assert Calm(ZONE, lessons=USUAL, shift=shift).next(moment) == wanted


def test_without_an_hour_left_an_unknown_shift_is_asked_at_once():
    late = LessonHours(frozenset(range(7)), Lessons(time(8), time(14)), Lessons(time(14), time(20, 30)))
    noon = datetime(2026, 11, 23, 12, tzinfo=ZONE)
    assert Calm(ZONE, lessons=late).next(noon) == noon
    assert Calm(ZONE, lessons=late, shift=Shift.SECOND).next(noon) == noon
    assert Calm(ZONE, lessons=late, shift=Shift.FIRST).next(noon) == noon + timedelta(hours=2)


@pytest.mark.parametrize(("starts", "ends"), [(time(10), time(10)), (time(12), time(9)), (time(7), time(22))])
def test_lessons_end_and_leave_some_of_the_day(starts, ends):
    with pytest.raises(ValueError, match="lessons"):
        Lessons(starts, ends)
