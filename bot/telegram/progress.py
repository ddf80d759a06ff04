"""The one message that shows an author how far an announcement is: edited while it runs; tells nobody anything new.

It is a notice of the outbox, so it is known by its key and survives a restart; what it says is made anew at each look.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiogram.exceptions import TelegramAPIError

from bot.domain.language import Language
from bot.services.announcement_news import progress_key
from bot.services.announcing import Announcing
from bot.services.pacing import Priority
from bot.telegram.keyboards import markup
from bot.views.running import status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aiogram import Bot

    from bot.i18n import Translator
    from bot.services.announced import Status
    from bot.services.pacing import Pacer
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database, Transaction
    from bot.services.programme import Programmes
    from bot.views.screens import Screen

log = logging.getLogger(__name__)

BUSY = 1.0
"""Seconds that an edit would have to wait: then it is left for the next look."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A progress message, and what it is to say."""

    chat: int
    message: int
    language: Language
    status: Status


class ProgressMessages:
    """Look every few seconds; a message is edited only where it changes, and not while the pacer is busy."""

    def __init__(
        self,
        bot: Bot,
        database: Database,
        programmes: Programmes,
        translators: Mapping[Language, Translator],
        *,
        clock: Clock,
        pacer: Pacer,
    ) -> None:
        self._bot = bot
        self._database = database
        self._programmes = programmes
        self._translators = translators
        self._clock = clock
        self._pacer = pacer
        self._said: dict[int, Screen] = {}

    async def look(self) -> None:
        """Bring every progress message up to date, those of what has just ended too."""
        for shown in await self._database.read(lambda tx: self._read(tx, frozenset(self._said))):
            number = shown.status.announcement.id
            tr = self._translators[shown.language]
            screen = status(shown.status, self._clock.now(), tr, self._programmes.current)
            if self._said.get(number) != screen and self._pacer.ready_in(shown.chat, Priority.NOTICE) < BUSY:
                await self._edit(shown, screen)
                self._said[number] = screen
            if self._said.get(number) == screen and not shown.status.announcement.state.at_work:
                del self._said[number]

    def _read(self, tx: Transaction, followed: frozenset[int]) -> Sequence[Shown]:
        found = []
        for number in sorted(followed | {work.id for work in tx.announcements.at_work()}):
            one, delivery = tx.announcements.get(number), tx.outbox.get(progress_key(number))
            if one is None or delivery is None or delivery.message is None:
                continue
            person = tx.people.get(delivery.chat)
            language = (person.language if person else None) or Language.KK
            seen = Announcing.seen(tx, one)
            found.append(Shown(delivery.chat, delivery.message, language, seen))
        return found

    async def _edit(self, shown: Shown, screen: Screen) -> None:
        try:
            await self._bot.edit_message_text(
                screen.html, chat_id=shown.chat, message_id=shown.message, reply_markup=markup(screen)
            )
        except TelegramAPIError as error:
            log.info("a progress message could not be edited", extra={"cause": type(error).__name__})
