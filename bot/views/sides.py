"""What was and what is now, side by side: a time, a place; knows nobody who reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from bot.domain.events import Edition, Event, Session, Venue
    from bot.i18n import Translator


def place(venue: Venue | None, tr: Translator) -> str:
    """A venue in one line."""
    if venue is None:
        return tr.plain("the place is not known")
    return ", ".join(tr[text] for text in (venue.name, venue.address) if text)


def was(what: str, tr: Translator) -> Markup:
    """What does not hold any more."""
    return tr("It was: <s>{what}</s>", what=what)


def headline(event: Event, before: Edition, after: Edition, tr: Translator) -> Markup:
    """What has changed of the event, in a line; a session alone may have moved."""
    when, venue = before.when != after.when, before.venue != after.venue
    name = tr[event.name]
    if when and not venue:
        return tr("<b>{name}</b>: the date or the time has changed.", name=name)
    if venue and not when:
        return tr("<b>{name}</b>: the place has changed.", name=name)
    return tr("<b>{name}</b>: the date or the place has changed.", name=name)


def sides(before: Edition, after: Edition, tr: Translator) -> list[Markup]:
    """The time and the place of an edition, where they differ."""
    found = []
    if before.when != after.when:
        found.append(_both(tr.when(before.when), tr.when(after.when), tr))
    if before.venue != after.venue:
        found.append(_both(place(before.venue, tr), place(after.venue, tr), tr))
    return found


def session_sides(before: Session, after: Session, tr: Translator) -> list[Markup]:
    """The same of a session, after its name."""
    found = []
    if before.when != after.when:
        found.append(_both(tr.when(before.when), tr.when(after.when), tr))
    if before.place != after.place:
        had, has = (tr[one.place] if one.place else tr.plain("the place is not known") for one in (before, after))
        found.append(_both(had, has, tr))
    return [Markup("<b>{}</b>\n{}").format(tr[after.name], one) for one in found]


def _both(had: str, has: str, tr: Translator) -> Markup:
    return was(had, tr) + Markup("\n") + tr("Now: <b>{what}</b>", what=has)
