"""The port of the table of conversations that are under way, in memory."""

from __future__ import annotations

import json
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.storage.limits import checked_id, checked_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.services.ports.dialogues import Dialogue
    from tests.fakes.tables import Tables


class FakeDialogues:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def all(self) -> Sequence[Dialogue]:
        return [self._tables.dialogues[key] for key in sorted(self._tables.dialogues)]

    def put(self, dialogue: Dialogue) -> None:
        self._tables.written()
        key = checked_text(dialogue.key)
        checked_id(dialogue.chat)
        if dialogue.state is None and not dialogue.data:
            self._tables.dialogues.pop(key, None)
            return
        text = checked_text(json.dumps(dict(dialogue.data), ensure_ascii=False, allow_nan=False))
        self._tables.dialogues[key] = replace(dialogue, data=MappingProxyType(json.loads(text)))

    def end(self, chat: int) -> None:
        self._tables.written()
        for key in [d.key for d in self._tables.dialogues.values() if d.chat == chat]:
            del self._tables.dialogues[key]
