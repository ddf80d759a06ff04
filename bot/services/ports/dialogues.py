"""The port of the table of conversations that are under way."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Where a person stands in a conversation: the state's name and JSON data; `state` None and no data is none."""

    key: str
    chat: int
    state: str | None = None
    data: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


class Dialogues(Protocol):
    """Conversations under way; an ended one has no row."""

    def all(self) -> Sequence[Dialogue]:
        """Every conversation under way, by key."""
        ...

    def put(self, dialogue: Dialogue) -> None:
        """Keep where it stands; one without state and data is deleted."""
        ...

    def end(self, chat: int) -> None:
        """End every conversation of a chat (whose id has changed, say)."""
        ...
