"""Whatever the programme holds, what is said of a registration that is not open is what Telegram takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, given, settings

from bot.domain.events import EditionState, Kind, Window
from bot.domain.opening import Opening, Stage
from bot.domain.when import Exact
from bot.services.opening import Shut
from bot.views import choosing, opening
from bot.views.by_kind import of_kind
from bot.views.card import Look, card
from bot.views.lengths import units
from bot.views.navigation import PRIVATE
from tests.views.samples import EVENTS, NOW, START
from tests.views.test_limits import TRS, check, editions, events

TOAST = 200
"""Characters that Telegram shows above a screen."""
LATER = Window(NOW + timedelta(days=1), START)


@given(event=events, edition=editions)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_screens_of_what_opens_later_fit(event, edition):
    when = Exact(START, START + timedelta(days=1))
    later = replace(edition, when=when, state=EditionState.ANNOUNCED, registration=LATER)
    one = replace(event, editions=(later,))
    for tr in TRS.values():
        for page in (0, 1, 99):
            check(choosing.taking_registrations([], [one] * 14, page, tr, now=NOW))
            check(of_kind(Kind.CONTEST, [], [one] * 14, page, tr, now=NOW))
        check(card(one, Look(NOW, PRIVATE, opens=True), tr))
        for session in (*later.sessions[:1], None):
            check(opening.not_open(Shut(one, Opening(Stage.LATER, LATER.opens), later, session, is_announced=True), tr))


def test_every_stage_has_its_words_and_they_fit_above_a_screen():
    for tr in TRS.values():
        told = {opening.toast(Opening(stage, at), tr) for stage in Stage for at in (None, START) if _happens(stage, at)}
        assert len(told) == 7
        assert all(0 < units(words) <= TOAST and "<" not in words for words in told)
        for event in EVENTS:
            check(opening.not_open(Shut(event, Opening(Stage.CLOSED)), tr))


def _happens(stage, at):
    with_moment = {Stage.LATER, Stage.OPEN}
    return stage is Stage.CLOSED or (at is not None) == (stage in with_moment)
