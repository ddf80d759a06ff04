"""Signing a class up, step by step: its name, how many seats or which names, and what is left; decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.domain.classes import LONGEST_LABEL, LONGEST_NAME, MOST_SEATS, Flaw
from bot.domain.drafts import code_of
from bot.i18n import msgid
from bot.services.overlapping import NOTHING
from bot.views import words
from bot.views.classes import heading, school
from bot.views.fields import answer_rows, field_text, warning
from bot.views.lengths import joined
from bot.views.navigation import back_and_menu, menu_button
from bot.views.overlaps import overlapping
from bot.views.schools import offer_rows, offer_text
from bot.views.screens import MOST_UNITS, Button, Go, Row, Screen

if TYPE_CHECKING:
    from bot.domain.answers import Problem
    from bot.domain.classes import NameList
    from bot.domain.forms import Field
    from bot.domain.registrations import Registration
    from bot.i18n import Translator
    from bot.services.classes import ClassSeen, Fewer, Seated, Wish
    from bot.services.overlapping import Overlaps
    from bot.services.seat_links import Free
    from bot.services.sessions import Offered
    from bot.views.schools import Offer

SHOWN_FLAWS = 10

_FLAWS = {
    Flaw.TOO_LONG: msgid("it is too long"),
    Flaw.IIN: msgid("it looks like an IIN, which I never keep"),
    Flaw.NO_NAME: msgid("there are no letters in it"),
    Flaw.NOT_FOR_CLASS: msgid("this session is for other classes"),
}


def only_teachers(found: Offered, tr: Translator) -> Screen:
    """The role is not known: only a teacher signs a class up."""
    text = tr("A whole class is signed up by its teacher. Are you a teacher?")
    yes = Button(tr.plain("I am a teacher"), Go("class_teacher", found.key.event, code_of(found.key)))
    return Screen(text, ((yes,), back_and_menu(Go("session", found.key.event, code_of(found.key)), tr)))


def ask_school(asked: Field, problem: Problem | None, found: Offered, tr: Translator) -> Screen:
    """Of which school the class is: it is asked once, for all its seats."""
    said = [warning(problem, tr)] if problem else []
    paragraphs = [_for_what(found, tr), *said, field_text(asked, tr, problem)]
    return Screen(joined(paragraphs, MOST_UNITS), (*answer_rows(asked, "", tr, "class_school"), (_stop(tr),)))


def offer_school(made: Offer, found: Offered, tr: Translator) -> Screen:
    """The schools that may be meant by what was typed; back leads to the question."""
    back = Button(tr.plain("‹ Back"), Go("class_school", "back"))
    rows = (*offer_rows(made, tr, "class_school"), (back, _stop(tr)))
    return Screen(joined([_for_what(found, tr), offer_text(made, tr)], MOST_UNITS), rows)


def ask_label(found: Offered, said: str | None, flaw: Flaw | None, tr: Translator) -> Screen:
    """What the class is called, of the school that was `said`."""
    paragraphs = [_for_what(found, tr, said)]
    if flaw is not None:
        paragraphs.append(_flaw(flaw, tr))
    paragraphs += words.limits(found.session.grades, found.session.ages, tr)
    paragraphs.append(
        tr("Which class is it? Write it briefly, for example: 9А (at most {n} characters).", n=LONGEST_LABEL)
    )
    return Screen(joined(paragraphs, MOST_UNITS), ((_stop(tr),),))


def ask_seats(label: str, found: Offered, problem: Markup | None, tr: Translator) -> Screen:
    """How many seats: a number, or a list of names."""
    paragraphs = [tr("<b>Class {label}</b>", label=label)]
    if problem is not None:
        paragraphs.append(problem)
    if found.session.names_optional:
        paragraphs.append(
            tr(
                "How many seats? Write a number from 1 to {most}. Names are not needed here: each seat has a code, "
                "and the names stay on your paper.",
                most=MOST_SEATS,
            )
        )
    else:
        paragraphs.append(
            tr(
                "How many seats? Write a number from 1 to {most}. Or send a list of names: one a line, or a file "
                "(CSV or XLSX).",
                most=MOST_SEATS,
            )
        )
        paragraphs.append(_names_are_kept(tr))
    return Screen(joined(paragraphs, MOST_UNITS), ((_stop(tr),),))


def ask_names(seen: ClassSeen, number: int | None, problem: Markup | None, tr: Translator) -> Screen:
    """Names for seats that have none, or for one seat."""
    paragraphs = [tr("<b>Class {label}</b>", label=seen.school_class.label)]
    if problem is not None:
        paragraphs.append(problem)
    if number:
        paragraphs.append(tr("Write the name for seat {number}.", number=number))
    else:
        paragraphs.append(
            tr.plural(
                "{n} seat has no name. Send a list of names: one a line, or a file (CSV or XLSX).",
                "{n} seats have no name. Send a list of names: one a line, or a file (CSV or XLSX).",
                len(seen.nameless),
            )
        )
    paragraphs.append(_names_are_kept(tr))
    back = Button(tr.plain("‹ Back"), Go("class", str(seen.school_class.id)))
    return Screen(joined(paragraphs, MOST_UNITS), ((back,),))


def preview_names(seen: ClassSeen, read: NameList, tr: Translator) -> Screen:
    """What was read of a list, before it is written to seats."""
    class_id = str(seen.school_class.id)
    rows: list[Row] = []
    if read.names:
        taking = tr.plain("Take them: {n}", n=len(read.names))
        rows.append((Button(taking, Go("class_named", class_id, str(len(read.names)))),))
    rows.append((Button(tr.plain("‹ Back"), Go("class", class_id)),))
    return Screen(joined([*_read(read, tr)], MOST_UNITS), tuple(rows))


def confirm_seats(wish: Wish, read: NameList | None, found: Offered, tr: Translator) -> Screen:
    """Before the seats are taken: how many, for which class, with which problems in the list."""
    paragraphs = [_for_what(found, tr, wish.school)]
    if read is not None:
        paragraphs += _read(read, tr)
    rows: list[Row] = []
    if wish.count:
        paragraphs.append(
            tr.plural(
                "Take {n} seat for the class {label}?",
                "Take {n} seats for the class {label}?",
                wish.count,
                label=wish.label,
            )
        )
        rows.append((_taking(tr.plain_plural("Take {n} seat", "Take {n} seats", wish.count), wish.count, "all", 0),))
    rows.append((_stop(tr),))
    return Screen(joined(paragraphs, MOST_UNITS), tuple(rows))


def fewer(wish: Wish, left: Fewer, found: Offered, tr: Translator) -> Screen:
    """Not all can be had: nothing was taken yet."""
    now, more = left.now, left.count - left.now
    if not more:
        return confirm_seats(wish, None, found, tr)
    if now:
        said = tr.plural("Only {n} place is left, and you asked for {count}. Nothing is taken yet.",
                         "Only {n} places are left, and you asked for {count}. Nothing is taken yet.", now,
                         count=left.count)  # fmt: skip
    else:
        said = tr("No place is left, and you asked for {count}. Nothing is taken yet.", count=left.count)
    rows: list[Row] = []
    if now:
        part = tr.plain_plural("Take the {n} that is left", "Take the {n} that are left", now)
        rows.append((_taking(part, left.count, "part", now),))
        both = tr.plain("Take {now}, and {more} on the waiting list", now=now, more=more)
    else:
        both = tr.plain("All {more} on the waiting list", more=more)
    rows += [(_taking(both, left.count, "wait", now),), (Button(tr.plain("Take nothing"), Go("cancel")),)]
    named = _for_what(found, tr, wish.school)
    return Screen(joined([named, said], MOST_UNITS), tuple(rows))


def taken(seated: Seated, tr: Translator) -> Screen:
    """It is kept; the message about it follows."""
    one = seated.seen.school_class
    text = tr("The seats of the class {label} are kept. How they stand follows in the next message.", label=one.label)
    told = [text, *overlapping(seated.seen.overlaps, tr)]
    opening = Button(tr.plain("Open the class"), Go("class", str(one.id)))
    return Screen(joined(told, MOST_UNITS), ((opening,), (menu_button(tr),)))


def too_many(left: int, tr: Translator) -> Markup:
    """A number that a class cannot have."""
    if not left:
        return tr("⚠️ You cannot have more seats here. A class has at most {most}.", most=MOST_SEATS)
    return tr("⚠️ Please write a number from 1 to {left}.", left=left)


def too_many_names(names: int, seats: int, tr: Translator) -> Markup:
    """A list that is longer than the seats without a name."""
    return tr("⚠️ These are {names} names for {seats} seats. Add seats first, or send a shorter list.",
              names=names, seats=seats)  # fmt: skip


def unreadable(tr: Translator) -> Markup:
    """A file that cannot be read."""
    return tr("⚠️ I cannot read this. Please send a CSV or XLSX file of at most 1 MB, or write the names one a line.")


def offer_seat(free: Free, secret: str, tr: Translator) -> Screen:
    """A pupil has opened the link to a seat."""
    text = tr("Your teacher keeps a seat for you. If you take it, it is yours: you see it in /my, and a parent has to "
              "agree.")  # fmt: skip
    taking = Button(tr.plain("✅ I take the seat"), Go("claim", secret))
    told = [heading(free.school_class, free.found, tr), *overlapping(free.overlaps, tr), text]
    return Screen(joined(told, MOST_UNITS), ((taking,), (menu_button(tr),)))


def seat_taken(registration: Registration, tr: Translator, overlaps: Overlaps = NOTHING) -> Screen:
    """The seat has become the pupil's; the message about it follows."""
    text = tr("The seat is yours: registration № {number}. What comes next follows in the next message.",
              number=registration.id)  # fmt: skip
    text = joined([text, *overlapping(overlaps, tr)], MOST_UNITS)
    return Screen(text, ((Button(tr.plain("Open"), Go("registration", str(registration.id))), menu_button(tr)),))


def already_there(registration: Registration, tr: Translator) -> Screen:
    """The pupil has a registration there: a second one is not possible."""
    text = tr("You already have registration № {number} there. The seat stays free for somebody else of the class.",
              number=registration.id)  # fmt: skip
    return Screen(text, ((Button(tr.plain("Open"), Go("registration", str(registration.id))), menu_button(tr)),))


def for_pupils(class_id: int, tr: Translator) -> Screen:
    """The teacher opened a pupil's link."""
    text = tr("This link is for a pupil of your class: please give it to them.")
    return Screen(text, ((Button(tr.plain("Open the class"), Go("class", str(class_id))), menu_button(tr)),))


def no_seat(tr: Translator) -> Screen:
    """A used, old or invented link."""
    text = tr("This link does not lead to a free seat any more. If you need one, ask your teacher for a new link.")
    return Screen(text, ((menu_button(tr),),))


def _for_what(found: Offered, tr: Translator, said: str | None = None) -> Markup:
    named = Markup("<b>{}</b>\n{}").format(tr[found.event.name], tr[found.session.name])
    return Markup("\n").join([named, *school(said, found, tr)])


def _stop(tr: Translator) -> Button:
    return Button(tr.plain("Stop"), Go("cancel"))


def _taking(label: str, count: int, how: str, now: int) -> Button:
    return Button(label, Go("class_take", how, str(count), str(now)))


def _read(read: NameList, tr: Translator) -> list[Markup]:
    said = [tr.plural("{n} name was read.", "{n} names were read.", len(read.names))]
    if read.flaws:
        lines = [
            tr("line {number}: {problem}", number=number, problem=tr.plain(_FLAWS[flaw]))
            for number, flaw in read.flaws[:SHOWN_FLAWS]
        ]
        head = tr.plural("⚠️ {n} line was not taken:", "⚠️ {n} lines were not taken:", len(read.flaws))
        said.append(Markup("\n").join([head, *lines]))
        said.append(tr("You may send the corrected list again, or go on without these lines."))
    return said


def _flaw(flaw: Flaw, tr: Translator) -> Markup:
    return tr("⚠️ This was not taken: {problem}.", problem=tr.plain(_FLAWS[flaw]))


def flawed_name(flaw: Flaw, tr: Translator) -> Markup:
    """One name that was not taken."""
    return _flaw(flaw, tr)


def _names_are_kept(tr: Translator) -> Markup:
    return tr("<i>Only you and the organizers see the names (at most {n} characters each); they are deleted 30 days "
              "after the event. You need not give any.</i>", n=LONGEST_NAME)  # fmt: skip
