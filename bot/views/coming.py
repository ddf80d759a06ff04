"""Reminders and «still coming?» as people read them: the person, the owner of several places, the parent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.domain.coming import guardian_of
from bot.domain.when import Unknown
from bot.views.ics import has_calendar
from bot.views.lengths import joined
from bot.views.navigation import back_and_menu, menu_button
from bot.views.registrations import about, calendar_button
from bot.views.screens import MOST_UNITS, Button, Go, Row, Screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.registrations import Registration
    from bot.i18n import Translator
    from bot.services.sessions import Seen

MOST_LISTED = 4
PAPERS = "documents"
"""The aspect of an event that says what to bring."""


def reminder(mine: Sequence[Seen], tr: Translator) -> Screen:
    """It is soon: what, when, where, and what to bring where the programme says so."""
    paragraphs = [tr("⏰ <b>It is soon</b>"), *_what(mine, tr)]
    found = mine[0].found
    rows: list[Row] = []
    if found:
        paragraphs += [tr("What to bring: {what}", what=tr[fact.value]) for fact in found.event.facts_about(PAPERS)[:1]]
        if found.edition.venue and found.edition.venue.coordinates and not found.session.place:
            rows.append((Button(tr.plain("On the map"), Go("map", found.event.key)),))
    paragraphs.append(tr("If you cannot come, please say so: somebody else will be glad of the place."))
    rows += [(_leaving(one, mine, tr),) for one in mine[:MOST_LISTED]]
    if len(mine) == 1 and has_calendar(mine[0]):
        rows.append((calendar_button(mine[0], tr),))
    return Screen(joined(paragraphs, MOST_UNITS), (*rows, (_open(mine, tr),)))


def question(mine: Sequence[Seen], tr: Translator) -> Screen:
    """Asked before the day: who does not come leaves the place to somebody else."""
    paragraphs = [*_what(mine, tr), tr("<b>Are you still coming?</b>"), *_unless(mine, tr)]
    return Screen(joined(paragraphs, MOST_UNITS), (*answers(mine, tr), (_open(mine, tr),)))


def answers(mine: Sequence[Seen], tr: Translator) -> list[Row]:
    """The buttons under the question: one yes to all of it, and a no to each."""
    one = mine[0].registration
    number, sessions = str(one.id), {seen.registration.session for seen in mine}
    if len(mine) == 1:
        yes = Button(tr.plain("✅ Yes, I am coming"), Go("coming", number))
    elif len(sessions) == 1:
        yes = Button(tr.plain("✅ Yes, all of us"), Go("coming", number))
    else:
        yes = Button(tr.plain("✅ Yes, to all of it"), Go("coming", number, "all"))
    rows: list[Row] = [(yes,)]
    rows += [(_leaving(seen, mine, tr),) for seen in mine[:MOST_LISTED]]
    if any(guardian_of(seen.registration) for seen in mine):
        asking = Go("ask_parent", number) if len(mine) == 1 else Go("ask_parent", number, "all")
        rows.append((Button(tr.plain("I ask my parent"), asking),))
    return rows


def question_to_parent(seen: Seen, tr: Translator) -> Screen:
    """The same, asked of the parent because the pupil wants that."""
    one = seen.registration
    text = [
        tr("Your child asks you, since you agreed to this:"),
        about(seen, tr),
        tr("<b>Is your child coming?</b>"),
        *_unless([seen], tr),
    ]
    opening = Button(tr.plain("Open"), Go("given", str(one.id)))
    return Screen(joined(text, MOST_UNITS), (*parents_answers(one, tr), (opening,)))


def parents_answers(one: Registration, tr: Translator) -> list[Row]:
    """The parent's buttons under the question."""
    return [
        (Button(tr.plain("✅ Yes, coming"), Go("coming", str(one.id))),),
        (Button(tr.plain("No, not coming"), Go("not_coming", str(one.id))),),
    ]


def confirm(seen: Seen, tr: Translator) -> Screen:
    """Asked once more before a place is given up."""
    number = str(seen.registration.id)
    text = tr("Give this place up? It goes to the next in the queue, and cannot be taken back.")
    rows = (
        (Button(tr.plain("Yes, give it up"), Go("not_coming_yes", number)),),
        (Button(tr.plain("✅ No, keep the place"), Go("coming", number)),),
    )
    return Screen(joined([about(seen, tr), text], MOST_UNITS), rows)


def noted(seen: Seen, tr: Translator, rest: Sequence[Seen] = ()) -> Screen:
    """They come; what of it has no answer yet is asked once more."""
    text = tr("Thank you! The place stays yours, and we are waiting.")
    return _answered(seen, text, rest, tr)


def given_up(seen: Seen, tr: Translator, rest: Sequence[Seen] = ()) -> Screen:
    """They do not come; what of it has no answer yet is asked once more."""
    text = tr("Thank you for saying so. The place goes to somebody who waits for it.")
    return _answered(seen, text, rest, tr)


def _answered(seen: Seen, text: Markup, rest: Sequence[Seen], tr: Translator) -> Screen:
    last = (Button(tr.plain("My registrations"), Go("my")), menu_button(tr))
    paragraphs, rows = [about(seen, tr), text], []
    if rest:
        paragraphs += [*_what(rest, tr), tr("<b>Are you still coming?</b>"), *_unless(rest, tr)]
        rows = answers(rest, tr)
    return Screen(joined(paragraphs, MOST_UNITS), (*rows, last))


def asked_parent(seen: Seen, tr: Translator) -> Screen:
    """The question is on its way to the parent."""
    text = tr("I have asked your parent. As soon as they answer, I tell you.")
    return Screen(text, (back_and_menu(Go("registration", str(seen.registration.id)), tr),))


def no_parent(seen: Seen, tr: Translator) -> Screen:
    """The consent is on paper, so I know nobody to ask."""
    text = tr("I do not know your parent's chat. Please ask them yourself, then answer here.")
    return Screen(text, (back_and_menu(Go("registration", str(seen.registration.id)), tr),))


def parent_said(seen: Seen, tr: Translator) -> Screen:
    """The pupil reads what the parent answered."""
    one = seen.registration
    text = tr("Your parent says that you are coming. The place stays yours.")
    return Screen(joined([about(seen, tr), text], MOST_UNITS), ((Button(tr.plain("Open"), _to(one.id)),),))


def consent_awaited(seen: Seen, tr: Translator) -> Screen:
    """The pupil is reminded that the parent has not agreed yet."""
    one = seen.registration
    text = tr(
        "⏳ Your parent has not agreed yet. The place is kept until {moment}, then it goes to others. "
        "Please send the link to your parent, or remind them.",
        moment=tr.moment(one.until) if one.until else "",
    )
    rows = (
        (Button(tr.plain("Link for a parent"), Go("guardian", str(one.id))),),
        (Button(tr.plain("Open"), _to(one.id)),),
    )
    return Screen(joined([about(seen, tr), text], MOST_UNITS), rows)


def _what(mine: Sequence[Seen], tr: Translator) -> list[Markup]:
    """What, when and where; of several places how many."""
    if len({seen.registration.session for seen in mine}) > 1:
        return _sessions(mine, tr)
    said = [about(mine[0], tr)]
    found = mine[0].found
    if found and isinstance(found.session.when, Unknown):
        said.append(tr("When: {when}", when=tr.when(found.edition.when)))
    return [*said, *_places(mine, 1, tr)]


def _sessions(mine: Sequence[Seen], tr: Translator) -> list[Markup]:
    """The same of several sessions of one event, each with its number."""
    listed, found = mine[:MOST_LISTED], mine[0].found
    said = [_session(seen, tr) for seen in listed]
    if found:
        said.insert(0, Markup("<b>{}</b>").format(tr[found.event.name]))
        if found.edition.demo:
            said.append(tr("⚠️ <b>DEMO</b>: this date and these sessions are invented, to show the bot."))
    return [*said, *_places(mine, len(listed), tr)]


def _session(seen: Seen, tr: Translator) -> Markup:
    one, session = seen.registration, seen.found.session if seen.found else None
    lines = [Markup("№ {}: {}").format(one.id, tr[session.name] if session else "")]
    if one.application.child > 0:
        lines.append(tr("For: my child № {number}", number=one.application.child))
    if session and not isinstance(session.when, Unknown):
        lines.append(tr("When: {when}", when=tr.when(session.when)))
    if session and session.place:
        lines.append(tr("Where: {where}", where=tr[session.place]))
    return Markup("\n").join(lines)


def _places(mine: Sequence[Seen], told: int, tr: Translator) -> list[Markup]:
    """How many places these are, where they are more than was told."""
    places = sum(seen.registration.application.places for seen in mine)
    return [tr.plural("You have {n} place.", "You have {n} places.", places)] if places > told else []


def _unless(mine: Sequence[Seen], tr: Translator) -> list[Markup]:
    """What becomes of a place without an answer, where the organizers' rule takes it away."""
    ends = [seen.registration.until for seen in mine if seen.registration.until]
    if not ends:
        return [tr("Without an answer the place stays yours.")]
    return [
        tr("Please answer until {moment}: without an answer the place goes to others.", moment=tr.moment(min(ends)))
    ]


def _leaving(seen: Seen, mine: Sequence[Seen], tr: Translator) -> Button:
    number = seen.registration.id
    one = tr.plain("I cannot come")
    return Button(
        one if len(mine) == 1 else tr.plain("№ {number} is not coming", number=number), Go("not_coming", str(number))
    )


def _open(mine: Sequence[Seen], tr: Translator) -> Button:
    return Button(tr.plain("Open"), Go("my") if len(mine) > 1 else _to(mine[0].registration.id))


def _to(number: int) -> Go:
    return Go("registration", str(number))
