"""«Still coming?» and reminders: when they are due, who is asked, and what an answer makes of a place."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.applications import Application
from bot.domain.coming import Purpose, asked, begins_at, has_answered, needs_asking, occasions, still_coming
from bot.domain.places import EVENING, MORNING, SessionKey
from bot.domain.registrations import Ending, NotNow, Registration, RegistrationState
from bot.domain.rules import DAY, NoAnswer, Rules
from bot.domain.when import Days, Exact, Month, Unknown, Year
from tests.domain import programme_values
from tests.views.samples import OPEN

ZONE = ZoneInfo("Asia/Almaty")
HOUR = timedelta(hours=1)
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
SESSION = OPEN.sessions[0]


def confirmed(**more):
    return Registration(
        1, SessionKey("fest", "e1", "s1"), Application(5, minor=False), RegistrationState.CONFIRMED, NOW, True, **more
    )


def of(when, rules=None):
    return list(occasions("fest", OPEN, replace(SESSION, when=when, rules=rules), ZONE))


def local(text):
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def test_the_usual_rules():
    begins = local("2027-05-20 10:00")
    reminder, week, last = of(Exact(begins))
    assert (reminder.purpose, reminder.due_at, reminder.too_late) == (Purpose.REMINDER, begins - DAY, begins)
    assert (week.due_at, week.too_late) == (local("2027-05-13 10:00"), local("2027-05-18 10:00"))
    assert (last.due_at, last.too_late, last.frees) == (local("2027-05-18 10:00"), begins, False)


def test_where_only_the_day_is_known_it_counts_from_its_morning():
    reminder, *_ = of(Days(date(2027, 5, 20), date(2027, 5, 21)), Rules.of(reminders=(2 * HOUR,)))
    assert begins_at(Days(date(2027, 5, 20), None), ZONE) == local("2027-05-20 08:00")
    assert reminder.due_at == local("2027-05-19 20:00"), "not at six in the morning"


def test_before_the_day_is_known_nothing_is_due():
    undated = replace(OPEN, when=Unknown())
    for when in (Unknown(), Month(2027, 5), Year(2027)):
        assert not list(occasions("fest", undated, replace(SESSION, when=when), ZONE))


def test_only_the_last_question_frees_and_the_cut_off_ends_it():
    rules = Rules.of(reminders=(), still_coming=(2, 7, 1), no_answer=NoAnswer.FREE, cut_off_hours=30)
    begins = local("2027-05-20 10:00")
    asked_at = of(Exact(begins), rules)
    assert [(one.rule, one.frees) for one in asked_at] == [("7d", False), ("2d", False), ("1d", True)]
    assert [one.too_late for one in asked_at] == [
        local("2027-05-18 10:00"),
        local("2027-05-19 04:00"),  # the cut-off comes before the next question
        local("2027-05-19 04:00"),
    ]
    assert not of(Exact(begins), Rules.of(reminders=(), still_coming=()))


@given(programme_values.exact_whens | programme_values.day_whens, st.none() | programme_values.rules)
def test_whatever_the_rules_are(when, rules):
    begins, found = begins_at(when, ZONE), of(when, rules)
    assert begins is not None
    for one in found:
        assert one.due_at <= begins, "before the start"
        if one.purpose is Purpose.REMINDER and one.due_at < begins:
            assert MORNING <= one.due_at.astimezone(ZONE).time() < EVENING
    keys = [one.happening.key for one in found]
    assert len(set(keys)) == len(keys), "each happens once"
    moved = replace(when, start=when.start + DAY, end=None) if isinstance(when, Exact) else None
    if moved:
        assert not {one.happening.key for one in of(moved, rules)} & set(keys), "a new date is asked about anew"


def test_who_has_just_been_asked_or_said_so_lately_is_not_asked():
    assert needs_asking(confirmed(), NOW)
    assert not needs_asking(confirmed(asked_coming_at=NOW - 23 * HOUR), NOW)
    assert not needs_asking(confirmed(asked_coming_at=NOW - 5 * DAY, coming_at=NOW - 2 * DAY), NOW)
    assert needs_asking(confirmed(asked_coming_at=NOW - 5 * DAY, coming_at=NOW - 3 * DAY), NOW)
    assert not needs_asking(replace(confirmed(), state=RegistrationState.WAITLISTED), NOW)


@given(frees=st.booleans(), closes=st.integers(0, 60), answers=st.none() | st.integers(0, 40), later=st.integers(0, 80))
def test_without_an_answer_a_place_is_lost_only_where_that_was_said(frees, closes, answers, later):
    one = asked(confirmed(), NOW, frees=frees, closes=NOW + closes * HOUR)
    assert one.asked_coming_at == NOW
    if one.until is not None:
        assert frees
        assert NOW + DAY == one.until < NOW + closes * HOUR
    if answers is not None:
        said = still_coming(one, NOW + answers * HOUR)
        assert isinstance(said, NotNow) == one.is_overdue(NOW + answers * HOUR)
        one = said if isinstance(said, Registration) else one
    assert has_answered(one) == (one.coming_at is not None)
    after = one.lapsed(NOW + later * HOUR)
    if isinstance(after, Registration):
        assert frees
        assert not has_answered(one)
        assert later >= 24
        assert (after.state, after.ending, after.held) == (RegistrationState.EXPIRED, Ending.NO_ANSWER, 0)
    assert isinstance(still_coming(replace(one, state=RegistrationState.CANCELLED), NOW), NotNow)
