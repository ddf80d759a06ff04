from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.deliveries import MOST_ATTEMPTS, next_attempt


@pytest.mark.parametrize(("attempts", "seconds"), [(1, 2), (2, 4), (9, 512), (10, 600), (11, 600)])
def test_waiting_doubles_up_to_ten_minutes(attempts: int, seconds: int):
    assert next_attempt(attempts, None) == timedelta(seconds=seconds)


def test_it_is_given_up_in_the_end():
    assert next_attempt(MOST_ATTEMPTS, None) is None


@given(st.integers(1, 1000), st.timedeltas(timedelta(0), timedelta(days=1)))
def test_what_telegram_asks_for_is_kept_and_never_means_giving_up(attempts: int, asked: timedelta):
    assert next_attempt(attempts, asked) == asked
