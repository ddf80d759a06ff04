"""An event's card: what, when, where, for whom, by which source; a plan is said as a plan, the past as the past."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.domain.events import EditionState
from bot.domain.facts import Status
from bot.domain.opening import opening
from bot.domain.when import Unknown
from bot.i18n import msgid
from bot.views import words
from bot.views.following import follow_button
from bot.views.handover import ask_organizer_button
from bot.views.lengths import clipped, joined, units, visible
from bot.views.navigation import Shelf, back_and_menu, event_payload
from bot.views.opening import opening_button, told
from bot.views.screens import MOST_UNITS, Button, Go, Link, Row, Screen, Share

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from bot.domain.events import Edition, Event, Venue
    from bot.domain.facts import Source
    from bot.i18n import Translator
    from bot.views.navigation import Surface

SAID_ABOVE = {"what_is", "purpose", "when", "who_can", "part_of"}
"""Aspects that the card tells in lines of their own; `where` too, once there is a place."""
LABELS = {
    "organizer": msgid("Organizer"),
    "partner": msgid("Partner"),
    "cost": msgid("Cost"),
    "deadline": msgid("Apply until"),
    "contact": msgid("Contact"),
}
"""Facts that are no sentence of their own."""
LONGEST_FACT = 240


@dataclass(frozen=True, slots=True)
class Look:
    """How a card is looked at: when, where, from which page of the list, and whether the person waits for its date.

    `opens`: the person can ask to be told when registration opens.
    """

    now: datetime
    surface: Surface
    follows: bool = False
    shelf: Shelf | None = None
    room: int = MOST_UNITS
    opens: bool = False


def card(event: Event, look: Look, tr: Translator) -> Screen:
    """The card with its buttons; facts that find no room are left out, the source never is."""
    edition = event.current(look.now, tr.zone)
    heading = Markup("<b>{}</b>\n<i>{}</i>").format(tr[event.name], words.kind(event.kind, tr))
    if edition and edition.demo:
        heading += Markup("\n") + tr("⚠️ <b>DEMO</b>: this date and these sessions are invented, to show the bot.")
    placed = _placed(event, edition, look.now, tr)
    said_above = SAID_ABOVE | ({"where"} if placed else set())
    essential = [heading, Markup("{}").format(tr[event.summary]), _essentials(event, edition, placed, look.now, tr)]
    source = _sources(event, edition, tr)
    room = look.room - units(visible(source)) - 2
    facts = _facts(event, said_above, room - units(visible(Markup("\n\n").join(essential))) - 2, tr)
    text = joined([*essential, *facts], room) + Markup("\n\n") + source
    return Screen(text, _buttons(event, edition, look, tr))


def mapped_venue(event: Event, now: datetime, zone: ZoneInfo) -> Venue | None:
    """The venue of the edition to come, when its point on the map is known."""
    edition = event.current(now, zone)
    venue = edition.venue if edition else None
    return venue if venue and venue.coordinates else None


def place(event: Event, venue: Venue, look: Look, tr: Translator) -> Screen:
    """Where it is, with the point on the map."""
    text = Markup("<b>{}</b>\n{}").format(tr[event.name], _venue(venue, tr))
    return Screen(text, (back_and_menu(_here(event, look), tr),), venue.coordinates)


def source_line(source: Source, tr: Translator) -> Markup:
    """Who says it and as of when; a plan is named one."""
    told = tr("Source: {name} ({as_of}).", name=tr[source.name], as_of=tr.as_of(source.as_of))
    if source.status is Status.PLAN:
        told += Markup(" ") + tr("It tells a plan.")
    return told


def _placed(event: Event, edition: Edition | None, now: datetime, tr: Translator) -> Venue | None:
    """The venue to tell: of the edition to come, or of a past that is all there is."""
    if edition is not None:
        return edition.venue
    last = event.last(now, tr.zone)
    return last.venue if last else None


def _essentials(event: Event, edition: Edition | None, placed: Venue | None, now: datetime, tr: Translator) -> Markup:
    lines = [tr("<b>When:</b> {when}", when=_when(event, edition, now, tr))]
    if placed:
        lines.append(tr("<b>Where:</b> {where}", where=_venue(placed, tr)))
    elif edition is not None and not isinstance(edition.when, Unknown):
        lines.append(tr("<b>Where:</b> the place is not announced"))
    lines.append(tr("<b>For whom:</b> {audience}", audience=tr[event.audience]))
    if limits := _limits(edition, tr):
        lines.append(Markup(" · ").join(limits))
    how = opening(edition, now, tr.zone)
    if how.at is not None:
        lines.append(told(how, tr))
    return Markup("\n").join(lines)


def _limits(edition: Edition | None, tr: Translator) -> list[Markup]:
    """Of which classes and what age people may be, where that is so of every session."""
    shared = {(one.grades, one.ages) for one in edition.sessions} if edition else set()
    return words.limits(*shared.pop(), tr) if len(shared) == 1 else []


def _when(event: Event, edition: Edition | None, now: datetime, tr: Translator) -> Markup:
    last = event.last(now, tr.zone)
    if edition is not None and not isinstance(edition.when, Unknown):
        told = Markup("{}").format(tr.when(edition.when, plan=edition.state is EditionState.PLANNED))
        return told + tr(" (registration is closed)") if edition.state is EditionState.CLOSED else told
    past = _past(last, tr) if last else None
    if edition is None and past is not None and not event.recurs:
        return past
    awaited = tr("the date is not announced yet")
    return awaited + Markup("\n") + tr("Before: {past}", past=past) if past else awaited


def _past(last: Edition, tr: Translator) -> Markup:
    if last.state is EditionState.CANCELLED:
        return tr("{when}: cancelled", when=tr.when(last.when))
    if last.state is EditionState.OVER:
        return tr("{when} (it is over)", when=tr.when(last.when))
    return tr("{when} (this time has passed)", when=tr.when(last.when, plan=last.state is EditionState.PLANNED))


def _venue(venue: Venue, tr: Translator) -> Markup:
    told = Markup(", ").join(tr[text] for text in (venue.name, venue.address) if text)
    if venue.covers:
        told = Markup("{} – {}").format(tr[venue.covers], told)
    return told


def _facts(event: Event, said_above: set[str], room: int, tr: Translator) -> list[Markup]:
    """One paragraph with as many facts as find room."""
    lines: list[Markup] = []
    for fact in event.facts:
        if fact.aspect in said_above:
            continue
        line = Markup("• {}{}").format(_label(fact.aspect, tr), clipped(tr[fact.value], LONGEST_FACT))
        room -= units(visible(line)) + 1
        if room < 0:
            break
        lines.append(line)
    return [Markup("\n").join(lines)] if lines else []


def _label(aspect: str, tr: Translator) -> str:
    return f"{tr.plain(LABELS[aspect])}: " if aspect in LABELS else ""


def _sources(event: Event, edition: Edition | None, tr: Translator) -> Markup:
    sources = [event.source]
    if edition and edition.source != event.source:
        sources.append(edition.source)
    return Markup("<i>{}</i>").format(Markup("\n").join(source_line(source, tr) for source in sources))


def _here(event: Event, look: Look) -> Go:
    return Go("event", event.key, *_shelf(look))


def _shelf(look: Look) -> tuple[str, ...]:
    return (look.shelf.code,) if look.shelf else ()


def _buttons(event: Event, edition: Edition | None, look: Look, tr: Translator) -> tuple[Row, ...]:
    sharing = Button(
        tr.plain("Share"), Share(look.surface.deep_link(event_payload(event.key)), clipped(tr[event.name], 120))
    )
    mapped: Row = ()
    if mapped_venue(event, look.now, tr.zone):
        mapped = (Button(tr.plain("On the map"), Go("map", event.key, *_shelf(look))),)
    back = Go("list", look.shelf.code) if look.shelf else Go("events")
    personal = _in_public(event, look, tr) if look.surface.public else _personal(event, edition, look, tr)
    return (*personal, (*mapped, sharing), back_and_menu(back, tr))


def _in_public(event: Event, look: Look, tr: Translator) -> tuple[Row, ...]:
    link = Link(look.surface.deep_link(event_payload(event.key)))
    return ((Button(tr.plain("Open in private"), link),),)


def _personal(event: Event, edition: Edition | None, look: Look, tr: Translator) -> tuple[Row, ...]:
    rows: list[Row] = [
        (Button(tr.plain("❓ Ask a question"), Go("ask", event.key)), ask_organizer_button(tr, event.key))
    ]
    if edition and edition.takes_registrations(look.now, tr.zone):
        rows.append((Button(tr.plain("Registration"), Go("sessions", event.key, (look.shelf or Shelf()).code, "0")),))
    if look.opens:
        rows.append((opening_button(event, tr),))
    if event.awaits_date(look.now, tr.zone):
        rows.append((follow_button(event, edition, tr, *_shelf(look), follows=look.follows),))
    return tuple(rows)
