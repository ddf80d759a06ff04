"""What people may sign up for in an edition, with times, places and who may apply."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.domain.drafts import code_of
from bot.domain.places import SessionKey
from bot.domain.slots import choices, code_of_slots
from bot.domain.when import Days, Exact, Unknown
from bot.views import words
from bot.views.lengths import joined
from bot.views.navigation import Shelf, back_and_menu, paged
from bot.views.screens import MOST_UNITS, Button, Go, Screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.events import Edition, Event, Session
    from bot.i18n import Translator

PAGE = 4
"""Sessions a page: so many buttons stand beside those that turn the page and lead back."""


def sessions(event: Event, edition: Edition, shelf: Shelf, page: int, tr: Translator) -> Screen:
    """A page of sessions of an edition that takes registrations; a page beyond the end is the last one."""
    heading = Markup("<b>{}</b>\n{}").format(tr[event.name], tr.when(edition.when))
    if edition.demo:
        heading += Markup("\n") + tr("⚠️ <b>DEMO</b>: this date and these sessions are invented, to show the bot.")
    if edition.registration:
        heading += Markup("\n") + tr("Registration until {moment}", moment=tr.moment(edition.registration.closes))
    choosing = tr("Choose what you would like to take part in:")
    on_page, turning = paged(choices(edition), page, PAGE, lambda to: _to(event, shelf, to), tr)
    shown = [session_lines(_whole(those, tr), tr) for those in on_page]
    rows = [(_button(event, edition, those, tr),) for those in on_page]
    told = [choosing, *shown] if shown else [tr("The sessions are not announced yet.")]
    back = back_and_menu(Go("event", event.key, shelf.code), tr)
    return Screen(joined([heading, *told], MOST_UNITS), (*rows, turning, back))


def _button(event: Event, edition: Edition, those: Sequence[Session], tr: Translator) -> Button:
    session = those[0]
    if len(those) > 1 and session.slots:
        code = code_of_slots(event.key, edition.key, session.slots.key)
        return Button(tr[session.slots.name], Go("slots", event.key, code, "0"))
    return Button(tr[session.name], Go("session", event.key, code_of(SessionKey(event.key, edition.key, session.key))))


def _whole(those: Sequence[Session], tr: Translator) -> Session:
    """A row of slots told as one session: all its times, and the places of all."""
    first = those[0]
    times = sorted((one.when for one in those if isinstance(one.when, Exact)), key=lambda when: when.start)
    if len(those) == 1 or first.slots is None:
        return first
    capacities = [one.capacity for one in those if one.capacity is not None]
    on = Days(times[0].start.astimezone(tr.zone).date(), times[-1].start.astimezone(tr.zone).date())
    when = Exact(times[0].start, times[-1].end) if on.first == on.last else on
    return replace(
        first, name=first.slots.name, when=when, capacity=sum(capacities) if len(capacities) == len(those) else None
    )


def session_lines(session: Session, tr: Translator) -> Markup:
    """What it is, when, where, for how many and for whom."""
    lines = [Markup("<b>{}</b>").format(tr[session.name])]
    if not isinstance(session.when, Unknown):
        lines.append(tr("When: {when}", when=tr.when(session.when)))
    if session.place:
        lines.append(tr("Where: {where}", where=tr[session.place]))
    if session.capacity is not None:
        lines.append(tr.plural("{n} place", "{n} places", session.capacity))
    if session.party > 1:
        lines.append(
            tr.plural("Up to {n} person with one application", "Up to {n} people with one application", session.party)
        )
    roles = [words.role(role, tr) for role in sorted(session.roles)]
    lines.append(tr("For: {roles}", roles=tr.all_of(roles)) if roles else tr("For everybody"))
    lines += words.limits(session.grades, session.ages, tr)
    if session.review:
        lines.append(tr("An organizer decides on each application."))
    return Markup("\n").join(lines)


def _to(event: Event, shelf: Shelf, page: int) -> Go:
    return Go("sessions", event.key, shelf.code, str(page))
