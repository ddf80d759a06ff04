"""Signing up, step by step: a session, the questions of its form, and the summary; decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.domain.answers import Problem, picked
from bot.domain.applications import OTHER_SCHOOL
from bot.domain.drafts import CHILD, MOST_CHILDREN, Ask, applicants, code_of
from bot.domain.forms import FieldKind
from bot.domain.people import Role
from bot.domain.registrations import KEPT_AFTER
from bot.domain.when import Unknown
from bot.i18n import msgid
from bot.views import words
from bot.views.lengths import clipped, joined
from bot.views.navigation import Shelf, back_and_menu, menu_button, paged
from bot.views.registrations import state
from bot.views.screens import LONGEST_LABEL, MOST_UNITS, Button, Go, Row, Screen
from bot.views.sessions import session_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.drafts import Draft
    from bot.domain.events import Event
    from bot.domain.forms import Field
    from bot.domain.registrations import Registration
    from bot.i18n import Translator
    from bot.services.sessions import Offered, Standing

MOST_CHOICE_BUTTONS = 4
"""More choices than that are listed with numbers, and a number is written."""
SHOWN_ANSWER = 200
PAGE = 5
"""Events a page: so many buttons stand beside those that turn the page."""

_APPLICANTS = {
    CHILD: msgid("My child (I am the parent)"),
    Role.PUPIL: msgid("I am a pupil"),
    Role.PARENT: msgid("I am a parent"),
    Role.STUDENT: msgid("I am a college student"),
    Role.TEACHER: msgid("I am a teacher"),
    Role.WORKER: msgid("I am a worker"),
    Role.EMPLOYER: msgid("I am an employer"),
    Role.GUEST: msgid("I am a guest"),
}
_PROBLEMS = {
    Problem.EMPTY: msgid("Please write an answer."),
    Problem.TOO_LONG: msgid("This is too long. Please write it shorter."),
    Problem.IIN: msgid("This looks like an IIN. I never ask for it and do not keep it: please answer without it."),
    Problem.NOT_A_NUMBER: msgid("Please write a whole number, for example 25."),
    Problem.NOT_A_DATE: msgid("Please write a date like this: 14.05.2011"),
    Problem.NOT_A_PHONE: msgid("Please write a phone number like this: +7 701 123 45 67"),
    Problem.NOT_A_CLASS: msgid("Please write a class like this: 9А"),
    Problem.NOT_A_CHOICE: msgid("Please choose with the buttons."),
    Problem.NOT_A_FILE: msgid("Please send a photo or a document."),
    Problem.NOT_CONSENTED: msgid("Please press the button if you agree."),
}


def taking_registrations(events: Sequence[Event], page: int, tr: Translator) -> Screen:
    """A page of the events whose registration is open."""
    if not events:
        text = tr("No registration is open at the moment. Open an event and press «Tell me the date»: I will write.")
        return Screen(text, ((Button(tr.plain("📅 Events"), Go("events")), menu_button(tr)),))
    shown, turning = paged(events, page, PAGE, lambda to: Go("register", str(to)), tr)
    rows = [(Button(tr.text(event.name), Go("sessions", event.key, Shelf().code, "0")),) for event in shown]
    text = tr("Registration is open. What would you like to take part in?")
    return Screen(text, (*rows, turning, (menu_button(tr),)))


def session_screen(found: Offered, standing: Standing, tr: Translator, role: Role | None = None) -> Screen:
    """One session: what it is, how full it is, and the way in."""
    head = Markup("<b>{}</b>").format(tr[found.event.name])
    if isinstance(found.session.when, Unknown):
        head += Markup("\n") + tr("When: {when}", when=tr.when(found.edition.when))
    paragraphs = [head, session_lines(found.session, tr), _fullness(standing, tr)]
    if found.edition.demo:
        paragraphs.insert(1, tr("⚠️ <b>DEMO</b>: this date and these sessions are invented, to show the bot."))
    event, code = found.key.event, code_of(found.key)
    rows: list[Row] = [
        (Button(tr.plain("My registration № {number}", number=one.id), Go("registration", str(one.id))),)
        for one in standing.mine[:MOST_CHILDREN]
    ]
    if not any(one.application.child == 0 for one in standing.mine):
        full = standing.waiting or not standing.places.fit(1)
        label = tr.plain("Join the waiting list") if full and not found.session.review else tr.plain("Sign up")
        rows.append((Button(label, Go("apply", event, code)),))
    else:
        rows.append((Button(tr.plain("Sign up a child"), Go("apply", event, code)),))
    if found.takes_classes and found.session.capacity != 1 and role in {Role.TEACHER, None}:
        rows.append((Button(tr.plain("🏫 My class"), Go("class_new", event, code)),))
    return Screen(joined(paragraphs, MOST_UNITS), (*rows, back_and_menu(Go("sessions", event, Shelf().code, "0"), tr)))


def question(draft: Draft, asks: Ask | Field, found: Offered, tr: Translator, problem: Problem | None = None) -> Screen:
    """The next question, with why it is asked; `problem` says what was wrong with the last answer."""
    number, of = draft.progress(found.session)
    head = Markup("{}\n<i>{}</i>").format(_heading(found, tr), tr("Question {number} of {of}", number=number, of=of))
    said = [warning(problem, tr)] if problem else []
    rows: tuple[Row, ...]
    match asks:
        case Ask.APPLICANT:
            text, rows = tr("Who would like to take part?"), _applicants(found, tr)
        case Ask.CHILD:
            text = tr("Which of your children? Their name is not needed: choose a number and remember it.")
            rows = (tuple(_to(str(n), "child", str(n)) for n in range(1, MOST_CHILDREN + 1)),)
        case Ask.AGE:
            text = tr("Are you 18 or older?")
            rows = ((_to(tr.plain("Yes"), "age", "adult"), _to(tr.plain("No"), "age", "minor")),)
        case field:
            text, rows = _field(field, tr), _answers(field, draft.answers.get(field.key, ""), tr)
    stopping = (_to(tr.plain("‹ Back"), "back"), Button(tr.plain("Stop"), Go("cancel")))
    if asks is Ask.APPLICANT:
        return Screen(joined([head, *said, text], MOST_UNITS), (*rows, (_to_session(found, tr),)))
    return Screen(joined([head, *said, text], MOST_UNITS), (*rows, stopping))


def several(draft: Draft, field: Field, value: str, found: Offered, tr: Translator) -> Screen:
    """Several choices, some of them ticked."""
    number, of = draft.progress(found.session)
    head = Markup("{}\n<i>{}</i>").format(_heading(found, tr), tr("Question {number} of {of}", number=number, of=of))
    stopping = (_to(tr.plain("‹ Back"), "back"), Button(tr.plain("Stop"), Go("cancel")))
    return Screen(joined([head, _field(field, tr)], MOST_UNITS), (*_answers(field, value, tr), stopping))


def summary(draft: Draft, found: Offered, consent: Markup | None, tr: Translator) -> Screen:
    """Everything that will be sent, before it is sent; a parent agrees by sending, to these words."""
    lines = [tr("Who: {who}", who=_applicant(draft, tr))]
    for field in found.session.form.fields if found.session.form else ():
        value = draft.answers.get(field.key, "")
        lines.append(Markup("{}: {}").format(tr[field.label], shown(field, value, tr) if value else tr("not answered")))
    paragraphs = [_heading(found, tr), tr("<b>Please look it over:</b>"), Markup("\n").join(lines)]
    if consent is not None:
        paragraphs.append(consent)
        sending = tr.plain("I agree, send it")
    else:
        sending = tr.plain("✅ Send")
        if draft.minor:
            paragraphs.append(tr("You are under 18, so a parent has to agree. After sending you get a link for them."))
    stopping = (_to(tr.plain("‹ Back"), "back"), Button(tr.plain("Stop"), Go("cancel")))
    return Screen(joined(paragraphs, MOST_UNITS), ((_to(sending, "send", code_of(found.key)),), stopping))


def sent(registration: Registration, overlapping: list[Offered], tr: Translator) -> Screen:
    """The application is kept; the message about it follows."""
    text = tr(
        "Application № {number} has been received: <b>{state}</b>. A message with everything follows.",
        number=registration.id,
        state=state(registration.state, tr),
    )
    if overlapping:
        names = tr.all_of([f"«{tr.text(one.session.name)}»" for one in overlapping])
        text += Markup("\n\n") + tr("⚠️ At the same time you are signed up for {names}.", names=names)
    return Screen(text, ((Button(tr.plain("My registrations"), Go("my")), menu_button(tr)),))


def not_open(tr: Translator) -> Screen:
    """Registration has closed while the form was filled in, or the session has gone."""
    text = tr("Registration for this is not open any more. Nothing was sent.")
    return Screen(text, ((Button(tr.plain("📅 Events"), Go("events")), menu_button(tr)),))


def not_for_you(found: Offered, tr: Translator) -> Screen:
    """The session is for others."""
    roles = tr.all_of([words.role(role, tr) for role in sorted(found.session.roles)])
    text = tr("This is for {roles} only. Nothing was sent.", roles=roles)
    return Screen(text, (back_and_menu(Go("sessions", found.key.event, Shelf().code, "0"), tr),))


def shown(field: Field, value: str, tr: Translator) -> str:
    """A kept answer as people read it."""
    match field.kind:
        case FieldKind.CHOICE | FieldKind.CHOICES:
            chosen = [field.choices[number] for number in picked(value) if number < len(field.choices)]
            return ", ".join(tr.text(choice) for choice in chosen)
        case FieldKind.SCHOOL:
            return clipped(value.removeprefix(OTHER_SCHOOL), SHOWN_ANSWER)
        case FieldKind.FILE:
            return tr.plain("a file")
        case FieldKind.CONSENT:
            return tr.plain("Yes")
        case _:
            return clipped(value, SHOWN_ANSWER)


def _heading(found: Offered, tr: Translator) -> Markup:
    return Markup("<b>{}</b>\n{}").format(tr[found.event.name], tr[found.session.name])


def _to_session(found: Offered, tr: Translator) -> Button:
    return Button(tr.plain("‹ Back"), Go("session", found.key.event, code_of(found.key)))


def _fullness(standing: Standing, tr: Translator) -> Markup:
    free = standing.places.free
    if standing.waiting:
        return tr.plural(
            "All places are taken; {n} person waits.", "All places are taken; {n} people wait.", standing.waiting
        )
    if free is None:
        return tr("The number of places is not limited.")
    return tr.plural("{n} place is free.", "{n} places are free.", free) if free else tr("All places are taken.")


def _applicant(draft: Draft, tr: Translator) -> str:
    if draft.applicant == CHILD:
        return tr.plain("my child № {number}", number=draft.child)
    return tr.plain(_APPLICANTS[Role(draft.applicant or Role.GUEST)])


def _applicants(found: Offered, tr: Translator) -> tuple[Row, ...]:
    named = applicants(found.session)
    return tuple((_to(tr.plain(_APPLICANTS[CHILD if word == CHILD else Role(word)]), "who", word),) for word in named)


def warning(problem: Problem, tr: Translator) -> Markup:
    """Why an answer is not taken, and what to do."""
    return tr("⚠️ {problem}", problem=tr.plain(_PROBLEMS[problem]))


def _field(field: Field, tr: Translator) -> Markup:
    purpose = tr("Why it is asked: {purpose}", purpose=tr[field.purpose])
    term = tr.plural(
        "It is kept until {n} day after the event.", "It is kept until {n} days after the event.", KEPT_AFTER.days
    )
    text = Markup("<b>{}</b>\n<i>{} {}</i>").format(tr[field.label], purpose, term)
    if len(field.choices) <= MOST_CHOICE_BUTTONS:
        return text
    listed = [Markup("{}. {}").format(number, tr[choice]) for number, choice in enumerate(field.choices, 1)]
    one = field.kind is FieldKind.CHOICE
    how = tr("Write the number of your choice.") if one else tr("Write the numbers of your choices, for example: 1, 3")
    return Markup("\n").join([text, Markup(), *listed, Markup(), how])


def _answers(field: Field, value: str, tr: Translator) -> tuple[Row, ...]:
    rows: list[Row] = []
    if field.kind is FieldKind.CONSENT:
        rows.append((_to(tr.plain("I agree"), "agree"),))
    elif len(field.choices) <= MOST_CHOICE_BUTTONS:
        ticked = picked(value)
        for number, choice in enumerate(field.choices):
            label = f"✅ {tr.text(choice)}" if number in ticked else tr.text(choice)
            rows.append((_to(label, "pick", str(number)),))
        if ticked:
            rows.append((_to(tr.plain("Done"), "done"),))
    if not field.required:
        rows.append((_to(tr.plain("Skip"), "skip"),))
    return tuple(rows)


def _to(label: str, *args: str) -> Button:
    return Button(clipped(label, LONGEST_LABEL), Go("fill", *args))
