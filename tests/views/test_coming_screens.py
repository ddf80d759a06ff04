"""What people read before the day: reminders, «still coming?», moved dates, lesson hours, why a queue stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.domain.consent import Consent
from bot.domain.language import Language
from bot.domain.lessons import LessonHours, Lessons
from bot.domain.people import Shift
from bot.domain.places import SessionKey, Terms
from bot.domain.registrations import RegistrationState
from bot.domain.when import Exact
from bot.i18n import load_translators
from bot.services.overlapping import NOTHING
from bot.services.queues import Cause, Queue
from bot.services.sessions import Offered, Seen
from bot.views import coming, lessons, moving
from bot.views.queues import why
from bot.views.screens import Screen
from tests.contracts.test_registrations import registration
from tests.views.samples import NOW, OPEN, START, event, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.i18n import Translator

TRS = load_translators(ZoneInfo("Asia/Almaty"))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SESSION = replace(OPEN.sessions[0], when=Exact(START, START + HOUR))
EDITION = replace(OPEN, sessions=(SESSION,))
LATER = replace(
    EDITION,
    when=Exact(START + DAY, START + DAY + HOUR),
    sessions=(replace(SESSION, when=Exact(START + DAY, START + DAY + HOUR)),),
)
FEST = event("fest", editions=(EDITION,))
KEY = SessionKey("fest", OPEN.key, SESSION.key)
FOUND = Offered(KEY, FEST, EDITION, SESSION, Terms(START))
CONFIRMED = RegistrationState.CONFIRMED


def seen(number: int = 1, **more: object) -> Seen:
    consent = Consent("1", "hash", 77, NOW)
    given = {"session": KEY, "minor": True, "consent": consent, **more}
    return Seen(registration(5, CONFIRMED, id=number, **given), FOUND)


def elsewhere(number: int) -> Seen:
    """A place in another session of the same day."""
    session = replace(SESSION, key="other", name=text("Laser"), when=Exact(START + HOUR, START + 2 * HOUR))
    one = seen(number)
    key = replace(KEY, session="other")
    return Seen(replace(one.registration, session=key), replace(FOUND, key=key, session=session))


FREES = seen(until=NOW + DAY)
HOURS = LessonHours(frozenset(range(5)), Lessons(time(8), time(13)), Lessons(time(13, 30), time(18, 30)))
SCREENS: dict[str, Callable[[Translator], Screen]] = {
    "reminder": lambda tr: coming.reminder([seen()], tr),
    "still coming": lambda tr: coming.question([seen()], tr),
    "still coming, the place is freed": lambda tr: coming.question([FREES], tr),
    "still coming, several": lambda tr: coming.question([seen(1, child=1), seen(2, child=2)], tr),
    "still coming, several sessions": lambda tr: coming.question([seen(1), elsewhere(2)], tr),
    "one of several given up": lambda tr: coming.given_up(seen(1), tr, [elsewhere(2)]),
    "the parent is asked": lambda tr: coming.question_to_parent(seen(), tr),
    "really not": lambda tr: coming.confirm(seen(), tr),
    "they come": lambda tr: coming.noted(seen(), tr),
    "they do not": lambda tr: coming.given_up(seen(), tr),
    "the parent says yes": lambda tr: coming.parent_said(seen(), tr),
    "consent awaited": lambda tr: coming.consent_awaited(FREES, tr),
    "moved": lambda tr: moving.moved(FEST, EDITION, LATER, [seen()], tr, overlaps=NOTHING),
    "moved, to the parent": lambda tr: moving.moved_for_child(FEST, EDITION, LATER, seen(), tr),
    "moved, to the teacher": lambda tr: moving.moved_for_class(FEST, EDITION, LATER, seen(), tr),
    "lesson hours": lambda tr: lessons.page(HOURS, tr),
    "no lesson hours": lambda tr: lessons.page(None, tr),
    "my shift": lambda tr: lessons.my_shift(Shift.SECOND, tr),
    **{f"queue {c}": lambda tr, c=c: Screen(why(Queue(c, NOW + HOUR, 3), tr)) for c in Cause},  # type: ignore[misc]
}


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("language", list(Language))
def test_a_screen_is_as_it_was_looked_at(snapshot, name, language):
    screen = SCREENS[name](TRS[language])
    labels = "\n".join(" | ".join(button.label for button in row) for row in screen.rows)
    assert f"{screen.html}\n\n{labels}" == snapshot
    assert sum(map(len, screen.rows)) <= 8
