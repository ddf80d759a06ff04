"""An answer in words: what was asked and a line around it, a plan as a plan, with its source; knows no event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from bot.domain.events import EditionState
from bot.domain.facts import Status
from bot.domain.opening import Stage
from bot.domain.when import Unknown
from bot.i18n import msgid
from bot.services.answering import Answer, Clarify, Function, NotUnderstood, OffTopic
from bot.views import opening
from bot.views.card import source_line
from bot.views.functions import function_screen
from bot.views.navigation import PRIVATE, menu_button
from bot.views.questions import MOST_MEANT, did_you_mean, not_ours, not_understood, polite
from bot.views.screens import Button, Go, Screen
from bot.views.steps import next_steps

if TYPE_CHECKING:
    from bot.domain.events import Edition, Venue
    from bot.domain.facts import Source
    from bot.i18n import Translator
    from bot.services.answering import Outcome
    from bot.views.navigation import Surface

BY_EDITION = {"when", "where", "how_to_join", "deadline", "duration"}
"""Aspects that an edition tells, by its own source."""

_NOTHING_PUBLISHED = msgid("This has not been published.")
_UNPUBLISHED = {
    "when": msgid("The date has not been announced yet."),
    "where": msgid("The place has not been announced."),
    "who_can": msgid("Who may take part has not been published."),
    "how_to_join": msgid("How to take part has not been published: registration is not open."),
    "how_many": msgid("The number has not been published."),
    "which": msgid("Which ones exactly has not been published."),
    "who_head": msgid("Who leads it has not been published."),
    "organizer": msgid("Who holds it has not been published."),
    "partner": msgid("With whom it is held has not been published."),
    "part_of": msgid("Which larger plan it belongs to has not been published."),
    "cost": msgid("Whether anything is to be paid has not been published."),
    "contents": msgid("What exactly happens there has not been published."),
    "purpose": msgid("What it is for has not been published."),
    "duration": msgid("How long it takes has not been published."),
    "deadline": msgid("Until when to apply has not been published."),
    "documents": msgid("Which documents are needed has not been published."),
    "conditions": msgid("The rules and conditions have not been published."),
    "prizes": msgid("The prizes have not been published."),
    "results": msgid("The results have not been published."),
    "contact": msgid("Contacts have not been published."),
    "language": msgid("In which language it is held has not been published."),
    "transport": msgid("How to get there has not been published."),
}


def answer_screen(found: Outcome, tr: Translator, surface: Surface = PRIVATE, *, follows: bool = False) -> Screen:
    """The answer, the function, the choice of what was meant, or the honest word that nothing was found.

    `follows` tells whether the person waits for the date of the event that the answer is about.
    """
    match found:
        case Answer():
            return _answer(found, surface, tr, follows=follows)
        case Function():
            return function_screen(found, tr, surface)
        case OffTopic(courtesy=courtesy):
            return polite(courtesy, tr) if courtesy else not_ours(tr)
        case Clarify(events=events, aspect=aspect):
            return did_you_mean(events, aspect or "what_is", tr)
        case NotUnderstood(event=event):
            return not_understood(event, tr, surface)


def is_handed_over(found: Outcome) -> bool:
    """Whether the answer offers to pass the question on, so that it has to cite it."""
    return isinstance(found, NotUnderstood) or (isinstance(found, Answer) and not found.published and not found.others)


def _answer(answer: Answer, surface: Surface, tr: Translator, *, follows: bool) -> Screen:
    events = (answer.event, *answer.others)
    heading = Markup("\n").join(Markup("<b>{}</b>").format(tr[event.name]) for event in events)
    parts = (answer, *answer.beside)
    told = Markup("\n").join(dict.fromkeys(line for part in parts for line in _told(part, tr)))
    sources = dict.fromkeys(source_line(source, tr) for part in parts if part.published for source in _sources(part))
    around = (
        Markup("<i>{}</i>").format(Markup("\n").join(sources))
        if sources
        else tr("Once it is published, I will tell it here.")
    )
    text = Markup("{}\n{}\n\n{}").format(heading, told, around)
    if answer.others:
        rows = tuple((Button(tr[event.name], Go("event", event.key)),) for event in events[:MOST_MEANT])
        return Screen(text, (*rows, (menu_button(tr),)))
    steps = next_steps(answer, surface, tr, follows=follows)
    more = Button(tr.plain("More about the event"), Go("event", answer.event.key))
    return Screen(text, (*((step,) for step in steps), (more, menu_button(tr))))


def _told(answer: Answer, tr: Translator) -> list[Markup]:
    """The lines that answer; first what the editions tell, then the facts."""
    if not answer.published:
        return [_unpublished(answer.aspect, tr)]
    lines: list[Markup] = []
    if answer.aspect == "when" or (answer.aspect == "duration" and not answer.facts):
        lines += _when(answer, tr)
    if answer.aspect == "where" and answer.facts and answer.edition and not isinstance(answer.edition.when, Unknown):
        lines.append(_unpublished("where", tr))  # the facts are of earlier editions
    passed = answer.aspect == "when" and not lines and bool(answer.facts)
    lines += [escape(tr[fact.value]) for fact in answer.facts]
    if passed:
        lines.append(tr("This time has passed."))
    if answer.aspect in {"how_to_join", "deadline"}:
        lines += _registration(answer, tr)
    lines = lines or _from_the_event(answer, tr)
    if answer.edition and answer.edition.demo and answer.aspect in BY_EDITION:
        lines.append(tr("⚠️ <b>DEMO</b>: this date and these sessions are invented, to show the bot."))
    return lines


def _unpublished(aspect: str, tr: Translator) -> Markup:
    text = _UNPUBLISHED.get(aspect, _NOTHING_PUBLISHED)
    return tr(text)


def _from_the_event(answer: Answer, tr: Translator) -> list[Markup]:
    """What is known without a fact of this aspect."""
    match answer.aspect:
        case "where":
            edition = next(one for one in (answer.edition, answer.before) if one and one.venue)
            assert edition.venue is not None  # just chosen by it
            return [Markup("{}: {}").format(_time(edition, tr), _venue(edition.venue, tr))]
        case "who_can":
            return [tr("<b>For whom:</b> {audience}", audience=tr[answer.event.audience])]
        case _:
            return [escape(tr[answer.event.summary])]


def _when(answer: Answer, tr: Translator) -> list[Markup]:
    """The edition to come; where it has no date yet, that is said, and what there was before."""
    edition, before = answer.edition, answer.before
    if edition and not isinstance(edition.when, Unknown):
        return [tr("📅 <b>When:</b> {when}", when=_time(edition, tr))]
    past = tr("Before: {past}", past=_past(before, tr)) if before and not isinstance(before.when, Unknown) else None
    if edition is None and before is not None and past is not None and not answer.event.recurs:
        # A fact says it better than the bare year; it only cannot know that its time has passed.
        return [] if answer.facts else [tr("📅 <b>When:</b> {when}", when=_past(before, tr))]
    return [tr("The date of the next one has not been announced yet."), *([past] if past else [])]


def _past(edition: Edition, tr: Translator) -> Markup:
    match edition.state:
        case EditionState.CANCELLED:
            return tr("{when}: cancelled", when=tr.when(edition.when))
        case EditionState.OVER:
            return tr("{when} (it is over)", when=tr.when(edition.when))
        case _:
            return tr("{when} (this time has passed)", when=_time(edition, tr))


def _time(edition: Edition, tr: Translator) -> str:
    return tr.when(edition.when, plan=edition.state is EditionState.PLANNED)


def _venue(venue: Venue, tr: Translator) -> Markup:
    where = Markup(", ").join(tr[text] for text in (venue.name, venue.address) if text)
    return Markup("{} – {}").format(tr[venue.covers], where) if venue.covers else where


def _registration(answer: Answer, tr: Translator) -> list[Markup]:
    """Until when it is open, from when on and until when it will be, or since when it is closed."""
    window, how = answer.edition.registration if answer.edition else None, answer.opening
    if window is None or how.at is None:
        return []
    if how.stage is Stage.OPEN:
        return [tr("Registration is open until {moment}.", moment=tr.moment(how.at))]
    until = [tr("Registration until {moment}", moment=tr.moment(window.closes))] if how.stage is Stage.LATER else []
    return [opening.told(how, tr), *until]


def _sources(answer: Answer) -> list[Source]:
    """Each source once; one that tells both what is done and a plan is no plan as a whole, its facts say which."""
    if answer.facts:
        told = sorted((fact.source for fact in answer.facts), key=lambda source: source.status is Status.PLAN)
        return list({(source.name, source.as_of): source for source in reversed(told)}.values())
    edition = answer.edition or answer.before
    return [edition.source if edition and answer.aspect in BY_EDITION else answer.event.source]
