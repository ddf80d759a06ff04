"""The port of the table of groups and channels, in memory."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.storage.limits import checked_id, checked_text, checked_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.people import Chat
    from tests.fakes.tables import Tables


class FakeChats:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def get(self, chat: int) -> Chat | None:
        return self._tables.chats.get(checked_id(chat))

    def all(self) -> Sequence[Chat]:
        return [self._tables.chats[key] for key in sorted(self._tables.chats)]

    def put(self, chat: Chat) -> None:
        self._tables.written()
        checked_text(chat.title)
        changed_at = chat.changed_at and checked_time(chat.changed_at)
        self._tables.chats[checked_id(chat.id)] = replace(chat, changed_at=changed_at)

    def remove(self, chat: int) -> None:
        self._tables.written()
        self._tables.chats.pop(checked_id(chat), None)
