"""A school that was typed: which ones are offered for it, and what a tap on one of them answers; shows nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.domain.applications import OTHER_SCHOOL
from bot.domain.forms import FieldKind
from bot.views.schools import Offer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.forms import Field
    from bot.services.schools import SchoolFinder

OFFERED = "offered"
"""In the conversation's memory: the question, what was typed for it, and which schools stand under it."""


def offer(field: Field, value: str, finder: SchoolFinder) -> Offer | None:
    """What is offered for a typed answer (as `read_answer` makes it); None where it is one as it stands."""
    if field.kind is not FieldKind.SCHOOL:
        return None
    words = value.removeprefix(OTHER_SCHOOL)
    matches = finder.find(field.schools, words)
    return Offer(field, words, matches.schools) if matches else None


def to_data(made: Offer) -> dict[str, Any]:
    """Plain values, for the conversation's memory."""
    return {"field": made.field.key, "words": made.words, "ids": [school.id for school in made.schools]}


def taken(said: str, word: str, field: Field, data: Mapping[str, Any]) -> str | None:
    """The value of a tap under an offer: only what was offered for this question, and is listed still."""
    offered = data.get(OFFERED)
    if not offered or field.kind is not FieldKind.SCHOOL or offered["field"] != field.key:
        return None
    match said:
        case "school" if word in offered["ids"] and (school := field.schools.get(word)) and school.listed:
            return school.id
        case "unlisted":
            return f"{OTHER_SCHOOL}{offered['words']}"
    return None
