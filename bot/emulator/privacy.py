"""Which messages of a chat reach the bot: Telegram's privacy mode; it delivers nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.emulator.chats import BotIdentity, Chat
    from bot.emulator.messages import Message


def bot_sees(bot: BotIdentity, chat: Chat, message: Message) -> bool:
    """Whether the bot is told of a person's message: always in private, as admin and in channels where it is."""
    if chat.private:
        return not chat.blocked
    if not chat.bot_inside:
        return False
    if chat.type == "channel" or chat.bot_status == "administrator" or message.service:
        return True
    if message.reply_to is not None and message.reply_to.author == 0:
        return True
    return addressed(bot, message)


def addressed(bot: BotIdentity, message: Message) -> bool:
    """Whether a text names the bot: a command that is not for another bot, or its @username."""
    units = message.body.encode("utf-16-le")
    own = f"@{bot.username}".lower()
    for entity in message.entities:
        start, length = entity["offset"] * 2, entity["length"] * 2
        inside = units[start : start + length].decode("utf-16-le", "replace").lower()
        if entity["type"] == "mention" and inside == own:
            return True
        if entity["type"] == "bot_command" and ("@" not in inside or inside.endswith(own)):
            return True
    return False
