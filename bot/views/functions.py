"""What a person gets who wants something of the bot itself: its screen, or the honest word that it is not there yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.domain.events import Kind
from bot.domain.opening import Stage
from bot.i18n import msgid
from bot.views import groups, opening
from bot.views.handover import ask_organizer_button
from bot.views.home import help_screen, language_choice
from bot.views.navigation import PRIVATE, Shelf, event_payload, function_payload, menu_button
from bot.views.screens import Button, Go, Row, Screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.events import Event
    from bot.i18n import Translator
    from bot.services.answering import Function
    from bot.views.navigation import Surface

MOST_LISTED = 12

FOR_EVERYBODY = {"events_list", "contests"}
"""Functions that are the same in a group."""

_TEXTS = {
    "register": msgid(
        "<b>Registration</b>\nPress the button: it shows where registration is open, and I sign you up in this chat."
    ),
    "cancel_registration": msgid(
        "<b>Cancelling a registration</b>\nPress the button, open the registration and choose to cancel it. "
        "I ask once more before it is cancelled."
    ),
    "my_registrations": msgid("<b>Your registrations</b>\nThe button shows all of them, and what comes next."),
    "career_test": msgid(
        "<b>Career test</b>\nI have no career test yet. The events of the programme show which professions there are."
    ),
    "internship_signup": msgid(
        "<b>Internships and practice</b>\nI take applications here once the registration of an internship is open. "
        "Open it to see, or to be told the date."
    ),
    "subscribe_announcements": msgid(
        "<b>Announcements</b>\nPress the button and choose what I am to tell you about. "
        "For the date of one event, open it and press «Tell me the date»."
    ),
    "unsubscribe_announcements": msgid(
        "<b>Stopping messages</b>\nPress the button: there you choose what I tell you about, or stop it all. "
        "For the date of one event, open it and press «Do not tell me»."
    ),
    "contact_organizer": msgid(
        "<b>Organizers</b>\nI pass your question on to them, and their reply comes here. "
        "What is published I answer myself at once."
    ),
    "delete_my_data": msgid(
        "<b>Your data</b>\nNothing has been erased yet. The button shows what is kept about you; "
        "there you can have it as a file and erase it."
    ),
}
_ELSEWHERE = {
    "register": (msgid("Where registration is open"), Go("register")),
    "cancel_registration": (msgid("My registrations"), Go("my")),
    "my_registrations": (msgid("My registrations"), Go("my")),
    "subscribe_announcements": (msgid("🔔 Announcements"), Go("news")),
    "unsubscribe_announcements": (msgid("🔔 Announcements"), Go("news")),
    "delete_my_data": (msgid("Your data"), Go("mydata")),
    "contact_organizer": (msgid("My questions to organizers"), Go("my_questions")),
}


def function_screen(found: Function, tr: Translator, surface: Surface = PRIVATE) -> Screen:
    """The function's own screen where there is one; what would destroy something is only ever a button."""
    if surface.public and found.name not in FOR_EVERYBODY:
        return _in_public(found, surface, tr)
    match found.name:
        case "bot_help":
            return help_screen(tr)
        case "change_language":
            return language_choice(tr)
        case "events_list":
            return _list(tr("<b>Events of the programme</b>"), found.events, Go("events"), tr)
        case "contests":
            contests = [event for event in found.events if event.kind is Kind.CONTEST]
            return _list(tr("<b>Contests of the programme</b>"), contests, _of(Kind.CONTEST), tr)
        case "internship_signup":
            internships = [event for event in found.events if event.kind is Kind.INTERNSHIP]
            text = tr(_TEXTS[found.name])
            return _list(text, internships, _of(Kind.INTERNSHIP), tr) if internships else _plain(text, found, tr)
        case _:
            return _plain(tr(_TEXTS[found.name]), found, tr)


def _in_public(found: Function, surface: Surface, tr: Translator) -> Screen:
    """What a group has a screen of its own for, or the way to the person's own chat, to the very same function."""
    match found.name:
        case "bot_help":
            return groups.help_screen(surface, tr)
        case "change_language":
            return groups.language_choice(tr)
        case name:
            payload = event_payload(found.event.key) if found.event else function_payload(name)
            return groups.in_private(surface.deep_link(payload), tr)


def _plain(text: Markup, found: Function, tr: Translator) -> Screen:
    rows: list[Row] = []
    if found.opening and found.opening.stage is not Stage.OPEN:
        text = Markup("{}\n\n{}").format(opening.told(found.opening, tr), text)
    if found.event is not None:
        text = Markup("<b>{}</b>\n{}").format(tr[found.event.name], text)
        rows.append((Button(tr[found.event.name], Go("event", found.event.key)),))
    if found.name == "contact_organizer":
        rows.append((ask_organizer_button(tr),))
    label, to = _ELSEWHERE.get(found.name, (msgid("📅 Events"), Go("events")))
    return Screen(text, (*rows, (Button(tr.plain(label), to), menu_button(tr))))


def _list(heading: Markup, events: Sequence[Event], to: Go, tr: Translator) -> Screen:
    """The names of the events, and the button to look closer."""
    names = [Markup("• {}").format(tr[event.name]) for event in events[:MOST_LISTED]]
    lines = names or [tr("The programme has no events yet.")]
    return Screen(Markup("\n").join([heading, *lines]), ((Button(tr.plain("📅 Events"), to), menu_button(tr)),))


def _of(kind: Kind) -> Go:
    return Go("list", Shelf(kind=kind).code)
