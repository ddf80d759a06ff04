"""One kind of events for somebody who looks for something to take part in; decides nothing."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.domain.events import Kind
from bot.i18n import msgid
from bot.views.lengths import joined
from bot.views.navigation import Shelf, menu_button, paged
from bot.views.opening import each
from bot.views.screens import MOST_UNITS, Button, Go, Screen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.domain.events import Event
    from bot.i18n import Translator

PAGE = 4

_TITLES = MappingProxyType(
    {
        Kind.GUIDANCE: msgid("Career guidance consultations"),
        Kind.INTERNSHIP: msgid("Internships"),
        Kind.CONTEST: msgid("Contests"),
    }
)


def of_kind(
    kind: Kind, taking: Sequence[Event], events: Sequence[Event], page: int, tr: Translator, *, now: datetime
) -> Screen:
    """A page of the events that take registrations; where none does, of all, each with its «Tell me the date»."""
    shown, turning = paged(taking or events, page, PAGE, lambda to: Go("of_kind", kind, str(to)), tr)
    if taking:
        told = [tr("Registration is open. What would you like to take part in?")]
        leads = [Go("sessions", one.key, Shelf().code, "0") for one in shown]
    elif events:
        told = _none_is_open(shown, now, tr)
        leads = [Go("event", one.key, Shelf(kind=kind).code) for one in shown]
    else:
        told = [tr("Nothing of this kind is announced yet. Once it is, it will stand here.")]
        leads = []
    rows = [(Button(tr.text(one.name), to),) for one, to in zip(shown, leads, strict=True)]
    last = (Button(tr.plain("📅 Events"), Go("events")), menu_button(tr))
    title = Markup("<b>{}</b>").format(tr.plain(_TITLES[kind]))
    return Screen(joined([title, *told], MOST_UNITS), (*rows, turning, last))


def _none_is_open(shown: Sequence[Event], now: datetime, tr: Translator) -> list[Markup]:
    known = each(shown, now, tr)
    if not known:
        return [tr("Registration is not announced yet. Open an event and press 🔔: I will write.")]
    awaited = any(one.awaits_date(now, tr.zone) for one in shown)
    last = [tr("If a date is not announced yet, open the event and press 🔔: I will write.")] if awaited else []
    return [tr("No registration of this kind is open at the moment."), *known, *last]
