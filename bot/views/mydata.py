"""/mydata: what is kept of a person, why and until when, as a screen and as a file; and the ways to put it right."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.domain.handovers import KEPT_AFTER as KEPT_AFTER_REPLY
from bot.domain.registrations import KEPT_AFTER
from bot.i18n import msgid
from bot.views.lengths import joined
from bot.views.lessons import shift_button
from bot.views.navigation import back_and_menu, menu_button, paged
from bot.views.screens import MOST_UNITS, Button, Go, Row, Screen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.schools import School
    from bot.i18n import Translator
    from bot.services.ports.personal import Kept
    from bot.services.sessions import Seen

FILE_NAME = "mydata.json"
PAGE = 4
BACK = Go("mydata")

KINDS = {
    "people": (
        msgid("your language, who you are and your shift at school"),
        msgid("To write to you as it suits you; until you erase it."),
    ),
    "staff": (
        msgid("your role of the staff"),
        msgid("To show you the organizers' page; until the role is taken away."),
    ),
    "follows": (msgid("events of which you asked to be told"), msgid("To tell you; until you take it back.")),
    "subscriptions": (
        msgid("topics of announcements and quiet hours"),
        msgid("To tell you only what you want and when you want; until you erase it."),
    ),
    "registrations": (
        msgid("registrations, and consents that you gave as a parent"),
        msgid("To hold the places and to show who agreed; until {days} days after the event."),
    ),
    "review_questions": (
        msgid("what organizers asked about your applications, and your replies"),
        msgid("To decide about the application; until {days} days after the event."),
    ),
    "classes": (
        msgid("classes that you signed up"),
        msgid("To hold the places; until {days} days after the event, or until you cancel the class."),
    ),
    "class_seats": (
        msgid("seats of classes, with a name where the teacher wrote it down"),
        msgid("For the list of the class; until {days} days after the event, or until the seat is cancelled."),
    ),
    "handovers": (
        msgid("questions that were passed on to organizers"),
        msgid("To answer you; until {replied} days after the reply, at once if you withdraw it."),
    ),
    "handover_messages": (
        msgid("which messages of this chat belong to those questions"),
        msgid("To know which question you go on with; as long as the question."),
    ),
    "outbox": (
        msgid("messages that were sent to you or will be"),
        msgid("So that none is lost and none comes twice; until you erase it."),
    ),
    "recipients": (
        msgid("announcements that were sent to you or will be"),
        msgid("So that none comes twice and mistakes in them can be put right; until you erase it."),
    ),
    "dialogues": (
        msgid("what you are filling in now"),
        msgid("To go on where you stopped; until it is sent or you stop."),
    ),
}
"""By table: what it is, and why and until when it is kept; docs/personal-data.md says the same."""

WITHOUT_CONSENTS = msgid("registrations")
"""What stands in that table of who never agreed to anybody's."""

SCHOOLS_IN = {"registrations": ("school", "answers"), "classes": ("school",), "dialogues": ("data",)}
"""By table: columns that hold ids of schools."""


def my_data(
    person: int,
    kept: Mapping[str, Sequence[Kept]],
    tr: Translator,
    *,
    has_given: bool = False,
    has_children: bool = False,
) -> Screen:
    """What is kept, counted, with the reason and the end of each; the file holds every word of it.

    `has_given` is whether a consent of theirs holds now.
    """
    if not kept:
        return Screen(tr("Nothing is kept under your number."), ((menu_button(tr),),))
    paragraphs = [
        tr("<b>What is kept under your Telegram number</b>"),
        *(_kind(of, person, kept[of], tr) for of in KINDS if of in kept),
        tr("More about it is written on the page «What is kept about you»: /privacy"),
    ]
    rows: list[Row] = [
        (Button(tr.plain("📄 A file with all of it"), Go("mydata_file")),),
        (Button(tr.plain("✏️ Correct"), Go("mydata_correct")),),
    ]
    if has_given:
        rows.append((Button(tr.plain("Consents that I gave"), Go("consents")),))
    if has_children:
        rows.append((Button(tr.plain("🗑 Erase what is kept of my child"), Go("children")),))
    rows += [(Button(tr.plain("🗑 Erase everything"), Go("erase")),), (menu_button(tr),)]
    return Screen(joined(paragraphs, MOST_UNITS), tuple(rows))


def _kind(of: str, person: int, rows: Sequence[Kept], tr: Translator) -> Markup:
    what, why = KINDS[of]
    if of == "registrations" and not any(row.get("consent_by") == person for row in rows):
        what = WITHOUT_CONSENTS
    said = tr(why, days=KEPT_AFTER.days, replied=KEPT_AFTER_REPLY.days)
    return Markup("• <b>{}</b>: {}\n{}").format(tr(what), tr.number(len(rows)), said)


def as_file(kept: Mapping[str, Sequence[Kept]], schools: Mapping[str, School], tr: Translator) -> bytes:
    """Every row, as JSON that people and programs read; schools of the directory are told by their names."""
    names = {key: tr[school.name] for key, school in schools.items()}
    told = {of: [_named(row, SCHOOLS_IN.get(of, ()), names) for row in rows] for of, rows in kept.items()}
    return json.dumps(told, ensure_ascii=False, indent=2).encode()


def _named(row: Kept, columns: Sequence[str], names: Mapping[str, str]) -> Kept:
    """A row with the names of schools where it had their ids, in JSON as well."""
    said = {column: value for column in columns if isinstance(value := row.get(column), str)}
    return {**row, **{column: _in_text(value, names) for column, value in said.items()}}


def _in_text(value: str, names: Mapping[str, str]) -> str:
    if not value.startswith("{"):
        return names.get(value, value)
    return json.dumps(_in_json(json.loads(value), names), ensure_ascii=False)


def _in_json(value: object, names: Mapping[str, str]) -> object:
    match value:
        case str():
            return names.get(value, value)
        case list():
            return [_in_json(one, names) for one in value]
        case dict():
            return {key: _in_json(one, names) for key, one in value.items()}
    return value


def correct(tr: Translator) -> Screen:
    """Where each thing is put right; no screen of its own for what has one."""
    text = tr(
        "<b>What is not right?</b>\n\nAnswers to the form of a registration are changed under «My registrations»: open "
        "it, then «My answers»."
    )
    rows = (
        (Button(tr.plain("Language"), Go("languages")), Button(tr.plain("Who I am"), Go("role"))),
        (shift_button(tr),),
        (Button(tr.plain("🎟 My registrations"), Go("my")),),
        (Button(tr.plain("🔔 Announcements"), Go("news")),),
        back_and_menu(BACK, tr),
    )
    return Screen(text, rows)


def consents(given: Sequence[Seen], page: int, tr: Translator) -> Screen:
    """A page of the consents that I gave, each with the way to take it back, which asks once more."""
    if not given:
        return Screen(tr("You have given no consent that holds now."), (back_and_menu(BACK, tr),))
    shown, turning = paged(given, page, PAGE, lambda to: Go("consents", str(to)), tr)
    rows = [
        (Button(tr.plain("Withdraw: № {number}", number=one.registration.id), Go("revoke", str(one.registration.id))),)
        for one in shown
    ]
    paragraphs = [tr("<b>Consents that you gave</b>"), *(_consent(one, tr) for one in shown)]
    return Screen(joined(paragraphs, MOST_UNITS), (*rows, turning, back_and_menu(BACK, tr)))


def _consent(seen: Seen, tr: Translator) -> Markup:
    one, found = seen.registration, seen.found
    lines = [Markup("<b>№ {}</b>").format(one.id)]
    if found:
        lines.append(Markup("{}: {}").format(tr[found.event.name], tr[found.session.name]))
    if one.consent:
        lines.append(tr("Given: {moment}", moment=tr.moment(one.consent.at)))
    return Markup("\n").join(lines)
