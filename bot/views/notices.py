"""The words of messages that must not be lost, in the language a person has when they are sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.domain.events import EditionState
from bot.views.lengths import joined
from bot.views.screens import MOST_UNITS, Button, Go, Row, Screen

if TYPE_CHECKING:
    from bot.domain.events import Edition, Event
    from bot.i18n import Translator


def date_announced(event: Event, edition: Edition, tr: Translator) -> Screen:
    """«You asked to be told»: the date, and the next step."""
    lines = [tr("📅 {when}", when=tr.when(edition.when))]
    if edition.venue:
        lines.append(tr("📍 {where}", where=tr[edition.venue.name]))
    paragraphs = [
        tr("You asked me to tell you: the date of <b>{name}</b> has been announced.", name=tr[event.name]),
        Markup("\n").join(lines),
    ]
    if edition.demo:
        paragraphs.append(tr("⚠️ <b>DEMO</b>: this date and these sessions are invented, to show the bot."))
    if edition.registration:
        opens, closes = (tr.moment(m) for m in (edition.registration.opens, edition.registration.closes))
        paragraphs.append(tr("Registration: from {opens} to {closes}.", opens=opens, closes=closes))
    paragraphs.append(tr("This is the only message about it. Open the event to see what comes next."))
    rows: list[Row] = [(Button(tr.plain("Open the event"), Go("event", event.key)),)]
    if edition.registration and edition.state in {EditionState.ANNOUNCED, EditionState.OPEN}:
        rows.append((Button(tr.plain("Registration"), Go("sessions", event.key, "a-all-0", "0")),))
    return Screen(joined(paragraphs, MOST_UNITS), tuple(rows))
