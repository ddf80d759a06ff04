"""Changing answers after they were sent: what was said, which of it may be changed, and the question anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.views.fields import answer_rows, answered, field_text, shown, warning
from bot.views.lengths import joined
from bot.views.navigation import menu_button, paged
from bot.views.registrations import about
from bot.views.schools import offer_rows, offer_text
from bot.views.screens import MOST_UNITS, Button, Go, Row, Screen

if TYPE_CHECKING:
    from bot.domain.answers import Problem
    from bot.domain.forms import Field
    from bot.i18n import Translator
    from bot.services.amending import Answers
    from bot.views.schools import Offer

PAGE = 5


def answers(of: Answers, page: int, tr: Translator, *, changed: bool = False) -> Screen:
    """What was said, with a button for each answer that may be changed; `changed` after one was or was refused."""
    seen, number = of.seen, str(of.seen.registration.id)
    lines = [answered(field, of.said(field), tr) for field in of.form]
    shown, turning = paged(of.fields, page, PAGE, lambda to: Go("answers", number, str(to)), tr)
    rows: list[Row] = [
        (Button(f"✏️ {tr.text(field.label)}", Go("amend", number, str(of.form.index(field)))),) for field in shown
    ]
    told = []
    if of.refused:
        told.append(tr("⚠️ This answer cannot be changed any more. Nothing was changed."))
    elif changed:
        told.append(tr("✅ The answer is changed."))
    if of.fields:
        told.append(tr("Which answer do you want to change?"))
    elif not of.refused:
        told.append(tr("The answers cannot be changed any more."))
    text = joined([about(seen, tr), Markup("\n").join(lines), *told], MOST_UNITS)
    back = Button(tr.plain("‹ Back"), Go("registration", number))
    return Screen(text, (*rows, turning, (back, menu_button(tr))))


def question(of: Answers, field: Field, ticked: str, tr: Translator, problem: Problem | None = None) -> Screen:
    """The question again, with the present answer; `problem` says what was wrong with the new one."""
    number = str(of.seen.registration.id)
    said_now = of.said(field)
    now = tr("Your answer now: {answer}", answer=shown(field, said_now, tr) if said_now else tr("not answered"))
    said = [warning(problem, tr)] if problem else []
    rows = list(answer_rows(replace(field, required=True), ticked, tr, to="amended"))
    if not field.required:
        rows.append((Button(tr.plain("Without an answer"), Go("amended", "skip")),))
    back = Button(tr.plain("‹ Back"), Go("answers", number, "0"))
    return Screen(joined([*said, field_text(field, tr, problem), now], MOST_UNITS), (*rows, (back,)))


def offer(of: Answers, made: Offer, tr: Translator) -> Screen:
    """The schools that may be meant by what was typed; back leads to the question."""
    to_question = Go("amend", str(of.seen.registration.id), str(of.form.index(made.field)))
    back = (Button(tr.plain("‹ Back"), to_question),)
    return Screen(joined([offer_text(made, tr)], MOST_UNITS), (*offer_rows(made, tr, "amended"), back))
