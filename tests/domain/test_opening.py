"""How a registration stands, and that it is open exactly when registrations are taken."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.events import EditionState, Window
from bot.domain.opening import Opening, Stage, opening, opening_of
from bot.domain.when import Days, Exact, Month, Unknown
from tests.views.samples import NOW, edition, event

ZONE = ZoneInfo("Asia/Almaty")
DAY = timedelta(days=1)
OPENS, CLOSES = NOW + 3 * DAY, NOW + 9 * DAY
HELD = Exact(NOW + 20 * DAY, NOW + 21 * DAY)


def held(state: EditionState = EditionState.ANNOUNCED, **more):
    return edition(**{"when": HELD, "state": state, "registration": Window(OPENS, CLOSES), **more})


@pytest.mark.parametrize(
    ("one", "now", "how"),
    [
        (None, NOW, Opening(Stage.NOT_ANNOUNCED)),
        (held(registration=None), NOW, Opening(Stage.NOT_ANNOUNCED)),
        (held(EditionState.PLANNED), OPENS, Opening(Stage.NOT_ANNOUNCED)),
        (held(), OPENS - timedelta(seconds=1), Opening(Stage.LATER, OPENS)),
        (held(), OPENS, Opening(Stage.OPEN, CLOSES)),
        (held(EditionState.OPEN), CLOSES - timedelta(seconds=1), Opening(Stage.OPEN, CLOSES)),
        (held(), CLOSES, Opening(Stage.CLOSED, CLOSES)),
        (held(EditionState.CLOSED), OPENS, Opening(Stage.CLOSED)),
        (held(), HELD.end, Opening(Stage.OVER)),
        (held(EditionState.CANCELLED), NOW, Opening(Stage.CANCELLED)),
    ],
)
def test_each_stage_and_its_moment(one, now, how):
    assert opening(one, now, ZONE) == how


@given(
    state=st.sampled_from(EditionState),
    window=st.sampled_from([None, Window(OPENS, CLOSES)]),
    when=st.sampled_from([HELD, Unknown(), Month(2026, 11), Days((NOW + DAY).date(), None)]),
    days=st.integers(0, 30),
)
def test_it_is_open_exactly_when_registrations_are_taken(state, window, when, days):
    one, now = held(state, registration=window, when=when), NOW + days * DAY
    assert (opening(one, now, ZONE).stage is Stage.OPEN) == one.takes_registrations(now, ZONE)


def test_of_what_recurs_the_next_is_not_announced():
    over = held(EditionState.OVER)
    assert opening_of(event(editions=(over,)), NOW, ZONE) == Opening(Stage.OVER)
    assert opening_of(event(editions=(over,), recurs=True), NOW, ZONE) == Opening(Stage.NOT_ANNOUNCED)
    assert opening_of(event(editions=(over, held())), NOW, ZONE) == Opening(Stage.LATER, OPENS)
