"""What people may sign up for in an edition, with times, places and who may apply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.domain.drafts import code_of
from bot.domain.places import SessionKey
from bot.domain.when import Unknown
from bot.views import words
from bot.views.lengths import joined
from bot.views.navigation import Shelf, back_and_menu, pages
from bot.views.screens import MOST_UNITS, Button, Go, Screen

if TYPE_CHECKING:
    from bot.domain.events import Edition, Event, Session
    from bot.i18n import Translator

PAGE = 4
"""Sessions a page: so many buttons stand beside those that turn the page and lead back."""


def sessions(event: Event, edition: Edition, shelf: Shelf, page: int, tr: Translator) -> Screen:
    """A page of sessions of an edition that takes registrations; a page beyond the end is the last one."""
    last = max(0, (len(edition.sessions) - 1) // PAGE)
    page = min(max(page, 0), last)
    heading = Markup("<b>{}</b>\n{}").format(tr[event.name], tr.when(edition.when))
    if edition.demo:
        heading += Markup("\n") + tr("⚠️ <b>DEMO</b>: this date and these sessions are invented, to show the bot.")
    if edition.registration:
        heading += Markup("\n") + tr("Registration until {moment}", moment=tr.moment(edition.registration.closes))
    choosing = tr("Choose what you would like to take part in:")
    on_page = edition.sessions[page * PAGE :][:PAGE]
    shown = [session_lines(session, tr) for session in on_page]
    rows = [(_button(event, edition, session, tr),) for session in on_page]
    turning = pages(
        _to(event, shelf, page - 1) if page > 0 else None,
        _to(event, shelf, page + 1) if page < last else None,
        tr,
    )
    told = [choosing, *shown] if shown else [tr("The sessions are not announced yet.")]
    back = back_and_menu(Go("event", event.key, shelf.code), tr)
    return Screen(joined([heading, *told], MOST_UNITS), (*rows, turning, back))


def closed_toast(tr: Translator) -> str:
    """Registration was tapped before it opens, or after it closed."""
    return tr.plain("Registration is not open at the moment.")


def _button(event: Event, edition: Edition, session: Session, tr: Translator) -> Button:
    return Button(tr[session.name], Go("session", event.key, code_of(SessionKey(event.key, edition.key, session.key))))


def session_lines(session: Session, tr: Translator) -> Markup:
    """What it is, when, where, for how many and for whom."""
    lines = [Markup("<b>{}</b>").format(tr[session.name])]
    if not isinstance(session.when, Unknown):
        lines.append(tr("When: {when}", when=tr.when(session.when)))
    if session.place:
        lines.append(tr("Where: {where}", where=tr[session.place]))
    if session.capacity is not None:
        lines.append(tr.plural("{n} place", "{n} places", session.capacity))
    roles = [words.role(role, tr) for role in sorted(session.roles)]
    lines.append(tr("For: {roles}", roles=tr.all_of(roles)) if roles else tr("For everybody"))
    if session.review:
        lines.append(tr("An organizer decides on each application."))
    return Markup("\n").join(lines)


def _to(event: Event, shelf: Shelf, page: int) -> Go:
    return Go("sessions", event.key, shelf.code, str(page))
