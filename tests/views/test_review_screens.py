"""What is read before an application is decided: the promised day, a question, its reply; and what organizers see."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from markupsafe import Markup

from bot.domain.answers import Problem
from bot.domain.language import Language
from bot.domain.registrations import RegistrationState
from bot.domain.reviews import LONGEST_QUESTION, LONGEST_REPLY, MOST_QUESTIONS, ReviewQuestion, review_of
from bot.views import registrations, reviewing, reviews
from bot.views.lengths import units, visible
from tests.views.samples import NOW
from tests.views.test_coming_screens import TRS
from tests.views.test_coming_screens import seen as confirmed
from tests.views.test_snapshots import drawn

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.i18n import Translator
    from bot.services.sessions import Seen
    from bot.views.screens import Screen

DAY = timedelta(days=1)
ONE = replace(confirmed(minor=False, consent=None, asked_at=NOW).registration, state=RegistrationState.AWAITING_REVIEW)
ASKED = ReviewQuestion(1, 77, "Қай жылдан бері жұмыс істейсіз? <b>", NOW + DAY)
REPLIED = replace(ASKED.replied("2010 & одан бері", NOW + 2 * DAY), id=6)
LONG = ReviewQuestion(1, 77, "<" * LONGEST_QUESTION, NOW).replied("&" * LONGEST_REPLY, NOW)


def seen(*questions: ReviewQuestion, days: int | None = 7, late: bool = False) -> Seen:
    now = NOW + 30 * DAY if late else NOW
    return replace(confirmed(), registration=ONE, review=review_of(ONE, questions, days, now, TRS[Language.KK].zone))


SCREENS: dict[str, Callable[[Translator], Screen]] = {
    "mine, a day is promised": lambda tr: registrations.registration_screen(seen(), tr),
    "mine, late": lambda tr: registrations.registration_screen(seen(late=True), tr),
    "mine, no day": lambda tr: registrations.news(seen(days=None), tr),
    "mine, asked": lambda tr: registrations.registration_screen(seen(ASKED), tr),
    "mine, replied": lambda tr: registrations.registration_screen(seen(REPLIED), tr),
    "all of mine": lambda tr: registrations.my_registrations([seen(ASKED), seen(REPLIED)], [], 0, tr),
    "application, a day is promised": lambda tr: reviewing.application(seen(), tr),
    "application, late": lambda tr: reviewing.application(seen(REPLIED, late=True), tr),
    "application, asked again": lambda tr: reviewing.application(seen(REPLIED, ASKED), tr),
    "application, no day": lambda tr: reviewing.application(seen(days=None), tr),
    "what to ask": lambda tr: reviews.asking(1, tr, Problem.IIN),
    "asked": lambda tr: reviews.question_asked(ASKED, Markup("Fest: S1"), tr, again=False),
    "asked, reminder": lambda tr: reviews.question_asked(ASKED, Markup("Fest: S1"), tr, again=True),
    "replied": lambda tr: reviews.question_replied(REPLIED, Markup("Fest: S1"), tr),
    "what to reply": lambda tr: reviews.replying(ASKED, tr, Problem.TOO_LONG),
    "passed on": lambda tr: reviews.passed_on(1, tr),
    "too late": lambda tr: reviews.too_late(ASKED, tr, unsent=True),
    "replied already": lambda tr: reviews.too_late(REPLIED, tr),
}


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("language", list(TRS))
def test_a_screen_is_as_it_was_looked_at(snapshot, name, language):
    assert drawn(SCREENS[name](TRS[language])) == snapshot


@pytest.mark.parametrize("language", list(TRS))
def test_the_longest_of_everything_fits_a_message_and_the_last_reply_is_whole(language):
    full = seen(*[LONG] * MOST_QUESTIONS)
    shown = visible(reviewing.application(full, TRS[language]).html)
    assert units(shown) <= 4096
    assert "&" * LONGEST_REPLY in shown
