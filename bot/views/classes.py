"""A class as its teacher reads it: how it stands, what can be done, and what is asked before; decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from bot.domain.classes import by_state, school_question
from bot.domain.registrations import RegistrationState
from bot.domain.when import Unknown
from bot.i18n import msgid
from bot.views.consent import consent_text
from bot.views.fields import shown
from bot.views.lengths import joined, visible
from bot.views.navigation import back_and_menu, menu_button
from bot.views.overlaps import overlapping
from bot.views.screens import MOST_UNITS, Button, Go, Row, Screen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.classes import SchoolClass
    from bot.i18n import Translator
    from bot.services.classes import ClassSeen
    from bot.services.seat_links import Links
    from bot.services.sessions import Offered
    from bot.views.navigation import Surface

PAPER_VERSION = "1"
"""Changes with the words of `paper_text`."""

_COUNTS = (
    (RegistrationState.CONFIRMED, msgid("✅ confirmed: {number}")),
    (RegistrationState.AWAITING_GUARDIAN, msgid("⏳ a parent's consent is awaited: {number}")),
    (RegistrationState.WAITLISTED, msgid("🕓 on the waiting list: {number}")),
    (RegistrationState.OFFERED, msgid("🎟 a place is offered to the pupil: {number}")),
)


def class_screen(seen: ClassSeen, tr: Translator) -> Screen:
    """The class, and everything that may be done with it until the cut-off."""
    class_id = str(seen.school_class.id)
    paragraphs = [about(seen, tr), _counts(seen, tr), *overlapping(seen.overlaps, tr), *_advice(seen, tr)]
    rows: list[Row] = []
    if seen.seats:
        rows.append((Button(tr.plain("Seats"), Go("class_seats", class_id, "0", "all")),))
    if seen.editable:
        rows += _acts(seen, class_id, tr)
    return Screen(joined(paragraphs, MOST_UNITS), (*rows, (Button(tr.plain("‹ Back"), Go("my")),)))


def news(seen: ClassSeen, tr: Translator) -> Screen:
    """The message when seats have come to stand somewhere else: one, however many these are."""
    opening = Button(tr.plain("Open the class"), Go("class", str(seen.school_class.id)))
    return Screen(joined([about(seen, tr), _counts(seen, tr), *_advice(seen, tr)], MOST_UNITS), ((opening,),))


def about(seen: ClassSeen, tr: Translator) -> Markup:
    """Which class it is, and for what."""
    return heading(seen.school_class, seen.found, tr)


def heading(one: SchoolClass, found: Offered | None, tr: Translator) -> Markup:
    """The same without its seats."""
    lines = [tr("<b>Class {label}</b>", label=one.label)]
    if found is not None:
        lines += school(one.school, found, tr)
        lines.append(Markup("{}: {}").format(tr[found.event.name], tr[found.session.name]))
        if not isinstance(found.session.when, Unknown):
            lines.append(tr("When: {when}", when=tr.when(found.session.when)))
        if found.edition.demo:
            lines.append(tr("⚠️ <b>DEMO</b>: this date and these sessions are invented, to show the bot."))
    return Markup("\n").join(lines)


def school(said: str | None, found: Offered, tr: Translator) -> list[Markup]:
    """The line with the school of a class; none where the form asks for none."""
    asked = school_question(found.session)
    return [escape(shown(asked, said, tr))] if said and asked else []


def summary(seen: ClassSeen, tr: Translator) -> str:
    """A line for the list of everything of mine."""
    live = len(seen.live)
    return (
        tr.plain("Class {label}", label=seen.school_class.label)
        + " · "
        + tr.plain_plural("{n} seat", "{n} seats", live)
    )


def links(made: Links, surface: Surface, tr: Translator) -> Screen:
    """All links at once, to be given out one to each pupil."""
    text = tr(
        "<b>Class {label}: a link for each pupil</b>\nGive each pupil one link. It works once: whoever opens it first "
        "takes the seat, and then sends the link for consent to a parent.",
        label=made.seen.school_class.label,
    )
    lines = [f"{number}. {surface.deep_link(f'seat_{secret}')}" for number, secret in made.secrets]
    rows = (back_and_menu(Go("class", str(made.seen.school_class.id)), tr),)
    return Screen(joined([text, Markup("\n").join(lines)], MOST_UNITS), rows)


def confirm_links(seen: ClassSeen, tr: Translator) -> Screen:
    """Links were made before: new ones take their place."""
    text = tr("Make new links for the seats that no pupil has taken yet? The links that you have given out for them "
              "stop working.")  # fmt: skip
    return _confirm(seen, text, tr.plain("Yes, make new links"), Go("class_linked", str(seen.school_class.id)), tr)


def paper_text(found: Offered, tr: Translator) -> Markup:
    """What the teacher states: whose consent, to exactly which words."""
    stating = tr("I am the teacher. I state that the school holds, on paper, the signed consent of a parent or "
                 "guardian of each of these pupils, to the following:")  # fmt: skip
    return joined([stating, consent_text(found, tr)], MOST_UNITS)


def paper_words(found: Offered, trs: Iterable[Translator]) -> str:
    """The same in every language, as it is hashed and kept as proof."""
    return "\n\n".join(visible(paper_text(found, tr)) for tr in trs)


def confirm_papers(seen: ClassSeen, number: int | None, tr: Translator) -> Screen:
    """An explicit statement, for all who lack consent or for one seat."""
    assert seen.found is not None
    count = 1 if number else len(seen.lacking)
    whom = tr.plural("For {n} seat of the class {label}:", "For {n} seats of the class {label}:", count,
                     label=seen.school_class.label)  # fmt: skip
    class_id = str(seen.school_class.id)
    yes = Button(tr.plain("I state that: {n} on paper", n=count), Go("class_papers", class_id, str(number or 0)))
    no = Button(tr.plain("‹ Back"), Go("class", class_id))
    return Screen(joined([whom, paper_text(seen.found, tr)], MOST_UNITS), ((yes,), (no,)))


def confirm_cancel(seen: ClassSeen, tr: Translator) -> Screen:
    """Asked before the whole class is given up."""
    text = tr.plural(
        "Cancel the whole class? {n} seat goes to the next in the queue, also if a pupil has taken it.",
        "Cancel the whole class? {n} seats go to the next in the queue, also those that pupils have taken.",
        len(seen.live),
    )
    yes = tr.plain("Yes, cancel the class")
    return _confirm(seen, text, yes, Go("class_cancelled", str(seen.school_class.id)), tr)


def cancelled(tr: Translator) -> Screen:
    """It is done."""
    text = tr("The class is cancelled. The names are deleted, and pupils who had taken a seat are told.")
    return Screen(text, ((Button(tr.plain("My registrations"), Go("my")), menu_button(tr)),))


def _confirm(seen: ClassSeen, question: Markup, yes: str, to: Go, tr: Translator) -> Screen:
    no = Button(tr.plain("No, keep it"), Go("class", str(seen.school_class.id)))
    return Screen(joined([about(seen, tr), question], MOST_UNITS), ((Button(yes, to),), (no,)))


def _counts(seen: ClassSeen, tr: Translator) -> Markup:
    counts = by_state(seen.seats)
    lines = [tr.plural("<b>{n} seat</b>", "<b>{n} seats</b>", len(seen.live))]
    lines += [tr(words, number=counts[state]) for state, words in _COUNTS if state in counts]
    claimed = len(seen.live) - len(seen.unclaimed)
    if claimed:
        lines.append(tr("taken by pupils by their links: {number}", number=claimed))
    return Markup("\n").join(lines)


def _advice(seen: ClassSeen, tr: Translator) -> list[Markup]:
    if not seen.editable:
        return [tr("It can no longer be changed here.")]
    said = []
    untils = [one.registration.until for one in seen.lacking if one.registration.until]
    if untils:
        said.append(tr("Places are kept for consents until {moment}. A pupil takes a seat by a link and asks a parent, "
                       "or you state that the school holds the consents on paper.",
                       moment=tr.moment(min(untils))))  # fmt: skip
    if any(one.registration.state is RegistrationState.WAITLISTED for one in seen.unclaimed):
        said.append(tr("When places become free, these seats get them, and I write to you."))
    return said


def _acts(seen: ClassSeen, class_id: str, tr: Translator) -> list[Row]:
    rows: list[Row] = []
    if seen.lacking:
        lacking = tr.plain("Without consent: {number}", number=len(seen.lacking))
        rows.append((Button(lacking, Go("class_seats", class_id, "0", "consent")),))
        rows.append((Button(tr.plain("Consents are on paper"), Go("class_paper", class_id)),))
    if seen.unclaimed:
        rows.append((Button(tr.plain("Links for the pupils"), Go("class_links", class_id)),))
    if seen.nameless and seen.found and not seen.found.session.names_optional:
        rows.append((Button(tr.plain("Names of the pupils"), Go("class_names", class_id)),))
    rows.append((Button(tr.plain("Add seats"), Go("class_add", class_id)),))
    rows.append((Button(tr.plain("Cancel the class"), Go("class_cancel", class_id)),))
    return rows
