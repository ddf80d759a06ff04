"""Answers with what they offer next, and what organizers see of questions: as people read them, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.domain.events import Programme
from bot.domain.facts import ASPECTS
from bot.domain.language import Language
from bot.domain.questions import Asked, QuestionOutcome
from bot.search.reading import FUNCTIONS
from bot.services.answering import Clarify, Function
from bot.services.questions import Texts
from bot.services.telling import tell
from bot.views import asked
from bot.views.answers import answer_screen
from bot.views.aspects import asked_for
from bot.views.voices import Voice
from tests.views.samples import AWAITED, COMING, EVENTS, NOW, PAST
from tests.views.test_limits import check
from tests.views.test_snapshots import PUBLIC, TRS, drawn

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.i18n import Translator
    from bot.services.telling import Answer
    from bot.views.screens import Screen

PROGRAMME = Programme({event.key: event for event in EVENTS})
ZONE = TRS[Language.KK].zone
COUNTS = [
    Asked("awaited", "when", QuestionOutcome.ANSWERED, 1200),
    Asked("awaited", "cost", QuestionOutcome.NOT_PUBLISHED, 31),
    Asked("gone", "contact", QuestionOutcome.NOT_PUBLISHED, 2),
    Asked(None, "register", QuestionOutcome.FUNCTION, 12),
    Asked(None, "when", QuestionOutcome.CLARIFIED, 5),
    Asked(None, None, QuestionOutcome.OFFTOPIC, 4),
    Asked(None, None, QuestionOutcome.NOT_UNDERSTOOD, 3),
]
TEXTS = Texts([("Ертең сабақ бола ма? Тел. •••", 3), ("а <b>?", 1)], 1, more=True)


def told(event_aspect: str) -> Answer:
    key, aspect = event_aspect.split()
    return tell(PROGRAMME.events[key], aspect, NOW, ZONE)


SCREENS: dict[str, Callable[[Translator], Screen]] = {
    "answer, date awaited": lambda tr: answer_screen(told("awaited when"), tr),
    "answer, followed": lambda tr: answer_screen(told("awaited when"), tr, follows=True),
    "answer, never again": lambda tr: answer_screen(told("past when"), tr),
    "answer, place": lambda tr: answer_screen(told("coming where"), tr),
    "answer, not published": lambda tr: answer_screen(told("coming cost"), tr),
    "answer in a group": lambda tr: answer_screen(told("awaited when"), tr, PUBLIC),
    "several meant": lambda tr: answer_screen(Clarify((AWAITED, PAST), "when"), tr),
    "personal in a group": lambda tr: answer_screen(Function("my_registrations"), tr, PUBLIC),
    "personal in a group, of an event": lambda tr: answer_screen(Function("register", COMING), tr, PUBLIC),
    "to get the news": lambda tr: answer_screen(Function("subscribe_announcements"), tr),
    "to get no more messages": lambda tr: answer_screen(Function("unsubscribe_announcements"), tr),
    "what people ask": lambda tr: asked.overview(COUNTS, 7, PROGRAMME, tr),
    "what people ask, nothing": lambda tr: asked.overview([], 30, PROGRAMME, tr),
    "not published": lambda tr: asked.unpublished(COUNTS, 7, 0, PROGRAMME, tr),
    "not understood": lambda tr: asked.texts(TEXTS, QuestionOutcome.NOT_UNDERSTOOD, 7, tr),
}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", SCREENS)
def test_screen(name, language, snapshot):
    assert drawn(SCREENS[name](TRS[language])) == snapshot


@pytest.mark.parametrize("name", SCREENS)
def test_in_both_languages_at_once_it_fits(name):
    check(Voice(tuple(TRS.values()))(SCREENS[name]))


@pytest.mark.parametrize("surface", [PUBLIC, None])
@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_function_has_a_screen(function, surface):
    found = Function(function, None, tuple(EVENTS))
    check(Voice(tuple(TRS.values()))(lambda tr: answer_screen(found, tr, *([surface] if surface else []))))


@pytest.mark.parametrize("language", Language)
def test_everything_that_can_be_asked_has_a_name(language):
    names = [asked_for(key, TRS[language]) for key in (*ASPECTS, *FUNCTIONS)]
    assert len(set(names)) == len(names)
    assert not set(names) & {*ASPECTS, *FUNCTIONS}
    assert asked_for("of_another_time", TRS[language]) == "of_another_time"


def test_the_longest_counts_fit():
    many = [Asked("k" * 32, "a" * 30, outcome, 10**9) for outcome in QuestionOutcome for _ in range(50)]
    for tr in TRS.values():
        check(asked.overview(many, 30, PROGRAMME, tr))
        for page in (0, 3, 999):
            check(asked.unpublished(many, 30, page, PROGRAMME, tr))
        for text in ("😀" * 300, "<&>" * 100, "ә" * 300):
            check(asked.texts(Texts([(text, 10**6)] * 10, 999, more=True), QuestionOutcome.OFFTOPIC, 30, tr))
