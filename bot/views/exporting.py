"""How organizers take a list of registrations: of which event, a word about personal data, and the file's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.views.navigation import back_and_menu, paged
from bot.views.screens import Button, Go, Screen
from bot.views.sheets import FORMS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.events import Event
    from bot.i18n import Translator

PAGE = 4


def export_button(tr: Translator) -> Button:
    """The way to the lists."""
    return Button(tr.plain("⬇️ Lists as files"), Go("exports", "0"))


def which(events: Sequence[Event], page: int, tr: Translator) -> Screen:
    """The events that have registrations, a page of them."""
    back = back_and_menu(Go("desk", "0"), tr)
    if not events:
        return Screen(tr("Nobody's registration is kept at the moment, so there is no list."), (back,))
    shown, turning = paged(events, page, PAGE, lambda to: Go("exports", str(to)), tr)
    rows = [(Button(tr[event.name], Go("export", event.key)),) for event in shown]
    return Screen(tr("<b>Lists as files</b>\nOf which event?"), (*rows, turning, back))


def confirm(event: Event, tr: Translator) -> Screen:
    """Asked before a file is made."""
    text = tr(
        "<b>{event}: list of registrations</b>\n"
        "⚠️ The file holds personal data: names, contacts, answers to the form. It comes to this chat only, and it is "
        "written down that you took it. Do not pass it on, and delete it as soon as it is not needed any more: "
        "here and on your device.",
        event=tr[event.name],
    )
    forms = tuple(
        Button(tr.plain("Take {form}, with personal data", form=form.upper()), Go("exported", event.key, form))
        for form in FORMS
    )
    return Screen(text, (*((form,) for form in forms), back_and_menu(Go("exports", "0"), tr)))


def sent(event: Event, count: int, tr: Translator) -> Screen:
    """The file stands in the chat."""
    told = tr.plural("{n} registration is in the file.", "{n} registrations are in the file.", count)
    text = tr("<b>{event}: list of registrations</b>\n{told}", event=tr[event.name], told=told)
    return Screen(text, (back_and_menu(Go("exports", "0"), tr),))


def file_name(event: Event, form: str) -> str:
    """What the file is called."""
    return f"registrations-{event.key}.{form}"
