"""What somebody sends in for a session; where it stands is told by the registration it begins."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.forms import Form

OTHER_SCHOOL = "other:"
"""Before the words of a school that stands in no directory."""


@dataclass(frozen=True, slots=True)
class Application:
    """What somebody sends in: `child` tells several children of one person apart (0: the person).

    Below zero it is a seat of a class that no pupil has taken yet, and the owner is the teacher.
    `school` and `school_class` are what the answers say of these, for those who look for everybody of one.
    """

    owner: int
    child: int = 0
    places: int = 1
    minor: bool = True
    answers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    school: str | None = None
    school_class: str | None = None

    def __post_init__(self) -> None:
        if self.places < 1:
            raise ValueError("an application is for one place at least")

    @property
    def is_seat(self) -> bool:
        """Whether it is a seat of a class that is still the teacher's."""
        return self.child < 0

    def answering(self, form: Form | None, answers: Mapping[str, str]) -> Application:
        """The same with these answers to that form; where it asks for the school or the class, these are known anew."""
        said = {field.kind.value: answers.get(field.key) or None for field in (form.fields if form else ())}
        school = said.get("school", self.school)
        known = None if school is None or school.startswith(OTHER_SCHOOL) else school
        return replace(self, answers=answers, school=known, school_class=said.get("school_class", self.school_class))

    def forgotten(self, registration: int) -> Application:
        """The same of nobody, who said nothing."""
        nothing = MappingProxyType[str, str]({})
        return replace(self, owner=-registration, answers=nothing, school=None, school_class=None)
