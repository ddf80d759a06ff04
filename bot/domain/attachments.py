"""Files that are sent as an answer: which are taken, and how they are kept; the files themselves stay with Telegram."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.answers import Problem
from bot.domain.forms import FieldKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.forms import Field, Form

LARGEST = 20 * 1024 * 1024
"""Bytes of a file: more than that no bot can fetch from Telegram."""

_TAKEN = re.compile(r"image/.+|application/(pdf|msword|vnd\.openxmlformats-officedocument\.wordprocessingml\.document)")
_PHOTO, _DOCUMENT = "photo:", "document:"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file by its id at Telegram, which sends a photo and a document in ways of their own."""

    file_id: str
    is_photo: bool

    @classmethod
    def document(cls, file_id: str, mime: str | None, size: int | None) -> Attachment | Problem:
        """A document, where its type and size are taken: a picture, a PDF or a Word file."""
        if not _TAKEN.fullmatch(mime or ""):
            return Problem.NOT_A_FILE
        return Problem.FILE_TOO_LARGE if (size or 0) > LARGEST else cls(file_id, is_photo=False)

    @classmethod
    def of(cls, answer: str) -> Attachment:
        """The one that was kept."""
        return cls(answer.removeprefix(_PHOTO).removeprefix(_DOCUMENT), answer.startswith(_PHOTO))

    @property
    def answer(self) -> str:
        """As it is kept."""
        return f"{_PHOTO if self.is_photo else _DOCUMENT}{self.file_id}"


def attached(form: Form | None, answers: Mapping[str, str]) -> list[tuple[Field, Attachment]]:
    """The files among the answers, each with its question."""
    files = [field for field in (form.fields if form else ()) if field.kind is FieldKind.FILE]
    return [(field, Attachment.of(answers[field.key])) for field in files if answers.get(field.key)]
