"""Methods that take messages away or put them on top."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.emulator import limits
from bot.emulator.access import message_of, need_rights, readable
from bot.emulator.errors import bad_request

if TYPE_CHECKING:
    from bot.emulator.chats import Chat
    from bot.emulator.messages import Message
    from bot.emulator.request import Call
    from bot.emulator.world import World

NO_PIN = "not enough rights to manage pinned messages in the chat"


def _may_delete(world: World, chat: Chat, message: Message) -> bool:
    young = world.clock.now() - int(message.data["date"]) < limits.DELETE_WINDOW
    if chat.private:
        return young
    if chat.bot_status == "administrator":
        return young or chat.type != "group"
    return young and message.author == 0


def delete_message(world: World, call: Call) -> bool:
    """One message: the bot's own for 48 hours, everybody's as an administrator."""
    chat = readable(world, call)
    if not call.number("message_id"):
        raise bad_request("message identifier is not specified")
    message = message_of(chat, call, "message to delete not found")
    if not _may_delete(world, chat, message):
        raise bad_request("message can't be deleted")
    world.remove(chat, message)
    return True


def delete_messages(world: World, call: Call) -> bool:
    """Up to 100 messages; what is not there is skipped."""
    chat = readable(world, call)
    numbers = call.json("message_ids", "message identifiers")
    if not isinstance(numbers, list) or not numbers:
        raise bad_request("message identifiers are not specified")
    if len(numbers) > limits.DELETE_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    found = [chat.messages[number] for number in numbers if isinstance(number, int) and number in chat.messages]
    if not all(_may_delete(world, chat, message) for message in found):
        raise bad_request("message can't be deleted")
    for message in dict.fromkeys(message.id for message in found):
        world.remove(chat, chat.messages[message])
    return True


def pin_chat_message(world: World, call: Call) -> bool:
    """Pin a message; people see a service message."""
    chat = readable(world, call)
    need_rights(chat, NO_PIN)
    message = message_of(chat, call, "message to pin not found")
    if message.id in chat.pinned:
        chat.pinned.remove(message.id)
    chat.pinned.append(message.id)
    world.write(chat, 0, {"pinned_message": message.seen(nested=True)})
    return True


def unpin_chat_message(world: World, call: Call) -> bool:
    """Unpin the message named, or the newest pinned one."""
    chat = readable(world, call)
    need_rights(chat, NO_PIN)
    number = call.number("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if number not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(number)
    world.touch(chat)
    return True


def unpin_all_chat_messages(world: World, call: Call) -> bool:
    """Unpin everything."""
    chat = readable(world, call)
    need_rights(chat, NO_PIN)
    chat.pinned.clear()
    world.touch(chat)
    return True


METHODS: dict[str, Any] = {
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "unpinAllChatMessages": unpin_all_chat_messages,
}
