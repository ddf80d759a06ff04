"""The port of the table of groups and channels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.people import Chat


class Chats(Protocol):
    """The groups and channels that the bot was added to."""

    def get(self, chat: int) -> Chat | None:
        """The chat with that Telegram id, or None."""
        ...

    def all(self) -> Sequence[Chat]:
        """Every chat, by id."""
        ...

    def put(self, chat: Chat) -> None:
        """Add or replace."""
        ...

    def remove(self, chat: int) -> None:
        """Forget it; harmless when unknown."""
        ...
