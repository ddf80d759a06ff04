"""What one process is made of: the use cases over one database, and the way to Telegram; builds nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aiogram import Bot, Dispatcher

    from bot.domain.language import Language
    from bot.i18n import Translator
    from bot.services.announcing import Announcing
    from bot.services.answering import Answering
    from bot.services.broadcasting import Broadcaster
    from bot.services.cancelling import Cancelling
    from bot.services.chats import ChatDirectory
    from bot.services.composing import Composing
    from bot.services.delivery import Sender
    from bot.services.dialogues import DialogueBuffer
    from bot.services.editing import Editing
    from bot.services.erasing import Erasing
    from bot.services.following import Following
    from bot.services.handover import Handovers
    from bot.services.office import Office
    from bot.services.pace import KeptPace
    from bot.services.people import Directory
    from bot.services.planning import Planning
    from bot.services.ports.clock import Clock
    from bot.services.programme import Programmes
    from bot.services.questions import Questions
    from bot.services.reminding import Reminding
    from bot.services.seating import Seating
    from bot.services.staffing import Staffing
    from bot.storage.database import SqlDatabase
    from bot.telegram.progress import ProgressMessages
    from bot.telegram.reach import Reach


@dataclass(frozen=True, slots=True)
class Services:
    """The use cases over one database, and what they share."""

    database: SqlDatabase
    clock: Clock
    translators: Mapping[Language, Translator]
    programmes: Programmes
    people: Directory
    chats: ChatDirectory
    staffing: Staffing
    handovers: Handovers
    office: Office
    following: Following
    editing: Editing
    planning: Planning
    announcing: Announcing
    composing: Composing
    seating: Seating
    reminding: Reminding
    cancelling: Cancelling
    erasing: Erasing
    dialogues: DialogueBuffer
    answering: Answering
    questions: Questions

    async def refresh(self) -> None:
        """Read again what is held in memory and another process (`load`, say) may have changed."""
        await self.programmes.refresh()
        if await self.people.refresh():
            await self.chats.refresh()


@dataclass(frozen=True, slots=True)
class Telegram:
    """The way to Telegram: in through the dispatcher, out through the bot and the outbox's sender."""

    bot: Bot
    dispatcher_for: Callable[[str], Dispatcher]
    sender: Sender
    broadcaster: Broadcaster
    pace: KeptPace
    progress: ProgressMessages
    reach: Reach
