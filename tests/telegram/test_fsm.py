from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import StorageKey

from bot.services.dialogues import DialogueBuffer
from bot.telegram.fsm import DialogueStorage


class Wizard(StatesGroup):
    first = State()


KEY = StorageKey(bot_id=42, chat_id=7, user_id=7)


async def test_state_and_data_are_seen_at_once_and_kept_by_the_commit():
    buffer = DialogueBuffer()
    storage = DialogueStorage(buffer)
    assert (await storage.get_state(KEY), await storage.get_data(KEY)) == (None, {})
    await storage.set_state(KEY, Wizard.first)
    await storage.update_data(KEY, {"event": "x"})
    assert (await storage.get_state(KEY), await storage.get_data(KEY)) == ("Wizard:first", {"event": "x"})
    (changed,) = buffer.changed(7)
    assert (changed.key, changed.state, dict(changed.data)) == ("7:7:0", "Wizard:first", {"event": "x"})
    buffer.discard(7)
    assert await storage.get_state(KEY) is None


async def test_people_of_one_chat_and_topics_are_apart():
    storage = DialogueStorage(DialogueBuffer())
    await storage.set_state(KEY, "a")
    await storage.set_state(StorageKey(bot_id=42, chat_id=7, user_id=8), "b")
    await storage.set_state(StorageKey(bot_id=42, chat_id=7, user_id=7, thread_id=3), "c")
    assert await storage.get_state(KEY) == "a"


async def test_the_data_that_is_handed_out_is_a_copy():
    storage = DialogueStorage(DialogueBuffer())
    await storage.set_data(KEY, {"a": 1})
    (await storage.get_data(KEY))["a"] = 2
    assert await storage.get_data(KEY) == {"a": 1}
