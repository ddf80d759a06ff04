"""Screens of signing up for a slot and of coming together, as people see them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.answers import Problem
from bot.domain.classes import SchoolClass, Seat
from bot.domain.drafts import Ask, Draft
from bot.domain.eligibility import Span
from bot.domain.events import Kind, Slots, Window
from bot.domain.forms import Field, FieldKind
from bot.domain.opening import Opening, Stage
from bot.domain.places import Places, SessionKey, Terms
from bot.domain.when import Exact
from bot.services.classes import ClassSeen, Seated
from bot.services.opening import Shut
from bot.services.overlapping import Overlaps
from bot.services.seat_links import Free
from bot.services.sessions import Fewer, Offered, Standing
from bot.services.slots import Slot
from bot.views import applying, choosing, class_signing, opening, registrations, sessions, slots
from bot.views.by_kind import of_kind
from bot.views.card import Look, card
from bot.views.navigation import PRIVATE, Shelf
from tests.views.samples import AWAITED, NOW, OPEN, START, event, text
from tests.views.test_coming_screens import FOUND, TRS, seen
from tests.views.test_snapshots import drawn

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.i18n import Translator
    from bot.views.screens import Screen

MINUTES, DAY = timedelta(minutes=20), timedelta(days=1)
ROW = Slots("talk", text("Talk"))


def slot(day: int, at: int, *, full: bool = False, mine: bool = False) -> Slot:
    begins = START + day * DAY + at * MINUTES
    session = replace(OPEN.sessions[0], key=f"t{day}{at}", when=Exact(begins, begins + MINUTES), capacity=1, slots=ROW)
    edition = replace(OPEN, sessions=(session,))
    found = Offered(
        SessionKey("fest", OPEN.key, session.key), event("fest", editions=(edition,)), edition, session, Terms(START)
    )
    return Slot(found, begins, Places(1, int(full)), queued=False, mine=mine)


THREE_DAYS = [
    *(slot(0, at, full=True) for at in range(3)),
    *(slot(1, at, full=at == 1, mine=at == 1) for at in range(6)),
    slot(2, 0),
]
TOGETHER = replace(FOUND, session=replace(FOUND.session, party=4, capacity=10))
DRAFT = Draft.begin(FOUND.key, TOGETHER.session, None).by("employer")
LIMITED = replace(FOUND, session=replace(FOUND.session, grades=Span(8, 11), ages=Span(14, None)))
CLASS = Field("class", FieldKind.SCHOOL_CLASS, text("Class"), text("Why"))
THREE = replace(seen().registration.application, minor=False, places=3)
LATER = Shut(
    FOUND.event, Opening(Stage.LATER, START - DAY), FOUND.edition, FOUND.session, is_announced=True, awaits_date=False
)
LATER_EVENT = replace(
    LIMITED.event,
    editions=(replace(OPEN, registration=Window(NOW + DAY, START), sessions=(LIMITED.session,), demo=False),),
)
NINTH = SchoolClass(FOUND.key, 501, "9А", NOW, 1)
OTHERS = Overlaps((FOUND,), ((replace(NINTH, label="9Б"), FOUND),))
SEATED = Seated(ClassSeen(NINTH, FOUND, (), editable=True, overlaps=OTHERS))
FREE = Free(NINTH, Seat(1, 1, 1), seen().registration, FOUND, Overlaps((FOUND,)))
PARTY = replace(seen(), registration=replace(seen().registration, application=THREE))
SCREENS: dict[str, Callable[[Translator], Screen]] = {
    "days": lambda tr: slots.days(THREE_DAYS, 0, tr),
    "times": lambda tr: slots.times(THREE_DAYS, THREE_DAYS[3:9], None, tr),
    "times, the second page": lambda tr: slots.times(THREE_DAYS, THREE_DAYS[3:9], 1, tr),
    "times, all taken": lambda tr: slots.times(THREE_DAYS, THREE_DAYS[:3], None, tr),
    "times of the only day": lambda tr: slots.days(THREE_DAYS[3:9], 0, tr),
    "sessions": lambda tr: sessions.sessions(
        TOGETHER.event, replace(TOGETHER.edition, sessions=(TOGETHER.session,)), Shelf(), 0, tr
    ),
    "for whom": lambda tr: applying.question(DRAFT.by("pupil"), Ask.FITS, LIMITED, tr),
    "for which child": lambda tr: applying.question(DRAFT.by("child"), Ask.FITS, LIMITED, tr),
    "not for them": lambda tr: applying.unfit(LIMITED, tr),
    "another class": lambda tr: applying.question(DRAFT.by("pupil"), CLASS, LIMITED, tr, Problem.NOT_FOR_CLASS),
    "a limited session": lambda tr: sessions.sessions(
        LIMITED.event, replace(LIMITED.edition, sessions=(LIMITED.session,)), Shelf(), 0, tr
    ),
    "how many come": lambda tr: applying.question(DRAFT, Ask.PARTY, TOGETHER, tr),
    "summary of a party": lambda tr: applying.summary(DRAFT.together(3), TOGETHER, None, tr),
    "fewer places than people": lambda tr: applying.fewer(Fewer(1, 3), TOGETHER, tr),
    "a party": lambda tr: registrations.registration_screen(PARTY, tr),
    "not open yet": lambda tr: opening.not_open(LATER, tr),
    "not open yet, and no date": lambda tr: opening.not_open(replace(LATER, is_announced=False, awaits_date=True), tr),
    "closed": lambda tr: opening.not_open(
        replace(LATER, opening=Opening(Stage.CLOSED, START), is_announced=False), tr, tried=True
    ),
    "not announced": lambda tr: opening.not_open(Shut(FOUND.event, Opening(Stage.NOT_ANNOUNCED)), tr),
    "cancelled": lambda tr: opening.not_open(Shut(FOUND.event, Opening(Stage.CANCELLED)), tr),
    "over": lambda tr: opening.not_open(Shut(FOUND.event, Opening(Stage.OVER)), tr),
    "gone": lambda tr: opening.not_open(None, tr),
    "a session that is not open yet": lambda tr: choosing.session_screen(
        FOUND, Standing(FOUND.places, 0, ()), Opening(Stage.LATER, START - DAY), tr
    ),
    "opens later": lambda tr: choosing.taking_registrations([], [LATER_EVENT], 0, tr, now=NOW),
    "contests that open later": lambda tr: of_kind(Kind.CONTEST, [], [LATER_EVENT, AWAITED], 0, tr, now=NOW),
    "card of what opens later": lambda tr: card(LATER_EVENT, Look(NOW, PRIVATE, opens=True), tr),
    "a class at the same time as others": lambda tr: class_signing.taken(SEATED, tr),
    "a seat at the same time as something": lambda tr: class_signing.offer_seat(FREE, "secret", tr),
    "a seat that was taken at the same time": lambda tr: class_signing.seat_taken(FREE.registration, tr, FREE.overlaps),
    "fewer people": lambda tr: registrations.fewer_people(PARTY, tr),
}


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("language", list(TRS))
def test_a_screen_is_as_it_was_looked_at(snapshot, name, language):
    assert drawn(SCREENS[name](TRS[language])) == snapshot
