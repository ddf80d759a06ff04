"""Groups: commands, mentions and replies only; shows nothing personal; administrators choose the language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandObject, Filter

from bot.domain.language import ChatLanguage
from bot.services.languages import language_of
from bot.telegram.administrators import is_administrator, unrecorded, writes_as_administrator
from bot.telegram.keyboards import Tapped
from bot.telegram.screens import show
from bot.views import groups
from bot.views.answers import answer_screen
from bot.views.home import stale_toast
from bot.views.screens import Go, Screen
from bot.views.voices import Voice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiogram.types import CallbackQuery, Message

    from bot.domain.language import Language
    from bot.domain.people import Chat
    from bot.i18n import Translator
    from bot.services.answering import Answering
    from bot.services.chats import ChatDirectory
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database
    from bot.services.questions import Questions
    from bot.telegram.screens import Toast
    from bot.views.navigation import Surface

GROUPS = {ChatType.GROUP, ChatType.SUPERGROUP}
IN_GROUP = F.chat.type.in_(GROUPS)


class Addressed(Filter):
    """A text in a group that names the bot or replies to it.

    It hands over `question`, the text without the name, and `about`, the event of the answer that it replies to.
    """

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
        to_us = replied is not None and replied.from_user is not None and replied.from_user.id == bot.id
        if not named and not to_us:
            return False
        return {"question": " ".join(question.split()), "about": _told_of(replied) if to_us else None}


def _told_of(message: Message | None) -> str | None:
    """The key of the one event that this message of ours leads to; None where it leads to several."""
    keyboard = message.reply_markup.inline_keyboard if message and message.reply_markup else []
    led = [Go.parse(button.callback_data or "") for row in keyboard for button in row]
    keys = {go.args[0] for go in led if go and go.to == "event" and go.args}
    return keys.pop() if len(keys) == 1 else None


async def ask(
    message: Message,
    *,
    answering: Answering,
    questions: Questions,
    voice: Voice,
    tr: Translator,
    surface: Surface,
    command: CommandObject | None = None,
    question: str = "",
    about: str | None = None,
) -> None:
    """A question to the bot: after /ask, with its name, or in reply to it."""
    text = (command.args or "") if command else question
    if not text:
        await show(message, voice(lambda tr: groups.how_to_ask(surface, tr)))
        return
    found = await answering.aside(text, about)
    await show(message, voice(lambda tr: answer_screen(found, tr, surface)))
    questions.note(text, language_of(text, tr.language), found)


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
    elif await writes_as_administrator(message, bot):
        kept = await chats.choose_language(work, chat_record or unrecorded(message.chat, clock), chosen)
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
    if not await is_administrator(bot, chat.id, query.from_user.id):
        toast.say(voice.plain(groups.only_administrators), alert=True)
        return
    kept = await chats.choose_language(work, chat_record or unrecorded(chat, clock), chosen)
    await show(query, _voice(kept, trs)(groups.language_saved))


def _language(word: str) -> ChatLanguage | None:
    return next((language for language in ChatLanguage if language == word), None)


def _voice(chat: Chat, trs: Mapping[Language, Translator]) -> Voice:
    return Voice(tuple(trs[language] for language in chat.language.languages))


def router() -> Router:
    """Groups and supergroups only; /events stands with the events."""
    made = Router(name="groups")
    made.message.register(ask, Command("ask"), IN_GROUP)
    made.message.register(help_command, Command("help"), IN_GROUP)
    made.message.register(language_command, Command("language"), IN_GROUP)
    made.message.register(ask, IN_GROUP, ~F.text.startswith("/"), Addressed())
    tapped_here = F.message.chat.type.in_(GROUPS)
    made.callback_query.register(menu_tap, tapped_here, Tapped("menu", anywhere=True))
    made.callback_query.register(chat_language_tap, tapped_here, Tapped("chat_language", 1, anywhere=True))
    return made
