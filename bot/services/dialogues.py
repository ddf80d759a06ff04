"""Conversations under way, held in memory: changes wait until the update that made them is committed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.services.ports.dialogues import Dialogue

if TYPE_CHECKING:
    from collections.abc import Iterable


class DialogueBuffer:
    """The truth about conversations for the one process at work; the table is its copy for the next start."""

    def __init__(self) -> None:
        self._kept: dict[str, Dialogue] = {}
        self._changed: dict[int, dict[str, Dialogue]] = {}

    def restore(self, dialogues: Iterable[Dialogue]) -> None:
        """Begin with what the table holds."""
        self._kept = {d.key: d for d in dialogues}
        self._changed.clear()

    def get(self, key: str, chat: int) -> Dialogue:
        """Where the conversation stands, changes not yet committed included."""
        changed = self._changed.get(chat, {}).get(key)
        return changed or self._kept.get(key) or Dialogue(key, chat)

    def change(self, dialogue: Dialogue) -> None:
        """Change it; visible at once, kept with the update's commit."""
        self._changed.setdefault(dialogue.chat, {})[dialogue.key] = dialogue

    def changed(self, chat: int) -> tuple[Dialogue, ...]:
        """What the update of this chat has changed so far."""
        return tuple(self._changed.get(chat, {}).values())

    def commit(self, chat: int, written: Iterable[Dialogue]) -> None:
        """These stand in the table now."""
        pending = self._changed.get(chat, {})
        for dialogue in written:
            if pending.get(dialogue.key) is dialogue:
                del pending[dialogue.key]
            if dialogue.state is None and not dialogue.data:
                self._kept.pop(dialogue.key, None)
            else:
                self._kept[dialogue.key] = dialogue
        if not pending:
            self._changed.pop(chat, None)

    def discard(self, chat: int) -> None:
        """Forget what a failed update of this chat has changed."""
        self._changed.pop(chat, None)
