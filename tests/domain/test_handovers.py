"""What may follow what in a question passed on to an organizer, and when somebody is reminded of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.handovers import LONGEST_QUESTION, Desk, Hand, Handover, HandoverState, OfficeHours
from bot.domain.language import Language

ZONE = ZoneInfo("Asia/Almaty")
MONDAY = datetime(2026, 11, 23, 10, tzinfo=ZONE)
HOUR = timedelta(hours=1)
ASKED: Any = Handover(7, Language.KK, "Қанша тұрады?", MONDAY, id=1)
HAND, OTHER = Hand(2, "Сәуле"), Hand(3, "Ерлан")
OFFICE = OfficeHours((0, 1, 2, 3, 4), time(9), time(18))


def test_one_takes_it_and_releases_it():
    taken = ASKED.take(HAND)
    assert (taken.state, taken.hand) == (HandoverState.TAKEN, HAND)
    assert taken.take(HAND) is not None
    assert taken.take(OTHER) is None
    assert taken.release().take(OTHER).hand == OTHER
    assert ASKED.release() is None


def test_anybody_answers_also_what_another_has_taken_and_more_than_once():
    answered = ASKED.take(HAND).answer(OTHER, MONDAY)
    assert (answered.state, answered.hand, answered.over_at) == (HandoverState.ANSWERED, OTHER, MONDAY)
    assert answered.answer(HAND, MONDAY).state is HandoverState.ANSWERED
    assert ASKED.close(HAND, MONDAY).answer(HAND, MONDAY).state is HandoverState.ANSWERED


def test_what_is_withdrawn_is_gone():
    gone = ASKED.take(HAND).withdraw(MONDAY)
    assert (gone.question, gone.hand, gone.over_at) == ("", None, MONDAY)
    assert [gone.answer(HAND, MONDAY), gone.take(HAND), gone.close(HAND, MONDAY), gone.withdraw(MONDAY)] == [None] * 4
    assert gone.ask_more("x", 5, MONDAY) is None
    assert ASKED.answer(HAND, MONDAY).withdraw(MONDAY) is None


def test_the_person_writes_again():
    again = ASKED.answer(HAND, MONDAY).ask_more("Ал қайда?", 9, MONDAY + HOUR)
    assert (again.state, again.over_at, again.message) == (HandoverState.OPEN, None, 9)
    assert again.question == "Қанша тұрады?\n– Ал қайда?"
    assert len(again.ask_more("ұ" * 5000, None, MONDAY).question) == LONGEST_QUESTION


def test_a_reply_that_could_not_be_given():
    assert ASKED.answer(HAND, MONDAY).reopen().state is HandoverState.OPEN
    assert ASKED.reopen() is None


def test_every_change_that_shows_has_a_revision_of_its_own():
    steps = [ASKED, ASKED.take(HAND), ASKED.take(HAND).release(), ASKED.take(HAND).release().answer(HAND, MONDAY)]
    assert [one.revision for one in steps] == [0, 1, 2, 3]


def test_reminding_without_office_hours():
    desk = Desk()
    assert not desk.reminds(ASKED, MONDAY + 3 * HOUR, ZONE)
    assert desk.reminds(ASKED, MONDAY + 4 * HOUR, ZONE)
    assert desk.reminds(ASKED.take(HAND), MONDAY + 4 * HOUR, ZONE)
    reminded = ASKED.reminded(MONDAY + 4 * HOUR)
    assert not desk.reminds(reminded, MONDAY + 27 * HOUR, ZONE)
    assert desk.reminds(reminded, MONDAY + 28 * HOUR, ZONE)
    assert not desk.reminds(ASKED.answer(HAND, MONDAY), MONDAY + 100 * HOUR, ZONE)


def test_reminding_in_office_hours_only():
    desk = Desk(hours=OFFICE)
    friday = replace(ASKED, asked_at=MONDAY + timedelta(days=4, hours=6))  # Friday, 16:00
    assert not desk.reminds(friday, MONDAY + timedelta(days=4, hours=12), ZONE)  # Friday night
    assert not desk.reminds(friday, MONDAY + timedelta(days=6), ZONE)  # Sunday
    assert not desk.reminds(friday, MONDAY + timedelta(days=7), ZONE)  # Monday, 10:00: three hours
    assert desk.reminds(friday, MONDAY + timedelta(days=7, hours=1), ZONE)


@pytest.mark.parametrize("wrong", [((), 9, 18), ((7,), 9, 18), ((0,), 18, 9), ((0,), 9, 9)])
def test_hours_that_make_no_sense(wrong):
    days, opens, closes = wrong
    with pytest.raises(ValueError, match="office"):
        OfficeHours(days, time(opens), time(closes))


moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 3, 1)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001  aware next


@given(st.lists(moments, min_size=3, max_size=3).map(sorted))
def test_office_time_adds_up_and_is_never_more_than_time(three):
    since, between, until = three
    whole = OFFICE.between(since, until, ZONE)
    assert whole == OFFICE.between(since, between, ZONE) + OFFICE.between(between, until, ZONE)
    assert timedelta() <= whole <= until - since
