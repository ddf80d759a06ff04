"""The messenger over Telegram: says a notice in the words of today and turns every answer into an outcome."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import ReplyParameters

from bot.domain.deliveries import Dead, Delivery, Moved, Refused, SendOutcome, Sent, Stale, TryAgain
from bot.domain.language import ChatLanguage, Language
from bot.telegram.keyboards import keyboard, markup
from bot.views.navigation import Surface
from bot.views.notices import WORDS, Copied, Revision, Said, Setting
from bot.views.voices import Voice

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

    from aiogram import Bot

    from bot.i18n import Translator
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database, Transaction
    from bot.services.programme import Programmes
    from bot.views.screens import Screen

DEAD = {
    "bot was blocked by the user": "blocked",
    "user is deactivated": "deactivated",
    "chat not found": "no_chat",
    "can't initiate conversation": "never_started",
    "bot was kicked": "kicked",
    "bot is not a member": "not_member",
    "group chat was deleted": "deleted",
    "have no rights to send": "no_right",
    "not enough rights": "no_right",
    "chat_write_forbidden": "no_right",
}
"""What Telegram says of a chat that cannot be written to, and our word for it."""


def outcome_of(error: TelegramAPIError) -> SendOutcome:
    """What a failed send means; judged by the text, since the same status stands for different things."""
    match error:
        case TelegramMigrateToChat(migrate_to_chat_id=to):
            return Moved(to)
        case TelegramRetryAfter(retry_after=seconds):
            return TryAgain("flood", timedelta(seconds=seconds))
        case TelegramNetworkError() | TelegramServerError():
            return TryAgain("out_of_reach")
    said = error.message.casefold()
    cause = next((word for text, word in DEAD.items() if text in said), None)
    return Dead(cause) if cause else Refused("refused_by_telegram")


class TelegramMessenger:
    """Sends through a bot whose requests have the priority of notices."""

    def __init__(  # noqa: PLR0917  built in one place
        self,
        bot: Bot,
        database: Database,
        programmes: Programmes,
        translators: Mapping[Language, Translator],
        clock: Clock,
        zone: ZoneInfo,
    ) -> None:
        self._bot = bot
        self._database = database
        self._programmes = programmes
        self._translators = translators
        self._clock = clock
        self._zone = zone

    async def send(self, delivery: Delivery) -> SendOutcome:
        """Send it once, in the language that the person or the group has now.

        Any notice may name by its params the `topic` of a forum where it is said, and the message that it `answers`.
        """
        try:
            surface = Surface((await self._bot.me()).username or "", public=delivery.chat < 0)
            said, languages = await self._database.read(lambda tx: self._read(tx, delivery, surface))
            if said is None:
                return Stale("out_of_date")
            voice = Voice(tuple(self._translators[language] for language in languages))
            return Sent(await self._say(said, delivery, voice))
        except TelegramAPIError as error:
            return outcome_of(error)

    def _read(self, tx: Transaction, delivery: Delivery, surface: Surface) -> tuple[Said | None, tuple[Language, ...]]:
        setting = Setting(tx, self._programmes.current, self._clock.now(), self._zone, surface)
        said = WORDS[delivery.notice.kind](delivery.notice.params, setting)
        return said, _languages(tx, delivery.chat)

    async def _say(self, said: Said, delivery: Delivery, voice: Voice) -> int:
        """Say it; the id of the message that now says it."""
        chat, topic, answers = delivery.chat, _number(delivery, "topic"), _answers(delivery)
        match said:
            case Revision(message, view):
                await self._revise(chat, message, voice(view))
                return message
            case Copied(source, message, rows):
                under = keyboard(rows(voice.translators[0]))
                copied = await self._bot.copy_message(
                    chat, source, message, message_thread_id=topic, reply_parameters=answers, reply_markup=under
                )
                return copied.message_id
            case view:
                screen = voice(view)
                under = markup(screen)
                sent = await self._bot.send_message(
                    chat, screen.html, message_thread_id=topic, reply_parameters=answers, reply_markup=under
                )
                return sent.message_id

    async def _revise(self, chat: int, message: int, screen: Screen) -> None:
        try:
            await self._bot.edit_message_text(
                screen.html, chat_id=chat, message_id=message, reply_markup=markup(screen)
            )
        except TelegramBadRequest as error:
            if "message is not modified" not in error.message.casefold():
                raise


def _languages(tx: Transaction, chat: int) -> tuple[Language, ...]:
    """What the chat reads: Kazakh where a person has chosen nothing, both where nothing is known of a group."""
    if chat > 0:
        person = tx.people.get(chat)
        return ((person.language if person else None) or Language.KK,)
    known = tx.chats.get(chat)
    return (known.language if known else ChatLanguage.BOTH).languages


def _number(delivery: Delivery, name: str) -> int | None:
    value = delivery.notice.params.get(name)
    return int(value) if value else None


def _answers(delivery: Delivery) -> ReplyParameters | None:
    answered = _number(delivery, "answers")
    return ReplyParameters(message_id=answered, allow_sending_without_reply=True) if answered else None
