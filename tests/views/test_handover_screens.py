"""What people and organizers read of a question that was passed on, in both languages, at its largest too."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest

from bot.domain.events import Programme
from bot.domain.facts import Status
from bot.domain.handovers import Desk, Hand, Handover, OfficeHours
from bot.domain.language import Language
from bot.domain.policy import StaffRole
from bot.services.handover import PassedOn
from bot.views import desk, handover, keeping, office
from bot.views.navigation import Surface
from bot.views.screens import Go
from bot.views.voices import Voice
from tests.views.samples import AWAITED, EVENTS, NOW
from tests.views.test_snapshots import TRS, drawn

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.i18n import Translator
    from bot.views.screens import Screen

HAND = Hand(7, "Ерлан <b>")
OPEN = Handover(1, Language.KK, "Қанша тұрады? <b>", NOW, event=AWAITED.key, id=17)
TAKEN, ANSWERED = OPEN.take(HAND), OPEN.answer(HAND, NOW)
WITHDRAWN, CLOSED = OPEN.withdraw(NOW), OPEN.close(HAND, NOW)
HOURS = Desk(hours=OfficeHours((0, 1, 2, 3, 4), time(9), time(18)))
PUBLIC = Surface("pvl_bot", public=True)
PROGRAMME = Programme({event.key: event for event in EVENTS})
ALL = [one for one in (OPEN, TAKEN, ANSWERED, WITHDRAWN, CLOSED) if one]


def passed(one: Handover, tr: Translator) -> Screen:
    return desk.passed(one, AWAITED, StaffRole.OWNER, Voice((tr,)))


SCREENS: dict[str, Callable[[Translator], Screen]] = {
    "prompt": lambda tr: handover.prompt(AWAITED, tr),
    "prompt for more": lambda tr: handover.prompt_for_more(OPEN, tr),
    "only words": handover.only_words,
    "passed on": lambda tr: handover.passed_on(PassedOn(OPEN, HOURS), tr),
    "passed on before": lambda tr: handover.passed_on(PassedOn(OPEN, Desk(), again=True), tr),
    "too many": lambda tr: handover.too_many(5, tr),
    "withdrawn": lambda tr: handover.withdrawn(OPEN, tr),
    "unknown": handover.unknown,
    "mine": lambda tr: handover.mine(ALL, tr),
    "none of mine": lambda tr: handover.mine([], tr),
    "closed": lambda tr: handover.closed(OPEN, tr),
    "undelivered": lambda tr: desk.undelivered(OPEN, "blocked", tr),
    "waiting": lambda tr: desk.waiting(3, tr),
    "desk lost": desk.desk_lost,
    "queue": lambda tr: desk.queue([replace(OPEN, id=n) for n in range(9)], StaffRole.OWNER, 1, tr),
    "empty queue": lambda tr: desk.queue([], StaffRole.ANSWERER, 0, tr),
    "reply prompt": lambda tr: desk.reply_prompt(OPEN, tr),
    "replied": lambda tr: desk.replied(OPEN, StaffRole.ORGANIZER, tr),
    "confirm closing": lambda tr: desk.confirm_closing(OPEN, tr),
    "settings": lambda tr: office.settings(Desk(), None, tr),
    "settings, linked": lambda tr: office.settings(HOURS, "Топ <b>", tr),
    "which days": office.which_days,
    "which times": office.which_times,
    "not times": office.not_times,
    "linked": office.linked,
    "unlinked": office.unlinked,
    "only owners": office.only_owners,
    "gone": desk.gone,
    "which event": lambda tr: keeping.which_event(OPEN, PROGRAMME, 0, tr),
    "which aspect": lambda tr: keeping.which_aspect(AWAITED, 1, tr),
    "which status": keeping.which_status,
    "write": lambda tr: keeping.write("kk", tr, problem="!"),
    "saved": lambda tr: keeping.saved(AWAITED, tr),
    **{f"question, {one.state}": partial(handover.question, one) for one in ALL},
    **{f"passed, {one.state}": partial(passed, one) for one in ALL},
}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", SCREENS)
def test_screen(name, language, snapshot):
    assert drawn(SCREENS[name](TRS[language])) == snapshot


@pytest.mark.parametrize("one", ALL, ids=lambda one: str(one.state))
def test_the_post_speaks_both_languages_and_quotes_once(one, snapshot):
    assert drawn(desk.post(one, AWAITED, PUBLIC, Voice(tuple(TRS.values())))) == snapshot


def test_the_reminder_too(snapshot):
    assert drawn(desk.reminder(OPEN, AWAITED, NOW + timedelta(hours=5), Voice(tuple(TRS.values())))) == snapshot


@pytest.mark.parametrize("letter", ["ә", "<", "🌹", "&", "\n"])
def test_the_longest_question_fits_everywhere(letter):
    one = replace(OPEN, id=10**12, question="x" + letter * 1499, hand=Hand(7, letter * 64))
    voice = Voice(tuple(TRS.values()))
    for state in (one, one.take(Hand(7, letter * 64)), one.answer(Hand(7, letter * 64), NOW)):
        if state is not None:
            desk.post(state, AWAITED, PUBLIC, voice)
            desk.reminder(state, AWAITED, NOW, voice)
    for tr in TRS.values():
        desk.passed(one, AWAITED, StaffRole.OWNER, Voice((tr,)))
        desk.reply_prompt(one, tr)
        handover.passed_on(PassedOn(one, HOURS), tr)
        handover.mine([one] * 9, tr)
        keeping.which_event(one, PROGRAMME, 0, tr)


def test_statuses_of_a_fact_are_the_domains():
    rows = keeping.which_status(TRS[Language.KK]).rows
    buttons = {button.to.encode() for row in rows for button in row if isinstance(button.to, Go)}
    assert {f"keep_status:{status}" for status in Status} <= buttons
