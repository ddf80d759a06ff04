"""The parts of a draft on screens: whom it is for, when it goes, its buttons, settings; decides nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.domain.announcements import Policy, Topic
from bot.domain.audience import Turnout
from bot.domain.language import Language
from bot.domain.people import Role
from bot.views import words
from bot.views.announcing import TURNOUTS, asked, audience, parts, reach
from bot.views.lengths import clipped, joined
from bot.views.navigation import back_and_menu, pages
from bot.views.screens import MOST_UNITS, Button, Go, Row, Screen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.domain.announcements import Announcement
    from bot.domain.events import Programme
    from bot.domain.schools import School
    from bot.i18n import Translator
    from bot.services.composing import Seen

EVENTS = 5
SHOWN_WORDS = 100
FOLLOWERS = "followers"
"""The word of an audience of who waits for a date; those of registrations are `Turnout`s."""


def whom(seen: Seen, tr: Translator) -> Screen:
    """The parts of an audience; all that are chosen hold together."""
    number = str(seen.announcement.id)
    text = joined(
        [
            tr("<b>To whom</b>: {audience}", audience=audience(seen.announcement.audience, tr, seen.programme)),
            reach(seen.headcount, seen.lasts, tr),
            tr("All that you choose must hold together."),
            tr(
                "For one school or class, write it, for example 9А: it goes to those who named it in a registration "
                "that holds."
            ),
        ],
        MOST_UNITS,
    )

    def to(label: str, *choice: str) -> Button:
        return Button(label, Go("an_to", number, *choice))

    return Screen(
        text,
        (
            (to(tr.plain("Everybody"), "all"), to(tr.plain("Groups and channels"), "chats")),
            (to(tr.plain("By language"), "lang"), to(tr.plain("By role"), "role")),
            (to(tr.plain("By topic"), "topic"), to(tr.plain("By event"), "event", "-0")),
            back_and_menu(Go("an", number), tr),
        ),
    )


def choices(seen: Seen, kind: str, tr: Translator) -> Screen:
    """The values of one part; pressing what is chosen takes it back."""
    number = str(seen.announcement.id)
    labels = {
        "lang": {language.value: words.language(language, tr) for language in Language},
        "role": {role.value: words.role(role, tr) for role in Role},
        "topic": {topic.value: words.topic(topic, tr) for topic in Topic},
    }[kind]
    chosen = seen.announcement.audience.split(",")
    buttons = [
        Button(f"✅ {label}" if f"{kind}:{value}" in chosen else label, Go("an_to", number, kind, value))
        for value, label in labels.items()
    ]
    rows = [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]
    text = tr("<b>To whom</b>: {audience}", audience=audience(seen.announcement.audience, tr, seen.programme))
    back = Button(tr.plain("‹ Back"), Go("an_to", number))
    reaching = reach(seen.headcount, seen.lasts, tr)
    return Screen(text + Markup("\n\n") + reaching, (*rows, (back,)))


@dataclass(frozen=True, slots=True)
class Meant:
    """What was typed for an audience, and what of the registrations it may mean."""

    words: str
    schools: Sequence[School]
    school_class: str | None


def meant(seen: Seen, one: Meant, tr: Translator) -> Screen:
    """Which class or school was typed; pressing the one that is chosen takes it back."""
    number = str(seen.announcement.id)
    chosen = seen.announcement.audience.split(",")

    def row(label: str, part: str, *to: str) -> Row:
        return (Button(f"✅ {label}" if part in chosen else label, Go("an_to", number, *to)),)

    rows = [row(tr[school.name], f"school:{school.id}", "school", school.id) for school in one.schools]
    if one.school_class:
        # A letter of a class goes into no button: the conversation knows what was typed.
        rows.insert(0, row(tr.plain("class: {name}", name=one.school_class), f"class:{one.school_class}", "class"))
    text = tr("Who is meant by «{words}»?", words=clipped(one.words, SHOWN_WORDS))
    if not rows:
        text = tr(
            "«{words}» is no class, and I do not find it in the list of schools. Please write the number or the name "
            "in another way.",
            words=clipped(one.words, SHOWN_WORDS),
        )
    return Screen(text, (*rows, (Button(tr.plain("‹ Back"), Go("an_to", number)),)))


def turnout(seen: Seen, key: str, tr: Translator) -> Screen:
    """How people stand to that event."""
    number = str(seen.announcement.id)
    event = seen.programme.get(key)
    choices = {FOLLOWERS: tr.plain("wait for the date"), **{str(of): tr.plain(TURNOUTS[of]) for of in Turnout}}
    chosen = seen.announcement.audience.split(",")
    rows = [
        (
            Button(
                f"✅ {label}" if f"event:{key}:{word}" in chosen else label, Go("an_to", number, "event", key, word[:2])
            ),
        )
        for word, label in choices.items()
    ]
    text = tr("<b>Who of «{event}»?</b>", event=tr[event.name] if event else key)
    return Screen(text, (*rows, (Button(tr.plain("‹ Back"), Go("an_to", number, "event", "-0")),)))


def choose_event(programme: Programme, page: int, to: Go, back: Go, tr: Translator) -> Screen:
    """Which event; `to` gets its key, or the number of a page after a dash."""
    events = [event for event in programme.events.values() if not event.archived]
    last = max(0, (len(events) - 1) // EVENTS)
    page = min(max(page, 0), last)
    shown = events[page * EVENTS :][:EVENTS]
    rows: list[Row] = [(Button(tr[event.name], Go(to.to, *to.args, event.key)),) for event in shown]
    turning = pages(
        Go(to.to, *to.args, f"-{page - 1}") if page else None,
        Go(to.to, *to.args, f"-{page + 1}") if page < last else None,
        tr,
    )
    return Screen(tr("Which event?"), (*rows, turning, (Button(tr.plain("‹ Back"), back),)))


def when(one: Announcement, suggested: Sequence[datetime], tr: Translator) -> Screen:
    """At once, at a suggested time, or at one in words."""
    number = str(one.id)
    now = tr.moment(one.send_at) if one.send_at else tr.plain("at once")
    rows: list[Row] = [(Button(tr.plain("At once"), Go("an_when", number, "now")),)]
    rows += [(Button(tr.moment(moment), Go("an_when", number, str(int(moment.timestamp())))),) for moment in suggested]
    rows.append((Button(tr.plain("Another time"), Go("an_when", number, "other")),))
    return Screen(tr("<b>When</b>: {moment}", moment=now), (*rows, back_and_menu(Go("an", number), tr)))


def ask_when(number: int, tr: Translator, *, understood: bool = True) -> Screen:
    """Waits for a moment in words."""
    text = tr("Write the day and the time, Pavlodar time. For example: завтра 10:00, 25.12.2026 10:00, 12 мая 9:30")
    if not understood:
        text = tr("I could not read this as a time to come.") + Markup("\n\n") + text
    return asked(text, Go("an_when", str(number)), tr)


def more(one: Announcement, tr: Translator) -> Screen:
    """What is seldom needed."""
    number = str(one.id)

    def to(label: str, *choice: str) -> Row:
        return (Button(label, Go("an_more", number, *choice)),)

    resend = one.policy is Policy.RESEND
    rows = [
        (Button(tr.plain("🔘 Buttons under it"), Go("an_button", number)),),
        to(tr.plain("🔔 With a sound") if one.silent else tr.plain("🔕 Without a sound"), "silent"),
        to(tr.plain("Not urgent") if one.urgent else tr.plain("❗ Urgent"), "urgent"),
        to(tr.plain("After a breakdown: not twice") if resend else tr.plain("After a breakdown: send again"), "policy"),
        *([to(tr.plain("Take the files out"), "files")] if one.content.media else []),
        to(tr.plain("🗑 Delete the draft"), "discard"),
        back_and_menu(Go("an", number), tr),
    ]
    policy = tr("After a breakdown it is sent again to those of whom it is not known whether they got it.")
    if not resend:
        policy = tr("After a breakdown nobody gets it twice; who may have missed it is shown in the report.")
    head = [tr("<b>More settings</b>"), Markup("\n").join(parts(one, tr)), policy]
    return Screen(joined(head, MOST_UNITS), tuple(rows))


def confirm_discard(one: Announcement, tr: Translator) -> Screen:
    """Asked before a draft is deleted."""
    number = str(one.id)
    deleting = Button(tr.plain("Yes, delete"), Go("an_more", number, "discarded"))
    return Screen(
        tr("Delete this draft? It cannot be brought back."), ((deleting,), back_and_menu(Go("an", number), tr))
    )


def discarded(tr: Translator) -> str:
    """Said after it."""
    return tr.plain("The draft is deleted.")


def buttons(one: Announcement, tr: Translator) -> Screen:
    """The buttons under the announcement."""
    number = str(one.id)
    lines = [
        Markup("🔘 {} / {} → {}").format(button.label.kk, button.label.ru, button.to) for button in one.content.buttons
    ] or [tr("There is none yet.")]
    rows: list[Row] = []
    if len(one.content.buttons) < MOST_OF_OURS:
        rows += [
            (Button(tr.plain("A link"), Go("an_button", number, "link")),),
            (Button(tr.plain("An event's card"), Go("an_button", number, "event", "-0")),),
            (Button(tr.plain("Registration"), Go("an_button", number, "register", "-0")),),
        ]
    if one.content.buttons:
        rows.append((Button(tr.plain("Remove all buttons"), Go("an_button", number, "none")),))
    text = tr("<b>Buttons under it</b>") + Markup("\n") + Markup("\n").join(lines)
    return Screen(text, (*rows, back_and_menu(Go("an_more", number), tr)))


MOST_OF_OURS = 5
"""Buttons that organizers put under an announcement; the way out comes after them."""


LINK_EXAMPLE = "Толығырақ | Подробнее | https://example.kz"


def ask_link(number: int, tr: Translator, *, understood: bool = True) -> Screen:
    """Waits for a button in words."""
    text = tr(
        "Write both labels and the address in one line, with bars between them:\n<code>{example}</code>",
        example=LINK_EXAMPLE,
    )
    if not understood:
        text = tr("These are not two labels and a safe web address.") + Markup("\n\n") + text
    return asked(text, Go("an_button", str(number)), tr)


def ask_reason(number: int, tr: Translator, *, urgent: bool) -> Screen:
    """Waits for why."""
    text = tr("Why is it urgent? Write it in a few words: the staff sees it.")
    if not urgent:
        text = tr("Why may the languages differ? Write it in a few words: the staff sees it.")
    return asked(text, Go("an", str(number)), tr)
