"""What may be signed up for: the events that take registrations, and one session of theirs; decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.domain.drafts import MOST_CHILDREN, code_of
from bot.domain.opening import Stage
from bot.domain.people import Role
from bot.domain.when import Unknown
from bot.views.lengths import joined
from bot.views.navigation import Shelf, back_and_menu, menu_button, paged
from bot.views.opening import each, told
from bot.views.screens import MOST_UNITS, Button, Go, Row, Screen
from bot.views.sessions import session_lines
from bot.views.slots import back_from

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.domain.events import Event
    from bot.domain.opening import Opening
    from bot.i18n import Translator
    from bot.services.sessions import Offered, Standing

PAGE = 5
"""Events a page: so many buttons stand beside those that turn the page."""
LATER = 4
"""The same of those that open later, beside one more button."""


def taking_registrations(
    events: Sequence[Event], later: Sequence[Event], page: int, tr: Translator, *, now: datetime
) -> Screen:
    """A page of the events whose registration is open; where there is none, those where it opens later."""
    last = (Button(tr.plain("📅 Events"), Go("events")), menu_button(tr))
    if not events and later:
        shown, turning = paged(later, page, LATER, lambda to: Go("register", str(to)), tr)
        told_of = [tr("No registration is open at the moment."), *each(shown, now, tr)]
        rows = [(Button(tr.text(event.name), Go("event", event.key)),) for event in shown]
        return Screen(joined(told_of, MOST_UNITS), (*rows, turning, last))
    if not events:
        text = tr("No registration is open at the moment. Open an event and press «Tell me the date»: I will write.")
        return Screen(text, (last,))
    shown, turning = paged(events, page, PAGE, lambda to: Go("register", str(to)), tr)
    rows = [(Button(tr.text(event.name), Go("sessions", event.key, Shelf().code, "0")),) for event in shown]
    text = tr("Registration is open. What would you like to take part in?")
    return Screen(text, (*rows, turning, (menu_button(tr),)))


def session_screen(
    found: Offered, standing: Standing, how: Opening, tr: Translator, role: Role | None = None
) -> Screen:
    """One session: what it is, how full it is, and the way in; or why there is none now."""
    head = Markup("<b>{}</b>").format(tr[found.event.name])
    if isinstance(found.session.when, Unknown):
        head += Markup("\n") + tr("When: {when}", when=tr.when(found.edition.when))
    state = _fullness(standing, tr) if how.stage is Stage.OPEN else told(how, tr)
    paragraphs = [head, session_lines(found.session, tr), state]
    if found.edition.demo:
        paragraphs.insert(1, tr("⚠️ <b>DEMO</b>: this date and these sessions are invented, to show the bot."))
    rows: list[Row] = [
        (Button(tr.plain("My registration № {number}", number=one.id), Go("registration", str(one.id))),)
        for one in standing.mine[:MOST_CHILDREN]
    ]
    if how.stage is Stage.OPEN:
        rows += _ways_in(found, standing, tr, role)
    return Screen(joined(paragraphs, MOST_UNITS), (*rows, back_and_menu(back_from(found, tr), tr)))


def _ways_in(found: Offered, standing: Standing, tr: Translator, role: Role | None) -> list[Row]:
    event, code = found.key.event, code_of(found.key)
    rows: list[Row] = []
    if not any(one.application.child == 0 for one in standing.mine):
        full = standing.waiting or not standing.places.fit(1)
        label = tr.plain("Join the waiting list") if full and not found.session.review else tr.plain("Sign up")
        rows.append((Button(label, Go("apply", event, code)),))
    else:
        rows.append((Button(tr.plain("Sign up a child"), Go("apply", event, code)),))
    if found.takes_classes and found.session.capacity != 1 and role in {Role.TEACHER, None}:
        rows.append((Button(tr.plain("🏫 My class"), Go("class_new", event, code)),))
    return rows


def _fullness(standing: Standing, tr: Translator) -> Markup:
    free = standing.places.free
    if standing.waiting:
        return tr.plural(
            "All places are taken; {n} person waits.", "All places are taken; {n} people wait.", standing.waiting
        )
    if free is None:
        return tr("The number of places is not limited.")
    return tr.plural("{n} place is free.", "{n} places are free.", free) if free else tr("All places are taken.")
