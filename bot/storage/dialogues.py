"""The table of conversations that are under way; knows nothing of what is asked in them."""

from __future__ import annotations

import json
from operator import itemgetter
from types import MappingProxyType
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, select

from bot.services.ports.dialogues import Dialogue
from bot.storage.insertion import insert_or_replace
from bot.storage.schema import dialogues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

_ALL = select(dialogues.c.key, dialogues.c.chat, dialogues.c.state, dialogues.c.data)
_DELETE = delete(dialogues).where(dialogues.c.key == bindparam("ended"))


class SqlDialogues:
    """The port `Dialogues`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> Sequence[Dialogue]:
        """Every conversation under way, by key."""
        # Sorted here: each server has an order of texts of its own.
        return [
            Dialogue(key, chat, state, MappingProxyType(json.loads(data)))
            for key, chat, state, data in sorted(self._connection.execute(_ALL), key=itemgetter(0))
        ]

    def put(self, dialogue: Dialogue) -> None:
        """Keep where it stands; one without state and data is deleted. TypeError or ValueError for what is not JSON."""
        if dialogue.state is None and not dialogue.data:
            self._connection.execute(_DELETE, {"ended": dialogue.key})
            return
        self._connection.execute(
            insert_or_replace(dialogues, self._connection.dialect.name),
            {
                "key": dialogue.key,
                "chat": dialogue.chat,
                "state": dialogue.state,
                "data": json.dumps(dict(dialogue.data), ensure_ascii=False, allow_nan=False),
            },
        )

    def end(self, chat: int) -> None:
        """End every conversation of a chat."""
        self._connection.execute(delete(dialogues).where(dialogues.c.chat == chat))
