"""A class that a teacher signs up: its seats are registrations of one place each; knows no chat and no file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.domain.answers import Problem, looks_like_iin, school_class
from bot.domain.forms import FieldKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.domain.events import Session
    from bot.domain.forms import Field
    from bot.domain.places import SessionKey
    from bot.domain.registrations import Registration, RegistrationState

MOST_SEATS = 40
"""In one class at one time."""
MOST_CLASSES = 5
"""Of one teacher in one session."""
LONGEST_LABEL = 20
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class SchoolClass:
    """What a teacher has signed up; `label` is how they call it: «9А».

    `school` is the answer to the form's question about it, None where none was asked.
    """

    session: SessionKey
    teacher: int
    label: str
    created_at: datetime
    id: int = 0
    school: str | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """One place of a class; whoever holds the secret of its link may take it once, and then it is theirs."""

    class_id: int
    number: int
    registration: int
    name: str | None = None
    secret_hash: str | None = None
    claimed: bool = False

    def code(self, label: str) -> str:
        """What stands for the name on the teacher's paper: «9А-07»."""
        return f"{label}-{self.number:02}"


@dataclass(frozen=True, slots=True)
class Sat:
    """A seat and where its registration stands."""

    seat: Seat
    registration: Registration

    @property
    def lacks_consent(self) -> bool:
        """Whether a parent still has to agree before it can be confirmed."""
        return self.registration.is_live and self.registration.lacks_consent


class Flaw(StrEnum):
    """Why a written name, or the name of a class, is not taken."""

    TOO_LONG = "too_long"
    IIN = "iin"
    NO_NAME = "no_name"
    NOT_FOR_CLASS = "not_for_class"


def read_label(said: str) -> str | Flaw:
    """What a class is called, as it is kept: «9 а» is 9А, what is no number with a letter stays as it is written."""
    label = _read(said, LONGEST_LABEL)
    if isinstance(label, Flaw):
        return label
    known = school_class(label)
    return label if isinstance(known, Problem) else known


def read_name(said: str) -> str | Flaw:
    """A pupil's name, as it is kept."""
    return _read(said, LONGEST_NAME)


@dataclass(frozen=True, slots=True)
class NameList:
    """Names in their order; `flaws` are the numbers of lines that were not taken, and why."""

    names: tuple[str, ...]
    flaws: tuple[tuple[int, Flaw], ...] = ()


def read_names(lines: Iterable[tuple[int, str]]) -> NameList:
    """The names of numbered lines; empty lines are nothing."""
    names, flaws = [], []
    for number, line in lines:
        if line.strip():
            name = read_name(line)
            if isinstance(name, Flaw):
                flaws.append((number, name))
            else:
                names.append(name)
    return NameList(tuple(names), tuple(flaws))


def school_question(session: Session) -> Field | None:
    """What the session's form asks about the school, None where it asks nothing of the kind."""
    return session.form.about(FieldKind.SCHOOL) if session.form else None


def next_child(mine: Iterable[Registration], session: SessionKey) -> int:
    """The first number below zero under which this teacher has no seat in the session: it tells their seats apart."""
    return min([0, *(one.application.child for one in mine if one.session == session)]) - 1


def by_state(seats: Iterable[Sat]) -> dict[RegistrationState, int]:
    """How many of the live seats stand in each state."""
    counts: dict[RegistrationState, int] = {}
    for one in seats:
        if one.registration.is_live:
            counts[one.registration.state] = counts.get(one.registration.state, 0) + 1
    return counts


def _read(said: str, longest: int) -> str | Flaw:
    text = " ".join(said.split())
    if looks_like_iin(text):
        return Flaw.IIN
    if not any(letter.isalnum() for letter in text):
        return Flaw.NO_NAME
    return text if len(text) <= longest else Flaw.TOO_LONG
