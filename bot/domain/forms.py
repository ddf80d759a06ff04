"""The questions of a session, as data; knows no chat and no page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.domain.language import LocalizedText


class FieldKind(StrEnum):
    """What an answer may be."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    DATE = "date"
    PHONE = "phone"
    FILE = "file"
    CONSENT = "consent"


@dataclass(frozen=True, slots=True)
class Field:
    """One question: why it is asked (`purpose`) stands beside it."""

    key: str
    kind: FieldKind
    label: LocalizedText
    purpose: LocalizedText
    required: bool = True
    choices: tuple[LocalizedText, ...] = ()

    def __post_init__(self) -> None:
        if bool(self.choices) != (self.kind in {FieldKind.CHOICE, FieldKind.CHOICES}):
            raise ValueError("choices belong to fields of choice, and only to them")


@dataclass(frozen=True, slots=True)
class Form:
    """The fields in the order of asking."""

    fields: tuple[Field, ...]
