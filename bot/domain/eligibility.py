"""Whom a session is for beyond the role: pupils of which classes, people of what age. What they say is believed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.answers import grade
from bot.domain.forms import FieldKind

if TYPE_CHECKING:
    from bot.domain.events import Session
    from bot.domain.forms import Field


@dataclass(frozen=True, slots=True)
class Span:
    """Numbers from `first` to `last`, both included; None is an open end."""

    first: int | None
    last: int | None

    def __post_init__(self) -> None:
        if self.first is None and self.last is None:
            raise ValueError("a span has one end at least")
        if self.first is not None and self.last is not None and self.first > self.last:
            raise ValueError("a span ends after it begins")

    def __contains__(self, number: int) -> bool:
        return (self.first is None or self.first <= number) and (self.last is None or number <= self.last)

    def __str__(self) -> str:
        first, last = ("" if end is None else end for end in (self.first, self.last))
        return f"{first}-{last}"


def takes_class(session: Session, label: str | None) -> bool:
    """Whether a class («9А») is one of those that it is for; what is no class of a school is not judged."""
    number = grade(label or "")
    return session.grades is None or number is None or number in session.grades


def takes_answer(session: Session, field: Field, value: str) -> bool:
    """Whether an answer leaves the session open to who gives it."""
    return field.kind is not FieldKind.SCHOOL_CLASS or takes_class(session, value)


def asked_grades(session: Session, *, pupil: bool) -> Span | None:
    """The classes that a pupil has to confirm: none where the form asks for the class itself."""
    is_asked = session.form is not None and session.form.about(FieldKind.SCHOOL_CLASS) is not None
    return session.grades if pupil and not is_asked else None


def to_confirm(session: Session, *, pupil: bool) -> str | None:
    """What has to be confirmed, as a word that changes with it: `8-11/14-17`; None where nothing has."""
    asked = asked_grades(session, pupil=pupil), session.ages
    return "/".join(str(one or "") for one in asked) if any(asked) else None
