"""aiogram's FSM storage over the conversations that the services keep; writes nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StorageKey

from bot.services.ports.dialogues import Dialogue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiogram.fsm.storage.base import StateType

    from bot.services.dialogues import DialogueBuffer


class DialogueStorage(BaseStorage):
    """States and data are visible at once, and kept with the commit of the update that changed them."""

    def __init__(self, dialogues: DialogueBuffer) -> None:
        self._dialogues = dialogues

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        """Set the state; None is none."""
        name = state.state if isinstance(state, State) else state
        now = self._get(key)
        self._dialogues.change(Dialogue(now.key, now.chat, name, now.data))

    async def get_state(self, key: StorageKey) -> str | None:
        """The state's name, or None."""
        return self._get(key).state

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """Replace the data; JSON values only."""
        now = self._get(key)
        self._dialogues.change(Dialogue(now.key, now.chat, now.state, dict(data)))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        """A copy of the data."""
        return dict(self._get(key).data)

    async def close(self) -> None:
        """Nothing is held open."""

    def _get(self, key: StorageKey) -> Dialogue:
        parts = (key.chat_id, key.user_id, key.thread_id or 0)
        return self._dialogues.get(":".join(map(str, parts)), key.chat_id)
