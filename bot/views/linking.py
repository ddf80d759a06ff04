"""Announcements in groups and channels: what they get, in which language, where; for their administrators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.language import ChatLanguage, Language
from bot.views.home import LANGUAGE_NAMES
from bot.views.lengths import joined
from bot.views.navigation import back_and_menu, menu_button
from bot.views.news import all_topics, toggles, told
from bot.views.screens import MOST_UNITS, Button, Go, Link, Row, Screen

if TYPE_CHECKING:
    from bot.domain.people import Chat
    from bot.domain.subscriptions import Subscription
    from bot.i18n import Translator
    from bot.views.navigation import Surface

HERE = "here"
"""The chat in which the button stands; a channel's are pressed in private and carry its id."""


def to_chat(where: str, *do: str) -> Go:
    """What is to be done about that chat."""
    return Go("chat_news", where, *do)


def chat_news(chat: Chat, wanted: Subscription, where: str, tr: Translator, *, may_post: bool = True) -> Screen:
    """What the chat gets, and everything that can be changed."""
    title = chat.title or str(chat.id)
    paragraphs = [
        tr("<b>Announcements for «{title}»</b>", title=title),
        tr("Stopped: none comes here.") if wanted.stopped else told(wanted.topics, tr),
    ]
    if wanted.thread:
        paragraphs.append(tr("They come into this topic of the group. To move them, write /news in another one."))
    if not may_post:
        paragraphs.append(tr("⚠️ I may not post there yet: give me the right to post messages, please."))
    paragraphs.append(tr("Only administrators change this."))
    rows = [_languages(chat, where, tr), (Button(tr.plain("🔕 Stop all"), to_chat(where, "stop")),)]
    if wanted.stopped:
        rows[-1] = (Button(tr.plain("🔔 Turn on again"), to_chat(where, "resume")),)
    else:
        some = Button(tr.plain("Choose topics"), to_chat(where, "topics"))
        rows.insert(0, (*all_topics(wanted.topics, to_chat(where, "all"), tr), some))
    if where != HERE:
        rows.append((menu_button(tr),))
    return Screen(joined(paragraphs, MOST_UNITS // 2), tuple(rows))


def _languages(chat: Chat, where: str, tr: Translator) -> Row:
    names = {ChatLanguage(language.value): LANGUAGE_NAMES[language] for language in Language}
    names[ChatLanguage.BOTH] = tr.plain("Both languages")
    return tuple(
        Button(
            tr.plain("✅ {chosen}", chosen=name) if language is chat.language else name,
            to_chat(where, "language", language),
        )
        for language, name in names.items()
    )


def chat_topics(wanted: Subscription, where: str, tr: Translator) -> Screen:
    """One button a topic."""
    text = tr("Which announcements shall come into this chat? Press a topic to turn it on or off.")
    back = (Button(tr.plain("‹ Back"), to_chat(where, "show")),)
    return Screen(text, (*toggles(wanted.topics, to_chat(where), tr), back))


def how_to_link(surface: Surface, tr: Translator) -> Screen:
    """In private: how a group or a channel gets announcements."""
    text = tr(
        "<b>Announcements in a group or a channel</b>\n\n"
        "• A group: add me to it, then an administrator writes /news there. In a group with topics write it in the "
        "topic where they should come.\n"
        "• A channel: make me an administrator who may post messages, and I write to you here.\n\n"
        "If I am in the channel already, forward a post of it to me, or write its @name."
    )
    rows = (
        (Button(tr.plain("Add to a group"), Link(f"https://t.me/{surface.bot}?startgroup=news")),),
        (Button(tr.plain("Add to a channel"), Link(f"https://t.me/{surface.bot}?startchannel&admin=post_messages")),),
        back_and_menu(Go("news"), tr),
    )
    return Screen(text, rows)


def who_chooses(tr: Translator) -> Screen:
    """In private, from under a post in a group or a channel: who ends what comes there, and how."""
    text = tr(
        "<b>Announcements in groups and channels</b>\n\n"
        "The administrators of a chat choose what comes there, and can stop it all:\n"
        "• in a group an administrator writes /news there;\n"
        "• the administrator of a channel presses «Groups and channels» here.\n\n"
        "What I write to you in this chat, you choose yourself."
    )
    rows = (
        (Button(tr.plain("Groups and channels"), Go("linking")),),
        (Button(tr.plain("🔔 Announcements"), Go("news")),),
        (menu_button(tr),),
    )
    return Screen(text, rows)


def not_administrator(tr: Translator) -> str:
    """Somebody else has asked."""
    return tr.plain("Only administrators of the chat choose what it is told.")


def not_there(tr: Translator) -> Screen:
    """The bot is no administrator of that channel, or there is no such one."""
    text = tr("I am no administrator of such a channel. Make me one who may post messages, then try again.")
    return Screen(text, (back_and_menu(Go("linking"), tr),))
