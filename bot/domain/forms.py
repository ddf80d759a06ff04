"""The questions of a session, as data; knows no chat and no page."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.language import LocalizedText
    from bot.domain.schools import School


class FieldKind(StrEnum):
    """What an answer may be."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    DATE = "date"
    PHONE = "phone"
    SCHOOL = "school"
    SCHOOL_CLASS = "school_class"
    FILE = "file"
    CONSENT = "consent"

    @property
    def takes_choices(self) -> bool:
        """Whether the answer is picked from a list."""
        return self in {FieldKind.CHOICE, FieldKind.CHOICES}


@dataclass(frozen=True, slots=True)
class Field:
    """One question: why it is asked (`purpose`) stands beside it.

    A question about a school knows the directory as it stands; that is no part of the question, and not compared.
    """

    key: str
    kind: FieldKind
    label: LocalizedText
    purpose: LocalizedText
    required: bool = True
    choices: tuple[LocalizedText, ...] = ()
    schools: Mapping[str, School] = field(default_factory=lambda: MappingProxyType({}), compare=False, repr=False)

    def __post_init__(self) -> None:
        if bool(self.choices) != self.kind.takes_choices:
            raise ValueError("choices belong to fields of choice, and only to them")


@dataclass(frozen=True, slots=True)
class Form:
    """The fields in the order of asking, each under a key of its own."""

    fields: tuple[Field, ...]

    def __post_init__(self) -> None:
        if len({one.key for one in self.fields}) != len(self.fields):
            raise ValueError("two fields of a form under one key")

    def about(self, kind: FieldKind) -> Field | None:
        """The first question of that kind."""
        return next((one for one in self.fields if one.kind is kind), None)
