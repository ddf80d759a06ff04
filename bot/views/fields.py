"""A question of a form with its buttons, and a kept answer as people read it; decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.domain.answers import Problem, picked
from bot.domain.applications import OTHER_SCHOOL
from bot.domain.forms import FieldKind
from bot.domain.registrations import KEPT_AFTER
from bot.i18n import msgid
from bot.views.lengths import clipped
from bot.views.screens import Button, Go, Row

if TYPE_CHECKING:
    from bot.domain.forms import Field
    from bot.i18n import Translator

MOST_CHOICE_BUTTONS = 4
"""More choices than that are listed with numbers, and a number is written."""
SHOWN_ANSWER = 200

_PROBLEMS = {
    Problem.EMPTY: msgid("Please write an answer."),
    Problem.TOO_LONG: msgid("This is too long. Please write it shorter."),
    Problem.IIN: msgid("This looks like an IIN. I never ask for it and do not keep it: please answer without it."),
    Problem.NOT_A_NUMBER: msgid("Please write a whole number, for example 25."),
    Problem.NOT_A_DATE: msgid("Please write a date like this: 14.05.2011"),
    Problem.NOT_A_PHONE: msgid("Please write a phone number like +7 701 123 45 67, or send your contact with 📎."),
    Problem.NOT_A_CLASS: msgid("Please write a class like this: 9А"),
    Problem.NOT_FOR_CLASS: msgid("It is not for this class. If you mistyped it, write it once more."),
    Problem.NOT_A_CHOICE: msgid("Please choose with the buttons."),
    Problem.NOT_A_FILE: msgid("Please send a photo or a PDF."),
    Problem.FILE_TOO_LARGE: msgid("The file is larger than 20 MB. Please send a smaller one, or photos of it."),
    Problem.NOT_CONSENTED: msgid("Please press the button if you agree."),
    Problem.NOT_OWN_CONTACT: msgid("This number is not taken: send your own with the button."),
}

_HOW = {
    FieldKind.DATE: Problem.NOT_A_DATE,
    FieldKind.PHONE: Problem.NOT_A_PHONE,
    FieldKind.SCHOOL_CLASS: Problem.NOT_A_CLASS,
    FieldKind.FILE: Problem.NOT_A_FILE,
}
"""What is told at once, since nobody guesses it."""


def shown(field: Field, value: str, tr: Translator) -> str:
    """A kept answer as people read it."""
    match field.kind:
        case FieldKind.CHOICE | FieldKind.CHOICES:
            chosen = [field.choices[number] for number in picked(value) if number < len(field.choices)]
            return ", ".join(tr.text(choice) for choice in chosen)
        case FieldKind.SCHOOL:
            school = field.schools.get(value)
            return tr[school.name] if school else clipped(value.removeprefix(OTHER_SCHOOL), SHOWN_ANSWER)
        case FieldKind.FILE:
            return tr.plain("a file")
        case FieldKind.CONSENT:
            return tr.plain("Yes")
        case _:
            return clipped(value, SHOWN_ANSWER)


def warning(problem: Problem, tr: Translator) -> Markup:
    """Why an answer is not taken, and what to do."""
    return tr("⚠️ {problem}", problem=tr.plain(_PROBLEMS[problem]))


def field_text(field: Field, tr: Translator, problem: Problem | None = None) -> Markup:
    """What is asked, why, how long it is kept, and how to answer, where the `problem` beside it does not say so."""
    purpose = tr("Why it is asked: {purpose}", purpose=tr[field.purpose])
    term = tr.plural(
        "It is kept until {n} day after the event.", "It is kept until {n} days after the event.", KEPT_AFTER.days
    )
    text = Markup("<b>{}</b>\n<i>{}\n{}</i>").format(tr[field.label], purpose, term)
    if field.kind in _HOW and _HOW[field.kind] is not problem:
        return Markup("{}\n\n{}").format(text, tr(_PROBLEMS[_HOW[field.kind]]))
    if len(field.choices) <= MOST_CHOICE_BUTTONS:
        return text
    listed = [Markup("{}. {}").format(number, tr[choice]) for number, choice in enumerate(field.choices, 1)]
    one = field.kind is FieldKind.CHOICE
    how = tr("Write the number of your choice.") if one else tr("Write the numbers of your choices, for example: 1, 3")
    return Markup("\n").join([text, Markup(), *listed, Markup(), how])


def answered(field: Field, value: str, tr: Translator) -> Markup:
    """What was asked and what was answered, in a line."""
    label = tr[field.label]
    colon = "" if label.endswith("?") else ":"
    return Markup("{}{} {}").format(label, colon, shown(field, value, tr) if value else tr("not answered"))


def answer_rows(field: Field, value: str, tr: Translator, to: str = "fill") -> tuple[Row, ...]:
    """The buttons under it, which lead `to` there; `value` is what is ticked so far."""
    rows: list[Row] = []
    if field.kind is FieldKind.CONSENT:
        rows.append((Button(tr.plain("I agree"), Go(to, "agree")),))
    elif len(field.choices) <= MOST_CHOICE_BUTTONS:
        ticked = picked(value)
        for number, choice in enumerate(field.choices):
            label = f"✅ {tr.text(choice)}" if number in ticked else tr.text(choice)
            rows.append((Button(label, Go(to, "pick", str(number))),))
        if ticked:
            rows.append((Button(tr.plain("Done"), Go(to, "done")),))
    if not field.required:
        rows.append((Button(tr.plain("Skip"), Go(to, "skip")),))
    return tuple(rows)


def fill_button(label: str, *args: str) -> Button:
    """A button under a question of the form."""
    return Button(label, Go("fill", *args))
