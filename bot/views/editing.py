"""The organizers' pages of the programme: what can be changed, a look before saving, what was changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from bot.domain.changes import differences
from bot.domain.edits import Unfit
from bot.domain.events import Edition, EditionState, Kind, Venue, Window
from bot.domain.facts import Fact, Source
from bot.domain.language import LocalizedText
from bot.domain.rules import Rules
from bot.i18n import msgid
from bot.services.editing import Changed, NoEvent, Stale, Unchanged
from bot.services.staffing import NotAllowed
from bot.views import words
from bot.views.aspects import asked_for
from bot.views.lengths import clipped, joined
from bot.views.navigation import back_and_menu, pages
from bot.views.screens import MOST_UNITS, Button, Go, Row, Screen
from bot.views.sides import place
from bot.views.staff import not_allowed

if TYPE_CHECKING:
    from bot.domain.changes import Change, Part
    from bot.domain.events import Event, Programme
    from bot.i18n import Translator
    from bot.services.editing import History, Preview, Refusal

PAGE = 4
LONGEST_VALUE = 160
"""Of a value in a list of changes: texts of facts are longer."""

_UNFIT = {
    Unfit.NO_EDITION: msgid("This edition is not in the programme any more."),
    Unfit.EDITION_EXISTS: msgid("There is such an edition already."),
    Unfit.TOO_MANY: msgid("There is no room for one more: the list is full."),
    Unfit.BAD_TEXT: msgid("This text does not fit: it is too long, empty or holds unseen characters."),
    Unfit.BAD_KEY: msgid("A new edition needs a year. Write it with the date."),
    Unfit.YEAR_OUT_OF_RANGE: msgid("The year must lie between 2000 and 2100."),
    Unfit.CLOSES_TOO_LATE: msgid("Registration would close after the end of the event. Change the registration first."),
}
_LABELS = {
    "when": msgid("Date"),
    "venue": msgid("Place"),
    "state": msgid("State"),
    "registration": msgid("Registration"),
    "sessions": msgid("Workshops and other sessions"),
    "rules": msgid("Reminders and terms"),
    "name": msgid("Name"),
    "summary": msgid("Description"),
    "audience": msgid("For whom"),
    "kind": msgid("Kind"),
    "recurs": msgid("Held again and again"),
    "archived": msgid("Hidden"),
    "plan": msgid("Planned announcements"),
    "alias": msgid("Another name"),
}
_UNTOLD = frozenset({"source", "demo"})
"""Parts that change along with others."""

ASKED = {
    "when": msgid(
        "<b>When is it held?</b>\nWrite the date, for example:\n• 25.05.2027\n• 25.05.2027 10:00–16:00\n"
        "• 25–27.05.2027\n• 05.2027, if only the month is known\n• «unknown», if the date is not announced"
    ),
    "venue": msgid(
        "<b>Where is it held?</b>\nWrite on lines of their own: the name of the place in Kazakh, the same in Russian, "
        "then the address in Kazakh and in Russian, if it is known.\nSend a location to set the point on the map. "
        "Write «unknown» if the place is not known."
    ),
    "registration": msgid(
        "<b>When is registration open?</b>\nWrite from when to when, for example:\n"
        "01.04.2027 09:00 – 20.05.2027 18:00\nWrite «unknown» if there is no registration."
    ),
    "edition": msgid(
        "<b>When is the new edition held?</b>\nWrite the date, the month or the year: 25.05.2027, 05.2027, 2027"
    ),
}
"""What is asked for each part that is written."""


def programme(shown: Programme, page: int, tr: Translator) -> Screen:
    """The events, each a button."""
    events = list(shown)
    last = max(0, (len(events) - 1) // PAGE)
    page = min(max(page, 0), last)
    rows: list[Row] = [(Button(tr[e.name], Go("edit", e.key)),) for e in events[page * PAGE :][:PAGE]]
    turning = pages(
        Go("programme", str(page - 1)) if page > 0 else None,
        Go("programme", str(page + 1)) if page < last else None,
        tr,
    )
    text = tr("<b>Programme</b>\nChoose an event to set its date, place or registration.")
    plans = Button(tr.plain("Planned announcements"), Go("plans", "0"))
    return Screen(text, (*rows, turning, (plans,), (Button(tr.plain("‹ Back"), Go("admin")),)))


def event(shown: Event, tr: Translator) -> Screen:
    """The editions of an event, the newest first."""
    numbered = list(enumerate(shown.editions))[::-1][:PAGE]
    rows: list[Row] = [(Button(tr.when(e.when), Go("holding", shown.key, str(n))),) for n, e in numbered]
    lines = [Markup("• {}").format(_summary(edition, tr)) for _, edition in numbered]
    listed = Markup("\n").join(lines) or tr("Nothing has been announced yet.")
    adding = Button(tr.plain("New edition"), Go("change", shown.key, "0", "edition"))
    history = Button(tr.plain("What was changed"), Go("history", shown.key, "0"))
    text = joined([Markup("<b>{}</b>").format(tr[shown.name]), listed], MOST_UNITS)
    return Screen(text, (*rows, (adding, history), back_and_menu(Go("programme", "0"), tr)))


def holding(shown: Event, number: int, tr: Translator) -> Screen:
    """One edition: what is known of it, and what can be changed."""
    edition = shown.editions[number]
    at = (shown.key, str(number))
    lines = [
        _line("when", tr.when(edition.when), tr),
        _line("venue", place(edition.venue, tr), tr),
        _line("state", words.edition_state(edition.state, tr), tr),
        _line("registration", _value(edition.registration, tr), tr),
    ]
    demo = tr("⚠️ <b>DEMO</b>: this date and these sessions are invented, to show the bot.") if edition.demo else None
    head = Markup("<b>{}</b>").format(tr[shown.name])
    buttons = [Button(tr.plain(_LABELS[what]), Go("change", *at, what)) for what in _EDITABLE]
    rows: list[Row] = [tuple(buttons[:2]), tuple(buttons[2:])]
    if edition.state is not EditionState.CANCELLED:
        rows.append((Button(tr.plain("Cancel the event"), Go("state", *at, EditionState.CANCELLED)),))
    text = joined([part for part in (head, demo, Markup("\n").join(lines)) if part], MOST_UNITS)
    return Screen(text, (*rows, back_and_menu(Go("edit", shown.key), tr)))


_EDITABLE = ("when", "venue", "registration", "state")


def states(shown: Event, number: int, tr: Translator) -> Screen:
    """The states to choose from."""
    others = [s for s in EditionState if s not in {shown.editions[number].state, EditionState.CANCELLED}]
    rows = [(Button(words.edition_state(s, tr), Go("state", shown.key, str(number), s)),) for s in others]
    return Screen(tr("<b>Where does it stand?</b>"), (*rows, back_and_menu(Go("holding", shown.key, str(number)), tr)))


def asked(what: str, back: Go, tr: Translator, *, problem: str | None = None) -> Screen:
    """What is to be written; after a wrong answer with what was wrong."""
    asking = tr(ASKED[what])
    text = joined([Markup("⚠️ {}").format(problem), asking], MOST_UNITS) if problem else asking
    return Screen(text, (back_and_menu(back, tr),))


def not_understood(tr: Translator) -> str:
    """What was written is no date."""
    return tr.plain("I did not understand the date. A year is always needed.")


def not_a_place(tr: Translator) -> str:
    """What was written is no place."""
    return tr.plain("Write the name in both languages, each on a line of its own: two lines, or four with the address.")


def preview(seen: Preview, back: Go, tr: Translator) -> Screen:
    """Before and after, side by side, and how many will be told."""
    told = (
        tr.plural("{n} person will be told.", "{n} people will be told.", seen.told)
        if seen.told
        else tr("Nobody will be told: nobody waits for this event.")
    )
    head = tr("<b>{name}</b>\nLook at it before it is saved:", name=tr[seen.after.name])
    text = joined([head, Markup("\n").join(_changed(seen.before, seen.after, tr)), told], MOST_UNITS)
    return Screen(text, ((Button(tr.plain("Save"), Go("save")),), back_and_menu(back, tr)))


def outcome(became: Changed | Refusal | Stale, tr: Translator) -> str:
    """What came of an edit, in a few words."""
    match became:
        case Changed(told=told):
            return tr.plain_plural("Saved. {n} person is being told.", "Saved. {n} people are being told.", told)
        case Stale():
            return tr.plain("Somebody changed this event meanwhile. Please look at it again.")
        case Unchanged():
            return tr.plain("It is so already: nothing was changed.")
        case NoEvent():
            return tr.plain("This event is not in the programme any more.")
        case NotAllowed():
            return not_allowed(tr)
        case Unfit():
            return refusal(became, tr)


def refusal(why: Unfit, tr: Translator) -> str:
    """Why it cannot be so."""
    return tr.plain(_UNFIT[why])


def forgotten(tr: Translator) -> str:
    """A button of a wizard that is not under way."""
    return tr.plain("This change is no longer under way. Please begin anew.")


def history(shown: History, tr: Translator) -> Screen:
    """What was changed, by whom, and a way back from each."""
    parts = [_told(change, tr) for change in shown.changes] or [tr("Nothing has been changed yet.")]
    undoing = [Button(tr.plain("Undo {n}", n=change.id), Go("undo", str(change.id))) for change in shown.changes]
    turning = pages(
        Go("history", shown.event.key, str(shown.page - 1)) if shown.page else None,
        Go("history", shown.event.key, str(shown.page + 1)) if shown.more else None,
        tr,
    )
    back = (Button(tr.plain("‹ Back"), Go("edit", shown.event.key)),)
    head = tr("<b>What was changed</b>\n{name}", name=tr[shown.event.name])
    return Screen(joined([head, *parts], MOST_UNITS), (tuple(undoing[:3]), tuple(undoing[3:]), turning, back))


def confirm_undo(change: Change, tr: Translator) -> Screen:
    """Asked before a change is taken back."""
    text = joined([tr("Take this change back?"), _told(change, tr)], MOST_UNITS)
    yes = Button(tr.plain("Yes, take back"), Go("undone", str(change.id)))
    return Screen(text, ((yes,), back_and_menu(Go("history", change.after.key, "0"), tr)))


def _told(change: Change, tr: Translator) -> Markup:
    who = tr('<a href="tg://user?id={id}">{id}</a>', id=change.author) if change.author else tr("from the files")
    head = Markup("<b>{}.</b> {}, {}").format(change.id, tr.moment(change.at), who)
    if change.undoes:
        head += Markup(" ") + tr("(takes back {n})", n=change.undoes)
    return Markup("\n").join([head, *_changed(change.before, change.after, tr)])


def _changed(before: Event, after: Event, tr: Translator) -> list[Markup]:
    told = {part: pair for part, pair in differences(before, after).items() if part[-1] not in _UNTOLD}
    return [
        tr("{what}: <s>{before}</s> → <b>{after}</b>", what=_label(part, tr), before=_value(b, tr), after=_value(a, tr))
        for part, (b, a) in told.items()
        if b or a
    ]


def _label(part: Part, tr: Translator) -> str:
    if part[0] == "fact":
        return asked_for(part[1], tr)
    named = part[-1] if part[0] == "edition" else part[0]
    return tr.plain(_LABELS[named])


def _line(what: str, value: str, tr: Translator) -> Markup:
    return Markup("{}: {}").format(tr.plain(_LABELS[what]), value)


def _value(value: Any, tr: Translator) -> str:  # noqa: C901  a line for each kind of value
    match value:
        case None | False:
            return tr.plain("none")
        case True:
            return tr.plain("yes")
        case LocalizedText():
            return clipped(tr[value], LONGEST_VALUE)
        case Kind():
            return words.kind(value, tr)
        case EditionState():
            return words.edition_state(value, tr)
        case Fact(value=text):
            return clipped(tr[text], LONGEST_VALUE)
        case Source(name=name):
            return tr[name]
        case Venue():
            return place(value, tr) + (" 📍" if value.coordinates else "")
        case Window(opens=opens, closes=closes):
            return f"{tr.moment(opens)} – {tr.moment(closes)}"
        case tuple():
            return tr.number(len(value))
        case Rules(said=said):
            return tr.number(len(said))
        case str():
            return value
    return tr.when(value)


def _summary(edition: Edition, tr: Translator) -> str:
    return f"{tr.when(edition.when)}: {words.edition_state(edition.state, tr)}"
