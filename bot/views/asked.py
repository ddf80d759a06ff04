"""«What people ask», for organizers: counts, and the texts of what found no answer; nobody who asked is known here."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.domain.questions import QuestionOutcome
from bot.i18n import msgid
from bot.services.questions import PERIODS
from bot.views.aspects import asked_for
from bot.views.lengths import clipped, joined
from bot.views.navigation import back_and_menu, pages
from bot.views.screens import MOST_UNITS, Button, Go, Screen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.domain.events import Programme
    from bot.domain.questions import Asked
    from bot.i18n import Translator
    from bot.services.questions import Texts

MOST_LINES = 7
PAGE = 12
LONGEST_TEXT = 250
LONGEST_NAME = 80

_OUTCOMES = {
    QuestionOutcome.ANSWERED: msgid("answered from what is published"),
    QuestionOutcome.NOT_PUBLISHED: msgid("told that it has not been published"),
    QuestionOutcome.FUNCTION: msgid("asked the bot to do something"),
    QuestionOutcome.CLARIFIED: msgid("asked back which event is meant"),
    QuestionOutcome.NOT_UNDERSTOOD: msgid("not understood"),
    QuestionOutcome.OFFTOPIC: msgid("about something else, refused"),
}
LISTS = {
    QuestionOutcome.NOT_UNDERSTOOD: msgid("Not understood"),
    QuestionOutcome.NOT_PUBLISHED: msgid("Not published"),
    QuestionOutcome.OFFTOPIC: msgid("About something else"),
}
_OF_AN_EVENT = {QuestionOutcome.ANSWERED, QuestionOutcome.NOT_PUBLISHED}


def overview(asked: Sequence[Asked], days: int, programme: Programme, tr: Translator) -> Screen:
    """How questions went, and which events and aspects they were about."""
    of_events = [one for one in asked if one.outcome in _OF_AN_EVENT]
    functions = [one for one in asked if one.outcome is QuestionOutcome.FUNCTION]
    parts = [
        _counts(_heading(days, tr), ((tr.plain(_OUTCOMES[one.outcome]), one.count) for one in asked), tr),
        _counts(tr("<b>By event</b>"), ((_name(one, programme, tr), one.count) for one in of_events), tr),
        _counts(tr("<b>By what was asked</b>"), ((_what(one, tr), one.count) for one in of_events), tr),
        _counts(tr("<b>What the bot was to do</b>"), ((_what(one, tr), one.count) for one in functions), tr),
    ]
    text = joined([part for part in parts if part], MOST_UNITS) if asked else _nothing(days, tr)
    lists = [(Button(tr.plain(name), Go("asked_list", of, str(days), "0")),) for of, name in LISTS.items()]
    others = tuple(
        Button(tr.plain("In {days} days", days=other), Go("asked", str(other))) for other in PERIODS if other != days
    )
    return Screen(text, (*lists, others, back_and_menu(Go("admin"), tr)))


def unpublished(asked: Sequence[Asked], days: int, page: int, programme: Programme, tr: Translator) -> Screen:
    """What is asked and has not been published, most asked first."""
    missing = [one for one in asked if one.outcome is QuestionOutcome.NOT_PUBLISHED]
    page = min(page, max(0, (len(missing) - 1) // PAGE))
    shown = missing[page * PAGE :][:PAGE]
    lines = [(f"{_name(one, programme, tr)}: {_what(one, tr)}", one.count) for one in shown]
    return _page(QuestionOutcome.NOT_PUBLISHED, lines, days, page, tr, more=len(missing) > (page + 1) * PAGE)


def texts(found: Texts, outcome: QuestionOutcome, days: int, tr: Translator) -> Screen:
    """A page of questions as they were asked, without what would tell who asked."""
    return _page(outcome, found.texts, days, found.page, tr, more=found.more)


def _page(
    outcome: QuestionOutcome, lines: Sequence[tuple[str, int]], days: int, page: int, tr: Translator, *, more: bool
) -> Screen:
    heading = Markup("<b>{}</b>\n{}").format(tr.plain(LISTS[outcome]), tr("In {days} days", days=days))
    told = [Markup("• {}").format(_times(clipped(line, LONGEST_TEXT), count, tr)) for line, count in lines]
    text = joined([heading, *told], MOST_UNITS) if told else _nothing(days, tr)

    def to(number: int) -> Go:
        return Go("asked_list", outcome, str(days), str(number))

    turning = pages(to(page - 1) if page > 0 else None, to(page + 1) if more else None, tr)
    return Screen(text, (turning, back_and_menu(Go("asked", str(days)), tr)))


def _counts(heading: Markup, counted: Iterable[tuple[str, int]], tr: Translator) -> Markup | None:
    """A paragraph of what was counted most; None where nothing was."""
    totals: Counter[str] = Counter()
    for name, count in counted:
        totals[name] += count
    lines = [
        Markup("{}: {}").format(clipped(name, LONGEST_NAME), tr.number(count))
        for name, count in totals.most_common(MOST_LINES)
    ]
    return Markup("\n").join([heading, *lines]) if lines else None


def _heading(days: int, tr: Translator) -> Markup:
    return Markup("{}\n{}").format(tr("<b>What people ask</b>"), tr("In {days} days", days=days))


def _nothing(days: int, tr: Translator) -> Markup:
    return _heading(days, tr) + Markup("\n\n") + tr("Nothing of the kind was asked.")


def _times(text: str, count: int, tr: Translator) -> str:
    return text if count == 1 else f"{text} (×{tr.number(count)})"


def _name(asked: Asked, programme: Programme, tr: Translator) -> str:
    event = programme.get(asked.event) if asked.event else None
    return tr[event.name] if event else asked.event or "–"


def _what(asked: Asked, tr: Translator) -> str:
    return asked_for(asked.aspect, tr) if asked.aspect else "–"
