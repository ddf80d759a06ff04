"""A message as a test reads it; where it comes from is the business of the verbs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.emulator.errors import Json


@dataclass(frozen=True, slots=True)
class Bubble:
    """A message as somebody sees it; `buttons` are the labels of its inline keyboard, row by row."""

    message_id: int
    text: str
    html: str
    outgoing: bool
    buttons: tuple[tuple[str, ...], ...] = ()
    revision: int = 0
    data: Json = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, data: Json) -> Bubble:
        """From the simulation's Message."""
        rows = data.get("reply_markup", {}).get("inline_keyboard", [])
        labels = tuple(tuple(str(button["text"]) for button in row) for row in rows)
        text = str(data.get("text") or data.get("caption") or "")
        return cls(data["message_id"], text, data["html"], data["outgoing"], labels, data["revision"], data)

    @property
    def labels(self) -> list[str]:
        """All labels, in reading order."""
        return [label for row in self.buttons for label in row]
