"""Signing up, step by step: the questions of its form, and the summary; decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.domain.answers import Problem
from bot.domain.drafts import CHILD, MOST_CHILDREN, Ask, applicants, code_of
from bot.domain.eligibility import asked_grades
from bot.domain.people import Role
from bot.i18n import msgid
from bot.views import contacts, words
from bot.views.fields import answer_rows, answered, field_text, fill_button, warning
from bot.views.lengths import joined
from bot.views.navigation import Shelf, back_and_menu, menu_button
from bot.views.overlaps import overlapping
from bot.views.registrations import state
from bot.views.reviews import expected
from bot.views.schools import offer_rows, offer_text
from bot.views.screens import MOST_UNITS, Button, Go, Row, Screen

if TYPE_CHECKING:
    from bot.domain.drafts import Draft
    from bot.domain.forms import Field
    from bot.domain.reviews import Review
    from bot.i18n import Translator
    from bot.services.sessions import Applied, Fewer, Offered
    from bot.views.schools import Offer


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
            rows = (tuple(fill_button(str(n), "child", str(n)) for n in range(1, MOST_CHILDREN + 1)),)
        case Ask.AGE:
            text = tr("Are you 18 or older?")
            rows = ((fill_button(tr.plain("Yes"), "age", "adult"), fill_button(tr.plain("No"), "age", "minor")),)
        case Ask.FITS:
            text, rows = _fitting(draft, found, tr), (_fits_row(tr),)
        case Ask.PARTY:
            text = tr("How many people come, you included? Nobody's name is needed.")
            numbers = [fill_button(str(n), "party", str(n)) for n in range(1, found.session.party + 1)]
            rows = (tuple(numbers[:3]), tuple(numbers[3:]))
        case Ask.CONTACT:
            text, rows = contacts.wanted(tr), ()
        case field:
            text, rows = field_text(field, tr, problem), answer_rows(field, draft.answers.get(field.key, ""), tr)
    if problem is Problem.NOT_FOR_CLASS:
        said += words.limits(found.session.grades, None, tr)
        rows = (*rows, (_elsewhere(tr),))
    stopping = (fill_button(tr.plain("‹ Back"), "back"), Button(tr.plain("Stop"), Go("cancel")))
    if asks is Ask.APPLICANT:
        return Screen(joined([head, *said, text], MOST_UNITS), (*rows, (_to_session(found, tr),)))
    return Screen(joined([head, *said, text], MOST_UNITS), (*rows, stopping))


def several(draft: Draft, field: Field, value: str, found: Offered, tr: Translator) -> Screen:
    """Several choices, some of them ticked."""
    number, of = draft.progress(found.session)
    head = Markup("{}\n<i>{}</i>").format(_heading(found, tr), tr("Question {number} of {of}", number=number, of=of))
    stopping = (fill_button(tr.plain("‹ Back"), "back"), Button(tr.plain("Stop"), Go("cancel")))
    return Screen(joined([head, field_text(field, tr)], MOST_UNITS), (*answer_rows(field, value, tr), stopping))


def offer(draft: Draft, made: Offer, found: Offered, tr: Translator) -> Screen:
    """The schools that may be meant by what was typed; back leads to the question."""
    number, of = draft.progress(found.session)
    head = Markup("{}\n<i>{}</i>").format(_heading(found, tr), tr("Question {number} of {of}", number=number, of=of))
    back = (fill_button(tr.plain("‹ Back"), "back"),)
    return Screen(joined([head, offer_text(made, tr)], MOST_UNITS), (*offer_rows(made, tr, "fill"), back))


def summary(draft: Draft, found: Offered, consent: Markup | None, tr: Translator) -> Screen:
    """Everything that will be sent, before it is sent; a parent agrees by sending, to these words."""
    lines = [tr("Who: {who}", who=_applicant(draft, tr))]
    if draft.places and draft.places > 1:
        lines.append(tr.plural("{n} place", "{n} places", draft.places))
    fields = found.session.form.fields if found.session.form else ()
    lines += [answered(field, draft.answers.get(field.key, ""), tr) for field in fields]
    if draft.contact:
        lines.append(tr("Your phone number: {number}", number=draft.contact))
    paragraphs = [_heading(found, tr), tr("<b>Please look it over:</b>"), Markup("\n").join(lines)]
    if consent is not None:
        paragraphs.append(consent)
        sending = tr.plain("I agree, send it")
    else:
        sending = tr.plain("✅ Send")
        if draft.minor:
            paragraphs.append(tr("You are under 18, so a parent has to agree. After sending you get a link for them."))
    stopping = (fill_button(tr.plain("‹ Back"), "back"), Button(tr.plain("Stop"), Go("cancel")))
    return Screen(joined(paragraphs, MOST_UNITS), ((fill_button(sending, "send", code_of(found.key)),), stopping))


def sent(said: Applied, tr: Translator, review: Review | None = None) -> Screen:
    """The application is kept; the message about it follows."""
    text = tr(
        "Application № {number} has been received: <b>{state}</b>. A message with everything follows.",
        number=said.registration.id,
        state=state(said.registration.state, tr),
    )
    if review:
        text += Markup("\n\n") + expected(review, tr)
    text = joined([text, *overlapping(said.overlaps, tr)], MOST_UNITS)
    return Screen(text, ((Button(tr.plain("My registrations"), Go("my")), menu_button(tr)),))


def fewer(said: Fewer, found: Offered, tr: Translator) -> Screen:
    """Not all who would come have a place: fewer of them may come, or all wait."""
    text = tr.plural(
        "Only {n} place is free, and you asked for {asked}. Nothing is taken yet.",
        "Only {n} places are free, and you asked for {asked}. Nothing is taken yet.",
        said.now,
        asked=tr.number(said.asked),
    )
    waiting = tr("If you wait, the places that become free are kept until there are enough for all of you.")
    code = code_of(found.key)
    take = tr.plain_plural("Take {n} place", "Take {n} places", said.now)
    wait = tr.plain_plural("Wait for {n} place", "Wait for {n} places", said.asked)
    stopping = (fill_button(tr.plain("‹ Back"), "back"), Button(tr.plain("Stop"), Go("cancel")))
    rows = ((fill_button(take, "take", code, str(said.now)),), (fill_button(wait, "wait", code),), stopping)
    return Screen(joined([_heading(found, tr), text, waiting], MOST_UNITS), rows)


def unfit(found: Offered, tr: Translator) -> Screen:
    """Who applies is of another class or age."""
    limits = words.limits(found.session.grades, found.session.ages, tr)
    text = joined([_heading(found, tr), *limits, tr("So it is not for you. Nothing was sent.")], MOST_UNITS)
    return Screen(text, ((_elsewhere(tr),), back_and_menu(Go("sessions", found.key.event, Shelf().code, "0"), tr)))


def not_for_you(found: Offered, tr: Translator) -> Screen:
    """The session is for others."""
    roles = tr.all_of([words.role(role, tr) for role in sorted(found.session.roles)])
    text = tr("This is for {roles} only. Nothing was sent.", roles=roles)
    return Screen(text, (back_and_menu(Go("sessions", found.key.event, Shelf().code, "0"), tr),))


def _fitting(draft: Draft, found: Offered, tr: Translator) -> Markup:
    """What has to be confirmed, and by whom."""
    grades = asked_grades(found.session, pupil=draft.role() is Role.PUPIL)
    asking = tr("Is this so of your child?") if draft.applicant == CHILD else tr("Is this so of you?")
    return Markup("\n").join([tr("It is not for everybody:"), *words.limits(grades, found.session.ages, tr), asking])


def _fits_row(tr: Translator) -> Row:
    return fill_button(tr.plain("Yes"), "fits"), fill_button(tr.plain("No"), "unfit")


def _elsewhere(tr: Translator) -> Button:
    return Button(tr.plain("What else is open"), Go("register", "0"))


def _heading(found: Offered, tr: Translator) -> Markup:
    return Markup("<b>{}</b>\n{}").format(tr[found.event.name], tr[found.session.name])


def _to_session(found: Offered, tr: Translator) -> Button:
    return Button(tr.plain("‹ Back"), Go("session", found.key.event, code_of(found.key)))


def _applicant(draft: Draft, tr: Translator) -> str:
    if draft.applicant == CHILD:
        return tr.plain("my child № {number}", number=draft.child)
    return tr.plain(_APPLICANTS[Role(draft.applicant or Role.GUEST)])


def _applicants(found: Offered, tr: Translator) -> tuple[Row, ...]:
    named = applicants(found.session)
    return tuple(
        (fill_button(tr.plain(_APPLICANTS[CHILD if word == CHILD else Role(word)]), "who", word),) for word in named
    )
