"""Who may choose for a group or a channel: Telegram is asked each time; keeps nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram.enums import ChatMemberStatus
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import ChatMemberAdministrator

from bot.domain.people import Chat, ChatKind, Membership

if TYPE_CHECKING:
    from aiogram import Bot
    from aiogram.types import Chat as TelegramChat
    from aiogram.types import Message, ResultChatMemberUnion

    from bot.services.ports.clock import Clock

ADMINISTRATORS = {ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR}


async def writes_as_administrator(message: Message, bot: Bot) -> bool:
    """Whether it is from an administrator; an anonymous one writes in the name of the group itself."""
    if message.sender_chat is not None:
        return message.sender_chat.id == message.chat.id
    return message.from_user is not None and await is_administrator(bot, message.chat.id, message.from_user.id)


async def is_administrator(bot: Bot, chat: int, person: int) -> bool:
    """Whether that person is one there; False where the bot may not know."""
    member = await _member(bot, chat, person)
    return member is not None and member.status in ADMINISTRATORS


async def may_post(bot: Bot, channel: int) -> bool:
    """Whether the bot may write in that channel."""
    member = await _member(bot, channel, bot.id)
    return isinstance(member, ChatMemberAdministrator) and bool(member.can_post_messages)


def unrecorded(chat: TelegramChat, clock: Clock) -> Chat:
    """A group that the bot was in before it kept a record of such."""
    return Chat(chat.id, ChatKind(chat.type), chat.title or "", Membership.MEMBER, changed_at=clock.now())


async def _member(bot: Bot, chat: int, person: int) -> ResultChatMemberUnion | None:
    try:
        return await bot.get_chat_member(chat, person)
    except (TelegramBadRequest, TelegramForbiddenError):
        return None
