"""The messenger over Telegram: says a notice in the words of today and turns every answer into an outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.types import ReplyParameters

from bot.domain.deliveries import Delivery, SendOutcome, Sent, Stale
from bot.domain.language import ChatLanguage, Language
from bot.telegram.keyboards import keyboard, markup
from bot.telegram.refusals import outcome_of
from bot.views.navigation import Surface
from bot.views.notices import WORDS
from bot.views.saying import Copied, Revision, Setting, spoken
from bot.views.voices import Voice

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

    from aiogram import Bot

    from bot.i18n import Translator
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database, Transaction
    from bot.services.programme import Programmes
    from bot.views.saying import Said
    from bot.views.screens import Screen


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
                await self._revise(chat, message, spoken(view, voice))
                return message
            case Copied(source, message, rows):
                under = keyboard(rows(voice.translators[0]))
                copied = await self._bot.copy_message(
                    chat, source, message, message_thread_id=topic, reply_parameters=answers, reply_markup=under
                )
                return copied.message_id
            case view:
                screen = spoken(view, voice)
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
