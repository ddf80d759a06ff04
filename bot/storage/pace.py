"""The table of what 429s have taught the pacer; decides nothing about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from bot.services.ports.pace import Pace
from bot.storage.schema import pace

if TYPE_CHECKING:
    from sqlalchemy import Connection

EVERYBODY = 0
"""Stands for all bulk where a chat's id stands: no chat has it."""


class SqlPace:
    """The port `PaceRows`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self) -> Pace:
        """What is kept; an empty one at first."""
        rows = {row.chat: row for row in self._connection.execute(select(pace))}
        everybody = rows.pop(EVERYBODY, None)
        return Pace(
            rate=everybody.rate if everybody else None,
            bulk=everybody.until if everybody else None,
            chats={chat: row.until for chat, row in rows.items()},
        )

    def put(self, kept: Pace) -> None:
        """Replace it."""
        rows: list[dict[str, object]] = [
            {"chat": chat, "until": until, "rate": None} for chat, until in kept.chats.items()
        ]
        if kept.rate is not None or kept.bulk is not None:
            rows.append({"chat": EVERYBODY, "until": kept.bulk, "rate": kept.rate})
        self._connection.execute(delete(pace))
        if rows:
            self._connection.execute(insert(pace), rows)
