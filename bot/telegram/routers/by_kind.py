"""/guidance, /internships and /contests: what of that kind takes registrations now, or what is awaited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command

from bot.domain.events import Kind
from bot.telegram.keyboards import Tapped
from bot.telegram.screens import show
from bot.views.by_kind import of_kind
from bot.views.home import stale

if TYPE_CHECKING:
    from datetime import datetime

    from aiogram.filters import CommandObject
    from aiogram.types import CallbackQuery, Message

    from bot.i18n import Translator
    from bot.services.ports.clock import Clock
    from bot.services.programme import Programmes
    from bot.services.registering import Registering
    from bot.views.screens import Go, Screen

KINDS = {"guidance": Kind.GUIDANCE, "internships": Kind.INTERNSHIP, "contests": Kind.CONTEST}
"""Which kind a command asks for."""


async def kind_command(
    message: Message,
    *,
    command: CommandObject,
    programmes: Programmes,
    registering: Registering,
    clock: Clock,
    tr: Translator,
) -> None:
    """What of the kind one may sign up for; where nothing is open, its events, whose dates may be awaited."""
    await show(message, _screen(KINDS[command.command.lower()], 0, programmes, registering, tr, now=clock.now()))


async def kind_tap(
    query: CallbackQuery, *, go: Go, programmes: Programmes, registering: Registering, clock: Clock, tr: Translator
) -> None:
    """A page of it."""
    kind = next((kind for kind in KINDS.values() if kind == go.args[0]), None)
    page, now = go.number_at(1), clock.now()
    await show(query, _screen(kind, page, programmes, registering, tr, now=now) if kind else stale(tr))


def _screen(
    kind: Kind, page: int, programmes: Programmes, registering: Registering, tr: Translator, *, now: datetime
) -> Screen:
    taking = [event for event in registering.taking() if event.kind is kind]
    return of_kind(kind, taking, [event for event in programmes.current if event.kind is kind], page, tr, now=now)


def router() -> Router:
    """Private chats only."""
    made = Router(name="by_kind")
    made.message.register(kind_command, Command(*KINDS, ignore_case=True), F.chat.type == ChatType.PRIVATE)
    made.callback_query.register(kind_tap, Tapped("of_kind", 2))
    return made
