"""/news in private: what a person is told, when not, and what they are; every screen says what holds now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.announcements import Topic
from bot.domain.people import Role
from bot.domain.subscriptions import QuietHours
from bot.views import words
from bot.views.lengths import joined
from bot.views.navigation import back_and_menu, menu_button
from bot.views.screens import MOST_UNITS, Button, Go, Row, Screen

if TYPE_CHECKING:
    from collections.abc import Collection

    from markupsafe import Markup

    from bot.domain.subscriptions import Subscription
    from bot.i18n import Translator

NIGHTS = (QuietHours(22 * 60, 7 * 60), QuietHours(21 * 60, 8 * 60), QuietHours(23 * 60, 9 * 60))
"""What is offered beside one's own hours."""

BACK = Go("news")


def news(wanted: Subscription, role: Role | None, tr: Translator) -> Screen:
    """The first screen: what is chosen, and all or nothing in one tap."""
    if wanted.stopped:
        return _stopped(tr)
    paragraphs = [
        tr("<b>Announcements</b>\nI tell you about what you choose."),
        told(wanted.topics, tr),
        tr("🌙 Quiet hours: {hours}. What is not urgent waits until they are over.", hours=wanted.quiet)
        if wanted.quiet
        else tr("🌙 Quiet hours: none."),
        tr("You are: {role}.", role=words.one(role, tr)) if role else tr("You have not said who you are."),
        tr("What concerns everybody comes too; «Stop all» ends that as well."),
    ]
    rows: list[Row] = [
        (*all_topics(wanted.topics, Go("news", "all"), tr), Button(tr.plain("Choose topics"), Go("topics"))),
        (Button(tr.plain("🌙 Quiet hours"), Go("quiet")), Button(tr.plain("Who I am"), Go("role"))),
        (Button(tr.plain("Groups and channels"), Go("linking")),),
        (Button(tr.plain("🔕 Stop all"), Go("news", "stop")), menu_button(tr)),
    ]
    return Screen(joined(paragraphs, MOST_UNITS), tuple(rows))


def _stopped(tr: Translator) -> Screen:
    text = tr(
        "<b>Announcements</b>\nAll are stopped: you get none.\n\n"
        "What you asked for yourself, such as the date of an event, I will still tell you."
    )
    return Screen(text, ((Button(tr.plain("🔔 Turn on again"), Go("news", "resume")),), (menu_button(tr),)))


def told(topics: Collection[Topic], tr: Translator) -> Markup:
    """The topics chosen, in one line."""
    if not topics:
        return tr("🔔 No topic is chosen yet.")
    return tr("🔔 Topics: {topics}.", topics=tr.all_of(words.topic(topic, tr) for topic in Topic if topic in topics))


def all_topics(topics: Collection[Topic], to: Go, tr: Translator) -> Row:
    """The button for everything; none where everything is chosen."""
    return () if len(topics) == len(Topic) else (Button(tr.plain("🔔 All topics"), to),)


def topics(wanted: Subscription, tr: Translator) -> Screen:
    """One button a topic, which turns it on or off."""
    buttons = toggles(wanted.topics, Go("topics"), tr)
    return Screen(tr("What shall I tell you about? Press a topic to turn it on or off."), (*buttons, _back(tr)))


def toggles(chosen: Collection[Topic], to: Go, tr: Translator) -> tuple[Row, ...]:
    """A button for each topic; it carries what it is to become, so that pressing it twice changes nothing twice."""

    def button(topic: Topic) -> Button:
        label = words.topic(topic, tr)
        if topic in chosen:
            return Button(tr.plain("✅ {chosen}", chosen=label), Go(to.to, *to.args, "off", topic))
        return Button(label, Go(to.to, *to.args, "on", topic))

    return tuple((button(topic),) for topic in Topic)


def quiet(wanted: Subscription, tr: Translator) -> Screen:
    """The hours in which nothing comes that can wait."""
    now = tr("Now: {hours}.", hours=wanted.quiet) if wanted.quiet else tr("Now: none.")
    text = tr(
        "<b>🌙 Quiet hours</b>\nAn announcement that is not urgent waits until they are over. Pavlodar time. {now}",
        now=now,
    )
    presets = tuple((Button(str(hours), Go("quiet", str(hours.start), str(hours.end))),) for hours in NIGHTS)
    off = (Button(tr.plain("No quiet hours"), Go("quiet", "off")),) if wanted.quiet else ()
    return Screen(text, (*presets, (Button(tr.plain("Other hours"), Go("quiet", "other")), *off), _back(tr)))


def ask_quiet(tr: Translator, *, understood: bool = True) -> Screen:
    """Waits for hours in words; `understood` is False after words that were none."""
    text = tr("Write from when to when, for example: 22:30–07:00")
    if not understood:
        text = joined([tr("I could not read these hours."), text], MOST_UNITS)
    return Screen(text, ((Button(tr.plain("‹ Back"), Go("quiet")), Button(tr.plain("Stop"), Go("cancel"))),))


def roles(role: Role | None, tr: Translator) -> Screen:
    """Who the person is; pressing what is chosen takes it back."""

    def button(of: Role) -> Button:
        label = words.one(of, tr)
        if of is role:
            return Button(tr.plain("✅ {chosen}", chosen=label), Go("role", "none"))
        return Button(label, Go("role", of))

    buttons = [button(of) for of in Role]
    rows = tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    text = tr("<b>Who are you?</b>\nSome announcements are for pupils only, or for parents. You need not say it.")
    return Screen(text, (*rows, (Button(tr.plain("‹ Back"), BACK),)))


def _back(tr: Translator) -> Row:
    return back_and_menu(BACK, tr)
