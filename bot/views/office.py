"""Where and when questions are answered, as owners see and set it: the organizers' chat, office hours, reminders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.views.handover import DAYS, told_hours
from bot.views.navigation import back_and_menu, menu_button
from bot.views.screens import Button, Go, Row, Screen

if TYPE_CHECKING:
    from bot.domain.handovers import Desk
    from bot.i18n import Translator

UNLINK = "/organizers off"
PATIENCES = (2, 4, 8, 24)
"""Hours of office time after which somebody is reminded."""


def settings(desk: Desk, chat: str | None, tr: Translator) -> Screen:
    """Where and when questions are answered, for owners."""
    where = (
        tr("Questions come to the chat «{name}». To unlink it, write {command} there.", name=chat, command=UNLINK)
        if chat is not None
        else tr(
            "Questions wait on this page. To have them in the organizers' chat, add me there and write /organizers."
        )
    )
    hours = told_hours(desk.hours, tr) if desk.hours else tr("Office hours are not set: people are told none.")
    patience = tr("Reminder after {count} h, then once a day.", count=int(desk.patience.total_seconds() // 3600))
    presets = tuple(Button(tr.plain("{count} h", count=count), Go("patience", str(count))) for count in PATIENCES)
    hours_row: Row = (Button(tr.plain("🕘 Set office hours"), Go("hours")),)
    if desk.hours is not None:
        hours_row = (*hours_row, Button(tr.plain("Do not tell hours"), Go("no_hours")))
    text = Markup("\n\n").join([tr("<b>Chat and hours</b>"), where, hours, patience])
    return Screen(text, (hours_row, presets, (Button(tr.plain("‹ Back"), Go("queue", "0")),)))


def which_days(tr: Translator) -> Screen:
    """The first half of office hours."""
    rows = tuple(
        (Button(_sentence(tr.plain(words)), Go("days", "".join(map(str, days)))),) for days, words in DAYS.items()
    )
    return Screen(tr("On which days do organizers answer?"), (*rows, back_and_menu(Go("desk"), tr)))


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def which_times(tr: Translator) -> Screen:
    """The second half."""
    text = tr("From when to when? Write it so: 9:00–18:00")
    return Screen(text, ((Button(tr.plain("Stop"), Go("cancel")), menu_button(tr)),))


def not_times(tr: Translator) -> Screen:
    """Something else was written."""
    text = tr("I do not understand these times. Write them so: 9:00–18:00")
    return Screen(text, ((Button(tr.plain("Stop"), Go("cancel")), menu_button(tr)),))


def linked(tr: Translator) -> Screen:
    """Said in the chat that was linked."""
    return Screen(
        tr(
            "Questions to the organizers come here from now on. Answer such a message with a text, a photo, a voice or "
            "a file, and the person gets it from me. Everybody in this chat may answer.\n\n{command} ends it.",
            command=UNLINK,
        )
    )


def unlinked(tr: Translator) -> Screen:
    """Said in the chat that was."""
    return Screen(tr("Questions do not come here any more: they wait on the page for organizers (/admin)."))


def only_owners(tr: Translator) -> Screen:
    """Somebody else wrote the command."""
    return Screen(tr("Only an owner of the bot can do this, writing in their own name."))
