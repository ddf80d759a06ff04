"""By when a decision is expected, and when organizers may ask for more."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.applications import Application
from bot.domain.places import SessionKey
from bot.domain.registrations import NotNow, Registration, RegistrationState
from bot.domain.reviews import MOST_QUESTIONS, Review, ReviewQuestion, Unasked, may_ask, review_of

ZONE = ZoneInfo("Asia/Almaty")
NOW = datetime(2026, 11, 22, 20, tzinfo=UTC)  # the 23rd in Almaty
ONE = Registration(7, SessionKey("fest", "e1", "s1"), Application(1001), RegistrationState.AWAITING_REVIEW, NOW, False)
ASKED = ReviewQuestion(7, 1, "?", NOW + timedelta(days=2))
REPLIED = ASKED.replied("!", NOW + timedelta(days=5))


def at(days: int, *questions: ReviewQuestion, one: Registration = ONE, promised: int | None = 3) -> Review:
    return review_of(one, questions, promised, NOW + timedelta(days=days), ZONE)


def test_the_day_is_counted_by_the_organizers_calendar_and_late_only_after_it():
    assert (at(0).expected, at(0).is_overdue) == (date(2026, 11, 26), False)
    assert not at(3).is_overdue
    assert at(4).is_overdue


def test_nothing_is_promised_that_nobody_has_said():
    assert at(99, promised=None) == Review()


def test_while_the_person_is_asked_nothing_is_late_and_after_the_reply_it_counts_anew():
    assert at(99, ASKED) == Review((ASKED,))
    assert at(99, ASKED).waits_for == ASKED
    assert at(8, REPLIED) == Review((REPLIED,), date(2026, 12, 1))
    assert at(9, REPLIED).is_overdue


@pytest.mark.parametrize("state", set(RegistrationState) - {RegistrationState.AWAITING_REVIEW})
def test_what_is_decided_is_neither_late_nor_asked_about(state):
    decided = replace(ONE, state=state)
    assert at(99, REPLIED, one=decided) == Review((REPLIED,))
    assert may_ask(decided, ()) == NotNow(state)


def test_one_question_waits_at_a_time_and_there_are_not_many():
    assert may_ask(ONE, ()) is None
    assert may_ask(ONE, (REPLIED, ASKED)) is Unasked.WAITS
    assert may_ask(ONE, (REPLIED,) * (MOST_QUESTIONS - 1)) is None
    assert may_ask(ONE, (REPLIED,) * MOST_QUESTIONS) is Unasked.ENOUGH
