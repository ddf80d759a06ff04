"""Around a question: the invitation to ask, and the honest word when no published answer was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.search.courtesy import Courtesy
from bot.views.handover import pass_on_button
from bot.views.navigation import PRIVATE, back_and_menu, menu_button
from bot.views.screens import Button, Go, Row, Screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.events import Event
    from bot.i18n import Translator
    from bot.views.navigation import Surface

MOST_MEANT = 5


def prompt(event: Event | None, tr: Translator) -> Screen:
    """The next message is the question; going back, or stopping, asks nothing."""
    if event is None:
        text = tr("Write your question in your own words, for example: when is the festival?")
        return Screen(text, ((Button(tr.plain("Stop"), Go("cancel")), menu_button(tr)),))
    text = tr("Write your question about <b>{name}</b> in your own words.", name=tr[event.name])
    return Screen(text, (back_and_menu(Go("event", event.key), tr),))


def not_understood(event: Event | None, tr: Translator, surface: Surface = PRIVATE) -> Screen:
    """No answer is better than an invented one; an organizer may have one."""
    text = tr(
        "I have found no published answer to this.\n\nTry other words, look through the events, or ask an organizer."
    )
    rows: list[Row] = [(pass_on_button(event.key if event else None, surface, tr),)]
    rows += [(Button(tr[event.name], Go("event", event.key)),)] if event else []
    return Screen(text, (*rows, (Button(tr.plain("📅 Events"), Go("events")), menu_button(tr))))


def not_ours(tr: Translator) -> Screen:
    """Kind and short: what can be asked here instead."""
    text = tr(
        "I cannot help with this, sorry: I know only the programme of working professions.\n\n"
        "Ask me about its festivals, forums, contests and internships: when, where, for whom."
    )
    return Screen(text, ((Button(tr.plain("📅 Events"), Go("events")), menu_button(tr)),))


def polite(courtesy: Courtesy, tr: Translator) -> Screen:
    """A greeting or thanks, returned."""
    match courtesy:
        case Courtesy.GREETING:
            text = tr("Hello! Ask me about the programme of working professions: when, where, for whom.")
        case Courtesy.THANKS:
            text = tr("You are welcome! If there is anything else, just write to me.")
    return Screen(text, ((Button(tr.plain("📅 Events"), Go("events")), menu_button(tr)),))


def did_you_mean(events: Sequence[Event], aspect: str, tr: Translator) -> Screen:
    """Several events fit; each button leads to what was asked of that one."""
    rows = tuple((Button(tr[event.name], Go("answer", event.key, aspect)),) for event in events[:MOST_MEANT])
    return Screen(tr("Which of these do you mean?"), (*rows, (menu_button(tr),)))
