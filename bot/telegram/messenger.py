"""The messenger over Telegram: says a notice in the words of today and turns every answer into an outcome."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from aiogram.exceptions import (
    TelegramAPIError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from bot.domain.deliveries import Dead, Delivery, Moved, NoticeKind, Refused, SendOutcome, Sent, Stale, TryAgain
from bot.domain.language import Language
from bot.telegram.keyboards import markup
from bot.views.notices import date_announced

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

    from aiogram import Bot

    from bot.i18n import Translator
    from bot.services.people import Directory
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database
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
        people: Directory,
        programmes: Programmes,
        translators: Mapping[Language, Translator],
        clock: Clock,
        zone: ZoneInfo,
    ) -> None:
        self._bot = bot
        self._database = database
        self._people = people
        self._programmes = programmes
        self._translators = translators
        self._clock = clock
        self._zone = zone

    async def send(self, delivery: Delivery) -> SendOutcome:
        """Send it once, in the person's language."""
        person = await self._people.get(self._database, delivery.chat)
        screen = self._screen(delivery, self._translators[person.language or Language.KK])
        if screen is None:
            return Stale("out_of_date")
        try:
            message = await self._bot.send_message(delivery.chat, screen.html, reply_markup=markup(screen))
        except TelegramAPIError as error:
            return outcome_of(error)
        return Sent(message.message_id)

    def _screen(self, delivery: Delivery, tr: Translator) -> Screen | None:
        """The notice in words; None when what it tells is no longer so."""
        params = delivery.notice.params
        match delivery.notice.kind:
            case NoticeKind.DATE_ANNOUNCED:
                event = self._programmes.current.get(params["event"])
                edition = event.edition(params["edition"]) if event else None
                if event is None or edition is None or edition.is_over(self._clock.now(), self._zone):
                    return None
                return date_announced(event, edition, tr)
