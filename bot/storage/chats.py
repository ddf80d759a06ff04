"""The table of groups and channels; decides nothing about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from bot.domain.people import Chat
from bot.storage.insertion import insert_or_replace
from bot.storage.schema import chats

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

_ALL = select(chats.c.id, chats.c.kind, chats.c.title, chats.c.membership, chats.c.language, chats.c.changed_at)


class SqlChats:
    """The port `Chats`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, chat: int) -> Chat | None:
        """The chat with that Telegram id, or None."""
        row = self._connection.execute(_ALL.where(chats.c.id == chat)).first()
        return None if row is None else Chat(*row)

    def all(self) -> Sequence[Chat]:
        """Every chat, by id."""
        return [Chat(*row) for row in self._connection.execute(_ALL.order_by(chats.c.id))]

    def put(self, chat: Chat) -> None:
        """Add or replace."""
        self._connection.execute(
            insert_or_replace(chats, self._connection.dialect.name),
            {
                "id": chat.id,
                "kind": chat.kind,
                "title": chat.title,
                "membership": chat.membership,
                "language": chat.language,
                "changed_at": chat.changed_at,
            },
        )

    def remove(self, chat: int) -> None:
        """Forget it; harmless when unknown."""
        self._connection.execute(delete(chats).where(chats.c.id == chat))
