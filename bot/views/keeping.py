"""From a question that was answered to what the bot answers itself: which event, what of it, the texts, saving."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.domain.facts import ASPECTS, Status
from bot.i18n import msgid
from bot.views import editing
from bot.views.aspects import asked_for
from bot.views.handover import quoted
from bot.views.navigation import menu_button, pages
from bot.views.screens import Button, Go, Row, Screen

if TYPE_CHECKING:
    from bot.domain.events import Event, Programme
    from bot.domain.handovers import Handover
    from bot.i18n import Translator
    from bot.services.editing import Preview

PAGE = 5

_ASKED = {
    "kk": msgid("Write the answer in Kazakh, as a sentence that holds for everybody."),
    "ru": msgid("Now the same in Russian."),
    "alias": msgid("Write the name by which people call this event, one name only."),
}


def which_event(handover: Handover, programme: Programme, page: int, tr: Translator) -> Screen:
    """The events; the one that was spoken of comes first."""
    events = sorted(programme, key=lambda event: event.key != handover.event)
    shown, turning = _page(len(events), page, "keep_events", tr)
    rows: list[Row] = [(Button(tr[event.name], Go("keep_event", event.key)),) for event in events[shown]]
    text = Markup("\n").join([quoted(handover.question), tr("Which event is it about?")])
    return Screen(text, (*rows, turning, (_stop(tr),)))


def which_aspect(event: Event, page: int, tr: Translator) -> Screen:
    """What of the event is told."""
    aspects = list(ASPECTS)
    shown, turning = _page(len(aspects), page, "keep_aspects", tr)
    rows: list[Row] = [(Button(asked_for(aspect, tr), Go("keep_aspect", aspect)),) for aspect in aspects[shown]]
    text = Markup("<b>{}</b>\n{}").format(tr[event.name], tr("What does the answer tell of it?"))
    return Screen(text, (*rows, turning, (_stop(tr),)))


def which_status(tr: Translator) -> Screen:
    """Whether it is so, or is to be."""
    statuses = (
        Button(tr.plain("It is so"), Go("keep_status", Status.DONE)),
        Button(tr.plain("It is a plan"), Go("keep_status", Status.PLAN)),
    )
    return Screen(tr("Is it so already, or is it a plan? People will be told which."), (statuses, (_stop(tr),)))


def write(what: str, tr: Translator, *, problem: str | None = None) -> Screen:
    """What is to be typed: `kk`, `ru` or `alias`; after a wrong text with what was wrong."""
    asking = tr(_ASKED[what])
    text = Markup("⚠️ {}\n\n{}").format(problem, asking) if problem else asking
    return Screen(text, ((_stop(tr), menu_button(tr)),))


def preview(seen: Preview, tr: Translator) -> Screen:
    """Before and after, and the button that saves."""
    shown = editing.preview(seen, Go("menu"), tr)
    return replace(shown, rows=((Button(tr.plain("Save"), Go("keep_save")),), (_stop(tr), menu_button(tr))))


def saved(event: Event, tr: Translator) -> Screen:
    """The bot answers it itself from now on."""
    text = tr("Saved. From now on I answer this myself, with the organizers as the source.")
    rows: tuple[Row, ...] = (
        (Button(tr.plain("Open the event"), Go("event", event.key)),),
        (Button(tr.plain("Questions to organizers"), Go("queue", "0")), menu_button(tr)),
    )
    return Screen(text, rows)


def failed(why: str, tr: Translator) -> Screen:
    """It cannot be kept as things stand."""
    return Screen(why, ((Button(tr.plain("Questions to organizers"), Go("queue", "0")), menu_button(tr)),))


def _page(count: int, page: int, to: str, tr: Translator) -> tuple[slice, Row]:
    last = max(0, (count - 1) // PAGE)
    page = min(max(page, 0), last)
    turning = pages(Go(to, str(page - 1)) if page > 0 else None, Go(to, str(page + 1)) if page < last else None, tr)
    return slice(page * PAGE, (page + 1) * PAGE), turning


def _stop(tr: Translator) -> Button:
    return Button(tr.plain("Stop"), Go("cancel"))
