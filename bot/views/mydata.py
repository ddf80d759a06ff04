"""/mydata: what is kept of a person, as a screen and as a file; and erasing it, asked once more."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.i18n import msgid
from bot.views.lengths import joined
from bot.views.navigation import back_and_menu, menu_button
from bot.views.screens import MOST_UNITS, Button, Go, Screen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.i18n import Translator
    from bot.services.erasing import Erased
    from bot.services.ports.personal import Kept

FILE_NAME = "mydata.json"

_NAMES = {
    "people": msgid("your language and who you are"),
    "staff": msgid("your role of the staff"),
    "follows": msgid("events of which you asked to be told"),
    "subscriptions": msgid("topics of announcements and quiet hours"),
    "registrations": msgid("registrations, and consents that you gave as a parent"),
    "handovers": msgid("questions that were passed on to organizers"),
    "handover_messages": msgid("which messages of this chat belong to those questions"),
    "outbox": msgid("messages that were sent to you or will be"),
    "recipients": msgid("announcements that were sent to you or will be"),
    "dialogues": msgid("what you are filling in now"),
}


def my_data(kept: Mapping[str, Sequence[Kept]], tr: Translator) -> Screen:
    """What is kept, counted; the file holds every word of it."""
    if not kept:
        return Screen(tr("Nothing is kept under your number."), ((menu_button(tr),),))
    lines = [Markup("• {}: {}").format(tr(name), tr.number(len(kept[of]))) for of, name in _NAMES.items() if of in kept]
    paragraphs = [
        tr("<b>What is kept under your Telegram number</b>"),
        Markup("\n").join(lines),
        tr("Why, and for how long, is written on the page «What is kept about you»: /privacy"),
    ]
    rows = (
        (Button(tr.plain("📄 A file with all of it"), Go("mydata_file")),),
        (Button(tr.plain("My registrations"), Go("my")), Button(tr.plain("🔔 Announcements"), Go("news"))),
        (Button(tr.plain("🗑 Erase everything"), Go("erase")),),
        (menu_button(tr),),
    )
    return Screen(joined(paragraphs, MOST_UNITS), rows)


def as_file(kept: Mapping[str, Sequence[Kept]]) -> bytes:
    """Every row, as JSON that people and programs read."""
    return json.dumps(kept, ensure_ascii=False, indent=2).encode()


def confirm(tr: Translator) -> Screen:
    """Asked before anything is erased."""
    text = tr(
        "<b>Erase everything?</b>\n\nYour registrations are cancelled and the places given to others. Consents that "
        "you gave as a parent are withdrawn. Questions to organizers are withdrawn. Topics and requests to be told are "
        "forgotten. This cannot be taken back."
    )
    yes = Button(tr.plain("Yes, erase everything"), Go("erased"))
    return Screen(text, ((yes,), back_and_menu(Go("mydata"), tr)))


def erased(done: Erased, tr: Translator) -> Screen:
    """It is done; who writes again begins anew."""
    text = tr("Everything kept under your number has been erased. If you write to me again, we begin anew.")
    if done.places:
        text += Markup("\n\n") + tr.plural(
            "{n} place has become free for others.", "{n} places have become free for others.", done.places
        )
    return Screen(text, ((menu_button(tr),),))
