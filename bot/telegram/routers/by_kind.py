"""/guidance, /internships and /contests: what of that kind takes registrations now, or what is awaited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command

from bot.domain.events import Kind
from bot.telegram.screens import show
from bot.views.by_kind import of_kind

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from aiogram.filters import CommandObject
    from aiogram.types import Message

    from bot.i18n import Translator
    from bot.services.ports.clock import Clock
    from bot.services.programme import Programmes

KINDS = {"guidance": Kind.GUIDANCE, "internships": Kind.INTERNSHIP, "contests": Kind.CONTEST}
"""Which kind a command asks for."""


async def kind_command(
    message: Message,
    *,
    command: CommandObject,
    programmes: Programmes,
    clock: Clock,
    zone: ZoneInfo,
    tr: Translator,
) -> None:
    """What of the kind one may sign up for; where nothing is open, its events, whose dates may be awaited."""
    now, kind = clock.now(), KINDS[command.command.lower()]
    theirs = [event for event in programmes.current if event.kind is kind and not event.archived]
    editions = [(event, event.current(now, zone)) for event in theirs]
    taking = [event for event, edition in editions if edition and edition.takes_registrations(now, zone)]
    await show(message, of_kind(kind, taking, theirs, tr))


def router() -> Router:
    """Private chats only."""
    made = Router(name="by_kind")
    made.message.register(kind_command, Command(*KINDS, ignore_case=True), F.chat.type == ChatType.PRIVATE)
    return made
