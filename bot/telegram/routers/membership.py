"""What the bot is in chats: added, made administrator, removed, moved to a supergroup, blocked, let in again."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from aiogram import Bot, F, Router
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import ChatMemberAdministrator, ChatMemberRestricted, ChatMemberUpdated, Message

from bot.domain.language import Language
from bot.domain.people import Chat, ChatKind, Membership
from bot.telegram.screens import post
from bot.views import groups, linking

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiogram.types import ResultChatMemberUnion

    from bot.i18n import Translator
    from bot.services.chats import ChatDirectory
    from bot.services.people import Directory
    from bot.services.ports.database import Database
    from bot.services.subscribing import Subscribing
    from bot.views.navigation import Surface
    from bot.views.screens import Screen
    from bot.views.voices import Voice

log = logging.getLogger(__name__)

_MEMBERSHIPS = {
    ChatMemberStatus.CREATOR: Membership.ADMINISTRATOR,
    ChatMemberStatus.ADMINISTRATOR: Membership.ADMINISTRATOR,
    ChatMemberStatus.MEMBER: Membership.MEMBER,
    ChatMemberStatus.LEFT: Membership.LEFT,
    ChatMemberStatus.KICKED: Membership.KICKED,
}


async def in_private(event: ChatMemberUpdated, people: Directory, work: Database) -> None:
    """A person has blocked the bot, or has let it in again."""
    blocked = event.new_chat_member.status == ChatMemberStatus.KICKED
    await people.mark_blocked(work, event.from_user.id, blocked=blocked)


async def in_chat(
    event: ChatMemberUpdated,
    *,
    bot: Bot,
    chats: ChatDirectory,
    work: Database,
    voice: Voice,
    surface: Surface,
) -> None:
    """Keep it, and greet a group that the bot has just entered."""
    if (await chats.record(work, _seen(event))).entered:
        await _greet(bot, event.chat.id, voice(lambda tr: groups.greeting(surface, tr)))


async def in_channel(
    event: ChatMemberUpdated,
    *,
    bot: Bot,
    chats: ChatDirectory,
    people: Directory,
    subscribing: Subscribing,
    trs: Mapping[Language, Translator],
    work: Database,
) -> None:
    """Keep it, and ask whoever let the bot into the channel, in private, what the channel shall get."""
    recorded = await chats.record(work, _seen(event))
    if not recorded.entered:
        return
    person, channel, member = await people.get(work, event.from_user.id), recorded.chat, event.new_chat_member
    posts = isinstance(member, ChatMemberAdministrator) and bool(member.can_post_messages)
    wanted = await subscribing.get(work, channel.id)
    tr = trs[person.language or Language.KK]
    await _greet(bot, person.id, linking.chat_news(channel, wanted, str(channel.id), tr, may_post=posts))


async def _greet(bot: Bot, chat: int, screen: Screen) -> None:
    try:
        await post(bot, chat, screen)
    except (TelegramBadRequest, TelegramForbiddenError) as error:
        log.info("a group could not be greeted", extra={"cause": type(error).__name__})


def _seen(event: ChatMemberUpdated) -> Chat:
    return Chat(event.chat.id, ChatKind(event.chat.type), event.chat.title or "", _membership(event.new_chat_member))


async def moved_away(message: Message, chats: ChatDirectory, work: Database) -> None:
    """The group says that it became a supergroup."""
    assert message.migrate_to_chat_id is not None, "the filter has seen it"
    await chats.move(work, message.chat.id, message.migrate_to_chat_id)


async def moved_in(message: Message, chats: ChatDirectory, work: Database) -> None:
    """The supergroup says which group it was."""
    assert message.migrate_from_chat_id is not None, "the filter has seen it"
    await chats.move(work, message.migrate_from_chat_id, message.chat.id)


async def renamed(message: Message, chats: ChatDirectory, work: Database) -> None:
    """The group says its new title."""
    assert message.new_chat_title is not None, "the filter has seen it"
    await chats.rename(work, message.chat.id, message.new_chat_title)


def _membership(member: ResultChatMemberUnion) -> Membership:
    if isinstance(member, ChatMemberRestricted):
        return Membership.MEMBER if member.is_member else Membership.LEFT
    return _MEMBERSHIPS[ChatMemberStatus(member.status)]


def router() -> Router:
    """Private chats, groups and channels."""
    made = Router(name="membership")
    made.my_chat_member.register(in_private, F.chat.type == ChatType.PRIVATE)
    made.my_chat_member.register(in_channel, F.chat.type == ChatType.CHANNEL)
    made.my_chat_member.register(in_chat)
    made.message.register(renamed, F.new_chat_title)
    made.message.register(moved_away, F.migrate_to_chat_id)
    made.message.register(moved_in, F.migrate_from_chat_id)
    return made
