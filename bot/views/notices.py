"""The words of messages that must not be lost, by their kind; made when they are sent, from what is so then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.domain.deliveries import NoticeKind
from bot.domain.events import EditionState
from bot.i18n import Translator
from bot.views.lengths import joined
from bot.views.screens import MOST_UNITS, Button, Go, Row, Screen

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from bot.domain.events import Edition, Event, Programme
    from bot.services.ports.database import Transaction
    from bot.views.navigation import Surface

View = Callable[[Translator], Screen]
"""A screen in one language; a chat that reads both gets both in one message."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What is so when a notice is said: the tables (to read), the programme, the moment, and where it is shown."""

    tx: Transaction
    programme: Programme
    now: datetime
    zone: ZoneInfo
    surface: Surface


@dataclass(frozen=True, slots=True)
class Revision:
    """Not a new message: what the bot said before under this id becomes the screen."""

    message: int
    view: View


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy of somebody's message, whatever it is (a text, a photo, a voice), with buttons of ours under it."""

    chat: int
    message: int
    rows: Callable[[Translator], tuple[Row, ...]] = lambda _: ()


Said = View | Revision | Copied
Words = Callable[[Mapping[str, str], Setting], Said | None]
"""From a notice's params to what is said; None when that is no longer so, and nothing is said."""


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


def _date_announced(params: Mapping[str, str], setting: Setting) -> Said | None:
    event = setting.programme.get(params["event"])
    edition = event.edition(params["edition"]) if event else None
    if event is None or edition is None or edition.is_over(setting.now, setting.zone):
        return None
    return lambda tr: date_announced(event, edition, tr)


WORDS: Mapping[NoticeKind, Words] = MappingProxyType(
    {
        NoticeKind.DATE_ANNOUNCED: _date_announced,
        NoticeKind.REGISTRATION: lambda _params, _setting: None,
    }
)
"""A new kind of notice is a function above and a line here."""
