"""The port of the table of what 429s have taught the pacer, in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.storage.limits import checked_id

if TYPE_CHECKING:
    from bot.services.ports.pace import Pace
    from tests.fakes.tables import Tables


class FakePace:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def get(self) -> Pace:
        return self._tables.pace

    def put(self, kept: Pace) -> None:
        self._tables.written()
        for chat in kept.chats:
            checked_id(chat)
        self._tables.pace = kept
