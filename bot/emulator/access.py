"""Which chat a call means and whether the bot may speak there, in Telegram's words; it changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.emulator.errors import ApiError, bad_request, forbidden

if TYPE_CHECKING:
    from bot.emulator.chats import Chat, Topic
    from bot.emulator.messages import Message
    from bot.emulator.request import Call
    from bot.emulator.world import World

SPOKEN = {"group": "group chat", "supergroup": "supergroup chat", "channel": "channel chat"}


def find_chat(world: World, raw: object) -> Chat:
    """The chat of an id or @username, wherever the bot stands; refuses an unknown one."""
    given = "" if raw is None else str(raw).strip()
    if not given:
        raise bad_request("chat_id is empty")
    if given.startswith("@"):
        named = (chat for chat in world.chats.values() if not chat.private and chat.username)
        found = next((chat for chat in named if chat.username.lower() == given[1:].lower()), None)
    else:
        found = world.chats.get(int(given)) if given.lstrip("-").isdecimal() else None
    if found is None:
        raise bad_request("chat not found")
    if found.migrated_to:
        raise ApiError(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            {"migrate_to_chat_id": found.migrated_to},
        )
    return found


def readable(world: World, call: Call, name: str = "chat_id") -> Chat:
    """The chat of a call that looks or edits; refuses where the bot is not."""
    chat = find_chat(world, call.raw(name))
    if chat.private:
        if not chat.started:
            raise bad_request("chat not found")
        return chat
    if chat.bot_status == "kicked":
        raise forbidden(f"bot was kicked from the {SPOKEN[chat.type]}")
    if not chat.bot_inside:
        raise forbidden(f"bot is not a member of the {SPOKEN[chat.type]}")
    return chat


def writable(world: World, call: Call, name: str = "chat_id") -> Chat:
    """The chat of a call that sends; refuses where the bot is blocked, unknown or not inside."""
    chat = find_chat(world, call.raw(name))
    if chat.private:
        if chat.id in world.deactivated:
            raise forbidden("user is deactivated")
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        return chat
    chat = readable(world, call, name)
    if chat.type == "channel" and chat.bot_status != "administrator":
        raise bad_request("need administrator rights in the channel chat")
    return chat


def need_rights(chat: Chat, text: str) -> None:
    """Refuse, in these words, where the bot is not an administrator of a group or channel."""
    if not chat.private and chat.bot_status != "administrator":
        raise bad_request(text)


def topic_of(chat: Chat, call: Call) -> Topic | None:
    """The topic that a call names; refuses an unknown one."""
    thread = call.number("message_thread_id")
    if not thread:
        return None
    if thread not in chat.topics:
        raise bad_request("message thread not found")
    return chat.topics[thread]


def message_of(chat: Chat, call: Call, missing: str, name: str = "message_id") -> Message:
    """The message that a call names; refuses an unknown one in these words."""
    message = chat.messages.get(call.number(name))
    if message is None:
        raise bad_request(missing)
    return message
