"""A school as people read it, and those that are offered for a typed one; decides nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.views.lengths import clipped
from bot.views.screens import Button, Go, Row

if TYPE_CHECKING:
    from bot.domain.forms import Field
    from bot.domain.schools import School
    from bot.i18n import Translator

_SHOWN_WORDS = 100


@dataclass(frozen=True, slots=True)
class Offer:
    """What was typed for a question, and the schools that it may mean, likeliest first."""

    field: Field
    words: str
    schools: tuple[School, ...]


def offer_text(made: Offer, tr: Translator) -> Markup:
    """Which school is meant: it, these, or none of the directory."""
    words = clipped(made.words, _SHOWN_WORDS)
    match made.schools:
        case ():
            return tr(
                "I do not find «{words}» in the list of schools. Please write the number or the name in another way, "
                "or keep it as you wrote it.",
                words=words,
            )
        case (school,):
            return tr("Is it this school?\n\n{school}", school=_with_place(school, tr))
        case several:
            lines = [Markup("{}. {}").format(at, _with_place(school, tr)) for at, school in enumerate(several, 1)]
            return tr(
                "Which of these schools is it? If it is none of them, write the number or the name in another way."
                "\n\n{schools}",
                schools=Markup("\n").join(lines),
            )


def offer_rows(made: Offer, tr: Translator, to: str) -> tuple[Row, ...]:
    """The buttons under it, which lead `to` there."""
    match made.schools:
        case (school,):
            rows: list[Row] = [(Button(tr.plain("Yes"), Go(to, "school", school.id)),)]
        case several:
            labels = [f"{at}. {tr[school.name]}" for at, school in enumerate(several, 1)]
            rows = [
                (Button(label, Go(to, "school", school.id)),) for label, school in zip(labels, several, strict=True)
            ]
    return (*rows, (Button(tr.plain("The school is not listed"), Go(to, "unlisted")),))


def _with_place(school: School, tr: Translator) -> Markup:
    name = Markup("<b>{}</b>").format(tr[school.name])
    return Markup("{} ({})").format(name, tr[school.place]) if school.place else name
