"""How an announcement looks to those who get it: the organizer's text, its buttons and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.views.lengths import joined
from bot.views.screens import MOST_UNITS, Button, Go, Link, Screen

if TYPE_CHECKING:
    from bot.domain.announcements import Announcement, AnnouncementButton
    from bot.i18n import Translator
    from bot.views.navigation import Surface

NEWS = "news"
"""The argument of the way out, where those of an announcement's own buttons are their numbers; and its payload."""
CHAT_NEWS = "chat_news"
"""The payload of the way out under what is posted in a group or a channel."""


def announced(announcement: Announcement, surface: Surface, tr: Translator) -> Screen:
    """In one language; under an album the buttons go in the message after it."""
    rows = [
        (Button(tr[button.label], _where(announcement.id, number, button, surface)),)
        for number, button in enumerate(announcement.content.buttons)
    ]
    way_out = Link(surface.deep_link(CHAT_NEWS)) if surface.public else Go("announced", str(announcement.id), NEWS)
    rows.append((Button(tr.plain("🔔 Announcements"), way_out),))
    return Screen(Markup(announcement.content.text[tr.language]), tuple(rows))  # noqa: S704  Telegram's HTML, checked


def album(announcement: Announcement, surface: Surface, tr: Translator) -> Screen:
    """An album without buttons of its own: the way out is its last line, so that nothing has to come after it."""
    address = surface.deep_link(CHAT_NEWS if surface.public else NEWS)
    way_out = Markup('<a href="{}">{}</a>').format(address, tr.plain("🔔 Announcements"))
    text = Markup(announcement.content.text[tr.language])  # noqa: S704  Telegram's HTML, checked
    return Screen(joined([text, way_out], MOST_UNITS))


def after_album(announcement: Announcement, surface: Surface, tr: Translator) -> Screen:
    """The message after an album, which can have no buttons itself."""
    return Screen(tr("More about this:"), announced(announcement, surface, tr).rows)


def _where(announcement: int, number: int, button: AnnouncementButton, surface: Surface) -> Go | Link:
    if button.to.startswith("https://"):
        return Link(button.to)
    if surface.public:
        return Link(surface.deep_link(f"a{announcement}_{number}"))
    return Go("announced", str(announcement), str(number))
