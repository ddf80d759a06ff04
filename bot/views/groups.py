"""What is said in a group: only when asked, in the group's language, nothing personal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.language import ChatLanguage, Language
from bot.views.home import LANGUAGE_NAMES, to_private
from bot.views.screens import Button, Go, Link, Row, Screen

if TYPE_CHECKING:
    from bot.i18n import Translator
    from bot.views.navigation import Surface


def greeting(surface: Surface, tr: Translator) -> Screen:
    """The one greeting after the bot was added."""
    text = tr(
        "<b>Hello!</b> I tell about Pavlodar region's programme of working professions.\n\n"
        "/events – events\n"
        "/ask – ask a question\n"
        "/language – the language of this group (administrators choose it)\n"
        "/news – announcements for this group (administrators choose them)\n\n"
        "I write only when I am called, and announcements, which administrators can turn off."
    )
    return Screen(text, (*_choice(tr), (to_private(surface, tr),)))


def help_screen(surface: Surface, tr: Translator) -> Screen:
    """What can be done in a group."""
    text = tr(
        "<b>What I can do in this group</b>\n\n"
        "/events – the events of the programme\n"
        "/ask – an answer to your question: /ask When is the festival?\n"
        "/language – the language of this group (administrators choose it)\n"
        "/news – announcements for this group (administrators choose them)\n\n"
        "I write only announcements and when I am called: by a command, by my name or by a reply to my message. "
        "Everything personal is done in a private chat."
    )
    return Screen(text, ((Button(tr.plain("📅 Events"), Go("events")),), (to_private(surface, tr),)))


def language_choice(tr: Translator) -> Screen:
    """The group's language."""
    return Screen(tr("In which language shall I write in this group? Administrators choose it."), _choice(tr))


def language_saved(tr: Translator) -> Screen:
    """After the choice."""
    return Screen(tr("The language of this group has been chosen."), _choice(tr))


def only_administrators(tr: Translator) -> str:
    """Somebody else has pressed."""
    return tr.plain("Only administrators of the group choose its language.")


def how_to_ask(surface: Surface, tr: Translator) -> Screen:
    """/ask without a question."""
    text = tr("Write the question after the command: /ask When is the festival?")
    return Screen(text, ((to_private(surface, tr),),))


def in_private(link: str, tr: Translator) -> Screen:
    """Something personal was asked for."""
    text = tr("This is personal, so let us do it in a private chat.")
    return Screen(text, ((Button(tr.plain("Continue in private"), Link(link)),),))


def _choice(tr: Translator) -> tuple[Row, ...]:
    single = tuple(
        Button(LANGUAGE_NAMES[language], Go("chat_language", ChatLanguage(language.value))) for language in Language
    )
    return single, (Button(tr.plain("Both languages"), Go("chat_language", ChatLanguage.BOTH)),)
