"""Why nobody can sign up now, and what to do instead: look at the event, or be told when it opens; decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.domain.opening import Stage, opening_of
from bot.domain.plans import topic_of
from bot.i18n import msgid
from bot.views.following import follow_button
from bot.views.lengths import joined, visible
from bot.views.navigation import menu_button
from bot.views.screens import MOST_UNITS, Button, Go, Row, Screen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.domain.events import Event
    from bot.domain.opening import Opening
    from bot.i18n import Translator
    from bot.services.opening import Shut

_AT = {
    Stage.LATER: msgid("<b>Registration opens:</b> {moment}"),
    Stage.OPEN: msgid("<b>Registration until:</b> {moment}"),
    Stage.CLOSED: msgid("<b>Registration closed:</b> {moment}"),
}
_WITHOUT_MOMENT = {
    Stage.NOT_ANNOUNCED: msgid("When registration opens is not announced yet."),
    Stage.CLOSED: msgid("Registration is closed."),
    Stage.OVER: msgid("The event is over."),
    Stage.CANCELLED: msgid("The event is cancelled."),
}


def told(one: Opening, tr: Translator) -> Markup:
    """How a registration stands, in one line."""
    if one.at is not None:
        return tr(_AT[one.stage], moment=tr.moment(one.at))
    return tr(_WITHOUT_MOMENT[one.stage])


def toast(one: Opening, tr: Translator) -> str:
    """The same above a screen."""
    return visible(told(one, tr))


def opening_button(event: Event, tr: Translator) -> Button:
    """Subscribes to the announcements among which that of the opening will be."""
    return Button(tr.plain("🔔 Tell me when it opens"), Go("topics", "on", topic_of(event.kind)))


def each(events: Sequence[Event], now: datetime, tr: Translator) -> list[Markup]:
    """Since or from when registrations are closed or open, a paragraph each; where that is unknown, none."""
    how = [(event, opening_of(event, now, tr.zone)) for event in events]
    return [Markup("<b>{}</b>\n{}").format(tr[event.name], told(one, tr)) for event, one in how if one.at is not None]


def not_open(shut: Shut | None, tr: Translator, *, tried: bool = False) -> Screen:
    """Nobody can sign up there now; None where the programme has it no more. `tried`: somebody was about to."""
    last = (Button(tr.plain("What else is open"), Go("register", "0")), menu_button(tr))
    gone = tr("Registration for this is not open any more. Nothing was sent.")
    if shut is None:
        return Screen(gone, ((Button(tr.plain("📅 Events"), Go("events")),), last))
    names = [Markup("<b>{}</b>").format(tr[shut.event.name]), *([tr[shut.session.name]] if shut.session else [])]
    nothing = [tr("Nothing was sent.")] if tried else []
    # Open it is where the session alone has gone.
    why = [gone] if shut.opening.stage is Stage.OPEN else [told(shut.opening, tr), *nothing]
    about = Button(tr.plain("More about the event"), Go("event", shut.event.key))
    text = joined([Markup("\n").join(names), *why], MOST_UNITS)
    return Screen(text, (*_telling(shut, tr), (about,), last))


def _telling(shut: Shut, tr: Translator) -> tuple[Row, ...]:
    """Being told when it opens: by the announcement of that, or with the date where that is awaited."""
    if shut.is_announced:
        return ((opening_button(shut.event, tr),),)
    if shut.awaits_date:
        return ((follow_button(shut.event, shut.edition, tr),),)
    return ()
