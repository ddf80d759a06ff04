"""The screens around everything else: language, menu, help, privacy and the polite words for what went astray."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.domain.handovers import KEPT_AFTER as KEPT_AFTER_REPLY
from bot.domain.language import Language
from bot.domain.questions import KEPT
from bot.domain.registrations import KEPT_AFTER
from bot.views.navigation import back_and_menu, menu_button
from bot.views.screens import Button, Go, Link, Row, Screen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.i18n import Translator
    from bot.views.navigation import Surface

LANGUAGE_NAMES = {Language.KK: "Қазақша", Language.RU: "Русский"}
"""Each language by its own name, never translated."""

NO_PAYLOAD = "-"
UNKNOWN_PAYLOAD = "unknown"


def first_choice(trs: Mapping[Language, Translator], payload: str = NO_PAYLOAD) -> Screen:
    """The very first screen: a greeting in both languages and the choice, which carries what the link asked for."""
    texts = [
        tr(
            "<b>Hello!</b> This bot tells about Pavlodar region's programme of working professions: festivals, forums, "
            "contests and internships.\nChoose the language, please:"
        )
        for tr in trs.values()
    ]
    choice = tuple(Button(name, Go("start", language, payload)) for language, name in LANGUAGE_NAMES.items())
    return Screen(Markup("\n\n").join(texts), (choice,))


def language_choice(tr: Translator) -> Screen:
    """The choice of the language later on."""
    choice = tuple(Button(name, Go("language", language)) for language, name in LANGUAGE_NAMES.items())
    return Screen(tr("In which language shall I write to you?"), (choice, (menu_button(tr),)))


def language_saved(tr: Translator) -> str:
    """Said in the language just chosen."""
    return tr.plain("I will write to you in English.")


def menu(tr: Translator, *, staff: bool = False) -> Screen:
    """Everything there is, one tap away; staff also see their page."""
    rows: list[Row] = [
        (Button(tr.plain("📅 Events"), Go("events")),),
        (Button(tr.plain("❓ Ask a question"), Go("ask")),),
        (Button(tr.plain("🎟 My registrations"), Go("my")),),
        (Button(tr.plain("🔔 Announcements"), Go("news")),),
        (Button(tr.plain("Language"), Go("languages")), Button(tr.plain("Help"), Go("help"))),
        (Button(tr.plain("Your data"), Go("privacy")),),
    ]
    if staff:
        rows.append((Button(tr.plain("For organizers"), Go("admin")),))
    text = tr(
        "<b>Working professions of Pavlodar region</b>\n\n"
        "What would you like to know? Choose below, or simply write your question."
    )
    return Screen(text, tuple(rows))


def help_screen(tr: Translator, *, staff: bool = False) -> Screen:
    """What the bot can do, and every command."""
    text = tr(
        "<b>What I can do</b>\n\n"
        "• show the events of the programme: what, when, where and for whom;\n"
        "• answer a question that you write in your own words;\n"
        "• sign you up, and keep your place;\n"
        "• tell you once a date is announced.\n\n"
        "I answer only from what is published, and say so when something is not known.\n\n"
        "/events – events\n"
        "/register – where registration is open\n"
        "/my – my registrations\n"
        "/news – announcements: what I tell you about, and when not\n"
        "/menu – menu\n"
        "/language – language\n"
        "/privacy – what is kept about you, and why\n"
        "/mydata – see, get and erase your data\n"
        "/cancel – stop what we are doing\n"
        "/help – this page"
    )
    text += Markup("\n") + tr(
        "/guidance – career guidance consultations\n/internships – internships\n/contests – contests"
    )
    if staff:
        text += Markup("\n") + tr("/admin – the organizers' page")
    rows = ((Button(tr.plain("📅 Events"), Go("events")), Button(tr.plain("❓ Ask a question"), Go("ask"))),)
    return Screen(text, (*rows, (menu_button(tr),)))


def privacy(tr: Translator, *, staff: bool = False) -> Screen:
    """What is kept, said plainly; of the staff a little more."""
    text = tr(
        "<b>What is kept about you</b>\n\n"
        "• your Telegram number (id) and the language you chose;\n"
        "• the events whose date you asked to be told about;\n"
        "• if you chose them in /news: topics, quiet hours, and who you are (a pupil, say);\n"
        "• whether you have blocked the bot, so that it does not write in vain.\n\n"
        "Your name, phone number and school are kept only where the form of an event asked for them, a pupil's name "
        "also where a teacher signed the class up and wrote it down. "
        "A message is kept only until it has been answered. "
        "To stop a message about a date, open the event and press «Do not tell me». "
        "Telegram itself keeps your chats by its own rules."
    )
    text += Markup("\n\n") + tr(
        "If you sign up: the number of your registration, your answers to its form, what an organizer asked about it "
        "and what you replied, and for somebody under 18 the parent's consent with their number (id). They are kept "
        "until {days} days after the event. Only the organizers see them; they may take them as a list. "
        "/my shows them.",
        days=KEPT_AFTER.days,
    )
    text += Markup("\n\n") + tr(
        "With a registration it is kept when I asked whether you still come and what you said. If you told me in which "
        "shift you study, that is kept too, so that I do not write to you in lessons."
    )
    text += Markup("\n\n") + tr(
        "The words of questions are kept for {days} days, without who asked them and where; phone numbers, IINs, "
        "e-mail addresses and account names are taken out. They show the organizers what people want to know.",
        days=KEPT.days,
    )
    text += Markup("\n\n") + tr(
        "A question that you pass on to an organizer is kept, with your number (id), while it waits and {days} days "
        "after. If you withdraw it, its words are deleted at once.",
        days=KEPT_AFTER_REPLY.days,
    )
    if staff:
        text += Markup("\n\n") + tr("As you are of the staff, your role and the day since when are kept too.")
    return Screen(text, ((Button(tr.plain("My data: see, get, erase"), Go("mydata")),), back_and_menu(Go("help"), tr)))


def cancelled(tr: Translator) -> Screen:
    """After /cancel in the middle of something."""
    return Screen(tr("Stopped. Nothing was sent."), ((menu_button(tr),),))


def nothing_to_cancel(tr: Translator) -> Screen:
    """After /cancel in the middle of nothing."""
    return Screen(tr("There is nothing to stop: we are in the middle of nothing."), ((menu_button(tr),),))


def unknown_link(tr: Translator, *, staff: bool = False) -> Screen:
    """An old or mistyped deep link: said once, above the menu."""
    usual = menu(tr, staff=staff)
    notice = tr("This link is no longer valid, or was mistyped.")
    return Screen(notice + Markup("\n\n") + Markup("{}").format(usual.text), usual.rows)


def unknown_command(tr: Translator) -> Screen:
    """A command that does not exist."""
    text = tr("I do not know this command. /help shows those I know.")
    return Screen(text, ((Button(tr.plain("Help"), Go("help")), menu_button(tr)),))


def unsupported(tr: Translator) -> Screen:
    """A photo, a sticker, a voice message: nothing the bot can read."""
    text = tr("I can read only text so far. Please write your question in words.")
    return Screen(text, ((Button(tr.plain("📅 Events"), Go("events")), menu_button(tr)),))


def stale(tr: Translator) -> Screen:
    """A button of another time, or one that was never ours."""
    return Screen(tr("This button is out of date. Please begin again from the menu."), ((menu_button(tr),),))


def stale_toast(tr: Translator) -> str:
    """The same in one line."""
    return tr.plain("This button is out of date.")


def private_only_toast(tr: Translator) -> str:
    """A button of a private chat that was pressed in a group."""
    return tr.plain("This works in a private chat with the bot.")


def apology(tr: Translator, error_id: str) -> Screen:
    """A bug of ours: what happened to the person, and the number under which the log has it."""
    text = tr(
        "Something went wrong on our side, sorry. Please try again a little later.\nError number: <code>{id}</code>",
        id=error_id,
    )
    return Screen(text, ((menu_button(tr),),))


def to_private(surface: Surface, tr: Translator) -> Button:
    """Leads out of a group."""
    return Button(tr.plain("Write to me in private"), Link(surface.private_chat.url))
