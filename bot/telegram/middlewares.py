"""Introduces every update to its handler: who writes, where, in which language; answers every tap; decides nothing."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from aiogram import BaseMiddleware
from aiogram.enums import ChatType
from aiogram.types import Chat, Message, TelegramObject, Update, User

from bot.domain.language import ChatLanguage, Language
from bot.services.languages import language_of
from bot.telegram.screens import Toast
from bot.views.navigation import Surface
from bot.views.voices import Voice

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from aiogram.types import CallbackQuery

    from bot.domain.people import Person
    from bot.i18n import Translator
    from bot.services.chats import ChatDirectory
    from bot.services.people import Directory
    from bot.services.staffing import Staffing

PATIENCE = 1.5
"""Seconds after which a tap is answered although its screen is still on the way."""

INTRODUCED = ("tr", "voice", "surface", "person", "chat_record", "staff_role", "toast")
"""What it adds for handlers: `person` only in private, `chat_record` elsewhere, `toast` for taps."""


class Introduction(BaseMiddleware):
    """The one outer middleware of updates; an update costs at most one read (of a person not seen lately)."""

    def __init__(
        self,
        *,
        people: Directory,
        chats: ChatDirectory,
        staffing: Staffing,
        trs: Mapping[Language, Translator],
        bot_username: str,
    ) -> None:
        self._people = people
        self._chats = chats
        self._staffing = staffing
        self._trs = trs
        self._bot_username = bot_username

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Add what is known; a tap is answered even when its handler fails."""
        if not isinstance(event, Update):
            raise TypeError("this middleware stands before whole updates")
        user: User | None = data.get("event_from_user")
        chat: Chat | None = data.get("event_chat")
        data["staff_role"] = self._staffing.role(user.id) if user else None
        if chat is not None and chat.type != ChatType.PRIVATE:
            self._meet_chat(chat, data)
        elif user is not None:
            await self._meet_person(user, event, data)
        if event.callback_query is None:
            return await handler(event, data)
        data["toast"] = toast = Toast()
        return await _answered(handler(event, data), event.callback_query, toast)

    def _meet_chat(self, chat: Chat, data: dict[str, Any]) -> None:
        data["chat_record"] = record = self._chats.get(chat.id)
        languages = (record.language if record else ChatLanguage.BOTH).languages
        self._speak(languages, data, public=True)

    async def _meet_person(self, user: User, update: Update, data: dict[str, Any]) -> None:
        data["person"] = person = await self._people.get(data["work"], user.id)
        self._speak((_language(person, user, update),), data, public=False)

    def _speak(self, languages: tuple[Language, ...], data: dict[str, Any], *, public: bool) -> None:
        data["voice"] = Voice(tuple(self._trs[language] for language in languages))
        data["tr"] = self._trs[languages[0]]
        data["surface"] = Surface(self._bot_username, public=public)


async def _answered(handling: Awaitable[Any], query: CallbackQuery, toast: Toast) -> Any:
    """Answer the tap once it is handled, well or badly; sooner when that takes long (a screen awaits its turn)."""
    outcome, failure, handled = None, None, asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(_answer(query, toast, handled))
        try:
            outcome = await handling
        except Exception as error:  # noqa: BLE001  raised again below, where no group of exceptions wraps it
            failure = error
        handled.set()
    if failure is not None:
        raise failure
    return outcome


async def _answer(query: CallbackQuery, toast: Toast, handled: asyncio.Event) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            await handled.wait()
    await toast.answer(query)


def _language(person: Person, user: User, update: Update) -> Language:
    """The choice, else the language of the message (of a tap: of the message that carries the button)."""
    if person.language is not None:
        return person.language
    message = update.callback_query.message if update.callback_query else update.message
    text = (message.text or message.caption or "") if isinstance(message, Message) else ""
    if text.startswith("/"):
        text = ""
    return language_of(text, user.language_code)
