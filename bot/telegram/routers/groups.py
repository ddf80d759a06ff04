"""Groups: commands, mentions and replies only; shows nothing personal; administrators choose the language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiogram import Bot, F, Router
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import Command, CommandObject, Filter

from bot.domain.language import ChatLanguage
from bot.domain.people import Chat, ChatKind, Membership
from bot.telegram.keyboards import Tapped
from bot.telegram.screens import show
from bot.views import groups
from bot.views.answers import answer_screen
from bot.views.home import stale_toast
from bot.views.screens import Screen
from bot.views.voices import Voice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiogram.types import CallbackQuery, Message
    from aiogram.types import Chat as TelegramChat

    from bot.domain.language import Language
    from bot.i18n import Translator
    from bot.services.answering import Answering
    from bot.services.chats import ChatDirectory
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database
    from bot.telegram.screens import Toast
    from bot.views.navigation import Surface
    from bot.views.screens import Go

GROUPS = {ChatType.GROUP, ChatType.SUPERGROUP}
ADMINISTRATORS = {ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR}
IN_GROUP = F.chat.type.in_(GROUPS)


class Addressed(Filter):
    """A text in a group that names the bot or replies to it; hands over `question`, the text without the name."""

    async def __call__(self, message: Message, bot: Bot, bot_username: str) -> bool | dict[str, Any]:
        """Whether it is one."""
        if not message.text:
            return False
        question = message.text
        named = False
        for entity in message.entities or ():
            said = entity.extract_from(message.text)
            by_name = entity.type == "mention" and said.casefold() == f"@{bot_username}".casefold()
            if by_name or (entity.type == "text_mention" and entity.user is not None and entity.user.id == bot.id):
                question = question.replace(said, " ")
                named = True
        replied = message.reply_to_message
        if not named and not (replied and replied.from_user and replied.from_user.id == bot.id):
            return False
        return {"question": " ".join(question.split())}


async def ask_command(
    message: Message, command: CommandObject, answering: Answering, voice: Voice, surface: Surface
) -> None:
    """/ask with the question after it."""
    await _answer(message, command.args or "", answering, voice, surface)


async def addressed(message: Message, question: str, answering: Answering, voice: Voice, surface: Surface) -> None:
    """A question to the bot by its name, or a reply to it."""
    await _answer(message, question, answering, voice, surface)


async def _answer(message: Message, question: str, answering: Answering, voice: Voice, surface: Surface) -> None:
    if not question:
        await show(message, voice(lambda tr: groups.how_to_ask(surface, tr)))
        return
    found = answering.answer(question, None)
    await show(message, voice(lambda tr: answer_screen(found, tr)))


async def help_command(message: Message, voice: Voice, surface: Surface) -> None:
    """/help, and every other command that is meant for this bot."""
    await show(message, voice(lambda tr: groups.help_screen(surface, tr)))


async def menu_tap(query: CallbackQuery, voice: Voice, surface: Surface) -> None:
    """A group has no menu of its own: what can be done here."""
    await show(query, voice(lambda tr: groups.help_screen(surface, tr)))


async def language_command(
    message: Message,
    *,
    command: CommandObject,
    bot: Bot,
    chats: ChatDirectory,
    chat_record: Chat | None,
    clock: Clock,
    work: Database,
    trs: Mapping[Language, Translator],
    voice: Voice,
) -> None:
    """/language shows the choice; with `kk`, `ru` or `both` after it, it is the choice."""
    chosen = _language((command.args or "").strip().casefold())
    if chosen is None:
        await show(message, voice(groups.language_choice))
    elif await _writes_as_administrator(message, bot):
        kept = await chats.choose_language(work, chat_record or _unrecorded(message.chat, clock), chosen)
        await show(message, _voice(kept, trs)(groups.language_saved))
    else:
        await show(message, voice(lambda tr: Screen(groups.only_administrators(tr))))


async def chat_language_tap(
    query: CallbackQuery,
    *,
    go: Go,
    bot: Bot,
    chats: ChatDirectory,
    chat_record: Chat | None,
    clock: Clock,
    work: Database,
    trs: Mapping[Language, Translator],
    voice: Voice,
    toast: Toast,
) -> None:
    """Keep the group's language, if an administrator chose it."""
    chosen, chat = _language(go.args[0]), query.message.chat if query.message else None
    if chosen is None or chat is None:
        toast.say(voice.plain(stale_toast))
        return
    if not await _is_administrator(bot, chat.id, query.from_user.id):
        toast.say(voice.plain(groups.only_administrators), alert=True)
        return
    kept = await chats.choose_language(work, chat_record or _unrecorded(chat, clock), chosen)
    await show(query, _voice(kept, trs)(groups.language_saved))


def _language(word: str) -> ChatLanguage | None:
    return next((language for language in ChatLanguage if language == word), None)


def _voice(chat: Chat, trs: Mapping[Language, Translator]) -> Voice:
    return Voice(tuple(trs[language] for language in chat.language.languages))


async def _writes_as_administrator(message: Message, bot: Bot) -> bool:
    """Whether it is from an administrator; an anonymous one writes in the name of the group itself."""
    if message.sender_chat is not None:
        return message.sender_chat.id == message.chat.id
    return message.from_user is not None and await _is_administrator(bot, message.chat.id, message.from_user.id)


async def _is_administrator(bot: Bot, chat: int, person: int) -> bool:
    try:
        member = await bot.get_chat_member(chat, person)
    except TelegramBadRequest:
        return False
    return member.status in ADMINISTRATORS


def _unrecorded(chat: TelegramChat, clock: Clock) -> Chat:
    """A group that the bot was in before it kept a record of such."""
    return Chat(chat.id, ChatKind(chat.type), chat.title or "", Membership.MEMBER, changed_at=clock.now())


def router() -> Router:
    """Groups and supergroups only; /events stands with the events."""
    made = Router(name="groups")
    made.message.register(ask_command, Command("ask"), IN_GROUP)
    made.message.register(help_command, Command("help"), IN_GROUP)
    made.message.register(language_command, Command("language"), IN_GROUP)
    made.message.register(addressed, IN_GROUP, ~F.text.startswith("/"), Addressed())
    tapped_here = F.message.chat.type.in_(GROUPS)
    made.callback_query.register(menu_tap, tapped_here, Tapped("menu", anywhere=True))
    made.callback_query.register(chat_language_tap, tapped_here, Tapped("chat_language", 1, anywhere=True))
    return made
