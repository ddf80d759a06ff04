"""Groups and channels that get announcements: their administrators choose, there or (for channels) in private."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.filters import Command, CommandStart
from aiogram.fsm.state import State
from aiogram.types import Message, MessageOriginChannel

from bot.domain.announcements import Topic
from bot.domain.language import ChatLanguage
from bot.domain.people import Chat, ChatKind, Membership
from bot.telegram.administrators import is_administrator, may_post, unrecorded, writes_as_administrator
from bot.telegram.keyboards import Tapped, in_private
from bot.telegram.screens import show
from bot.views import home, linking
from bot.views.screens import Screen
from bot.views.voices import Voice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiogram import Bot
    from aiogram.fsm.context import FSMContext
    from aiogram.types import CallbackQuery

    from bot.domain.language import Language
    from bot.domain.subscriptions import Subscription
    from bot.i18n import Translator
    from bot.services.chats import ChatDirectory
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database
    from bot.services.subscribing import Subscribing
    from bot.telegram.screens import Toast
    from bot.views.navigation import Surface
    from bot.views.screens import Go

LINKING = State("linking", group_name="news")
"""A forwarded post or a name may be that of a channel to link; anything else is what it always is."""

_NAME = re.compile(r"\s*(?:(?:https?://)?t\.me/|@)([A-Za-z][A-Za-z0-9_]{3,31})/?\s*", re.ASCII)


async def news_command(
    message: Message,
    *,
    bot: Bot,
    chat_record: Chat | None,
    clock: Clock,
    subscribing: Subscribing,
    work: Database,
    voice: Voice,
) -> None:
    """/news in a group: from now on it is written to where the command was written."""
    if not await writes_as_administrator(message, bot):
        await show(message, voice(lambda tr: Screen(linking.not_administrator(tr))))
        return
    chat = chat_record or unrecorded(message.chat, clock)
    thread = message.message_thread_id if message.is_topic_message else None
    wanted = await subscribing.link(work, chat, thread or 0)
    await show(message, voice(lambda tr: linking.chat_news(chat, wanted, linking.HERE, tr)))


async def linking_tap(query: CallbackQuery, state: FSMContext, tr: Translator, surface: Surface) -> None:
    """How a chat is linked; a channel is waited for."""
    await state.set_state(LINKING)
    await show(query, linking.how_to_link(surface, tr))


async def channel_shown(
    message: Message,
    *,
    bot: Bot,
    state: FSMContext,
    chats: ChatDirectory,
    subscribing: Subscribing,
    work: Database,
    tr: Translator,
) -> None:
    """A post of a channel, or its name: whoever is its administrator may go on."""
    channel = await _channel(message, bot)
    if channel is None or not await is_administrator(bot, channel.id, bot.id):
        await show(message, linking.not_there(tr))
    elif message.from_user is None or not await is_administrator(bot, channel.id, message.from_user.id):
        await show(message, Screen(linking.not_administrator(tr), linking.not_there(tr).rows))
    else:
        await state.clear()
        chat = (await chats.record(work, channel)).chat
        wanted = await subscribing.get(work, chat.id)
        posts = await may_post(bot, chat.id)
        await show(message, linking.chat_news(chat, wanted, str(chat.id), tr, may_post=posts))


async def _channel(message: Message, bot: Bot) -> Chat | None:
    """The channel that is meant, as Telegram knows it; None when there is no such one."""
    if isinstance(message.forward_origin, MessageOriginChannel):
        wanted: int | str = message.forward_origin.chat.id
    elif found := _NAME.fullmatch(message.text or ""):
        wanted = f"@{found[1]}"
    else:
        return None
    try:
        chat = await bot.get_chat(wanted)
    except (TelegramBadRequest, TelegramForbiddenError):
        return None
    if chat.type != ChatType.CHANNEL:
        return None
    return Chat(chat.id, ChatKind.CHANNEL, chat.title or "", Membership.ADMINISTRATOR)


async def chat_tap(
    query: CallbackQuery,
    *,
    go: Go,
    bot: Bot,
    chats: ChatDirectory,
    clock: Clock,
    subscribing: Subscribing,
    work: Database,
    trs: Mapping[Language, Translator],
    voice: Voice,
    toast: Toast,
) -> None:
    """Whatever an administrator has chosen for the chat, and what holds now."""
    where, *do = go.args
    chat = _meant(query, where, chats, clock)
    if chat is None:
        toast.say(voice.plain(home.stale_toast))
        return
    if not await is_administrator(bot, chat.id, query.from_user.id):
        toast.say(voice.plain(linking.not_administrator), alert=True)
        return
    if do[0] == "language" and do[-1] in set(ChatLanguage):
        chat = await chats.choose_language(work, chat, ChatLanguage(do[-1]))
        if where == linking.HERE:
            voice = Voice(tuple(trs[language] for language in chat.language.languages))
    wanted = await _chosen(do, chat.id, subscribing, work)
    if do[0] in {"topics", "on", "off"}:
        await show(query, voice(lambda tr: linking.chat_topics(wanted, where, tr)))
        return
    posts = chat.kind is not ChatKind.CHANNEL or await may_post(bot, chat.id)
    await show(query, voice(lambda tr: linking.chat_news(chat, wanted, where, tr, may_post=posts)))


async def _chosen(do: list[str], chat: int, subscribing: Subscribing, work: Database) -> Subscription:
    match do:
        case ["all"]:
            return await subscribing.choose_all(work, chat)
        case ["stop"]:
            return await subscribing.stop(work, chat)
        case ["resume"]:
            return await subscribing.resume(work, chat)
        case ["on" | "off" as on, topic] if topic in set(Topic):
            return await subscribing.choose(work, chat, Topic(topic), wanted=on == "on")
    return await subscribing.get(work, chat)


def _meant(query: CallbackQuery, where: str, chats: ChatDirectory, clock: Clock) -> Chat | None:
    """The group in which the button stands, or the channel whose id it carries; None when the bot is not there."""
    if where == linking.HERE:
        if query.message is None or in_private(query):
            return None
        return chats.get(query.message.chat.id) or unrecorded(query.message.chat, clock)
    known = chats.get(int(where)) if in_private(query) and re.fullmatch("-[0-9]{1,18}", where, re.ASCII) else None
    return known if known and known.membership.inside else None


def router() -> Router:
    """Groups, and private chats about channels."""
    made = Router(name="linking")
    in_group = F.chat.type.in_({ChatType.GROUP, ChatType.SUPERGROUP})
    private = F.chat.type == ChatType.PRIVATE
    made.message.register(news_command, Command("news"), in_group)
    made.message.register(news_command, CommandStart(deep_link=True, magic=F.args == "news"), in_group)
    shown = F.forward_origin | F.text.regexp(_NAME, mode="fullmatch")
    made.message.register(channel_shown, LINKING, private, shown)
    made.callback_query.register(linking_tap, Tapped("linking"))
    made.callback_query.register(chat_tap, Tapped("chat_news", 2, 3, anywhere=True))
    return made
