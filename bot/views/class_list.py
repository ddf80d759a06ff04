"""The seats of a class, page by page, and one of them; decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.views import registrations
from bot.views.classes import about
from bot.views.lengths import clipped, joined
from bot.views.screens import MOST_UNITS, Button, Go, Row, Screen

if TYPE_CHECKING:
    from bot.domain.classes import Sat, SchoolClass
    from bot.i18n import Translator
    from bot.services.classes import ClassSeen

PAGE = 5
"""Seats a page: so many buttons stand beside those that turn the page and lead back."""
LACKING = "consent"
"""The word of the list of those for which a parent still has to agree."""
SHOWN_NAME = 40


def seats(seen: ClassSeen, page: int, which: str, tr: Translator) -> Screen:
    """A page of the seats: of all, or of those that lack a consent."""
    listed = seen.lacking if which == LACKING else seen.seats
    class_id = str(seen.school_class.id)
    back = Button(tr.plain("‹ Back"), Go("class", class_id))
    if not listed:
        return Screen(joined([about(seen, tr), tr("There is nothing in this list.")], MOST_UNITS), ((back,),))
    last = (len(listed) - 1) // PAGE
    page = min(max(page, 0), last)
    shown = listed[page * PAGE :][:PAGE]
    head = tr("Seats without a parent's consent:") if which == LACKING else tr("Seats:")
    lines = [_line(one, seen.school_class, tr) for one in shown]
    turning: list[Button] = []
    if page > 0:
        turning.append(Button("‹", Go("class_seats", class_id, str(page - 1), which)))
    if page < last:
        turning.append(Button("›", Go("class_seats", class_id, str(page + 1), which)))
    number = tuple(Button(str(one.seat.number), Go("class_seat", class_id, str(one.seat.number))) for one in shown)
    text = joined([about(seen, tr), head, Markup("\n").join(lines)], MOST_UNITS)
    return Screen(text, (number, (*turning, back)))


def seat(seen: ClassSeen, one: Sat, tr: Translator) -> Screen:
    """One seat: whose it is, where it stands, and what can be done."""
    class_id, number = str(seen.school_class.id), str(one.seat.number)
    lines = [_line(one, seen.school_class, tr)]
    if one.seat.claimed:
        lines.append(tr("A pupil has taken it by the link."))
    if one.registration.consent and one.registration.consent.paper:
        lines.append(tr("You stated that the school holds the consent on paper."))
    elif one.lacks_consent and one.registration.until:
        lines.append(tr("The consent is awaited until {moment}.", moment=tr.moment(one.registration.until)))
    rows: list[Row] = []
    if seen.editable:
        if one.lacks_consent:
            rows.append((Button(tr.plain("The consent is on paper"), Go("class_paper", class_id, number)),))
        if one.registration.is_live and seen.found and not seen.found.session.names_optional:
            rows.append((Button(tr.plain("Write the name"), Go("class_names", class_id, number)),))
        rows.append((Button(tr.plain("Remove the seat"), Go("class_remove", class_id, number)),))
    back = Button(tr.plain("‹ Back"), Go("class_seats", class_id, str((one.seat.number - 1) // PAGE), "all"))
    return Screen(joined([about(seen, tr), Markup("\n").join(lines)], MOST_UNITS), (*rows, (back,)))


def confirm_removal(seen: ClassSeen, one: Sat, tr: Translator) -> Screen:
    """Asked before a seat is given up."""
    class_id, number = str(seen.school_class.id), str(one.seat.number)
    question = tr("Remove this seat? Its place goes to the next in the queue.")
    yes = Button(tr.plain("Yes, remove it"), Go("class_removed", class_id, number))
    no = Button(tr.plain("No, keep it"), Go("class_seat", class_id, number))
    line = _line(one, seen.school_class, tr)
    return Screen(joined([about(seen, tr), line, question], MOST_UNITS), ((yes,), (no,)))


def _line(one: Sat, of: SchoolClass, tr: Translator) -> Markup:
    """«7. Айгерім – ✅ confirmed»; without a name the code that stands on the teacher's paper."""
    name = clipped(one.seat.name, SHOWN_NAME) if one.seat.name else one.seat.code(of.label)
    words = registrations.state(one.registration.state, tr)
    return Markup("{}. {} – {}").format(one.seat.number, name, words)
