"""What to sign up for: the events that take registrations, and one session of theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command

from bot.telegram.keyboards import Tapped
from bot.telegram.screens import show
from bot.views import choosing
from bot.views.home import stale

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery, Message

    from bot.domain.people import Person
    from bot.i18n import Translator
    from bot.services.ports.database import Database
    from bot.services.registering import Registering
    from bot.views.screens import Go


async def register(
    event: Message | CallbackQuery, *, registering: Registering, tr: Translator, go: Go | None = None
) -> None:
    """/register, or its button, shows the events that take registrations now."""
    await show(event, choosing.taking_registrations(registering.taking(), go.number if go else 0, tr))


async def session_tap(
    query: CallbackQuery,
    *,
    go: Go,
    registering: Registering,
    person: Person,
    work: Database,
    tr: Translator,
) -> None:
    """One session."""
    found = registering.behind(*go.args)
    if found is None:
        await show(query, stale(tr))
        return
    standing = await registering.standing(work, found, person.id)
    await show(query, choosing.session_screen(found, standing, tr, person.role))


def router() -> Router:
    """In private chats, and wherever a button of theirs is."""
    made = Router(name="choosing")
    made.message.register(register, Command("register"), F.chat.type == ChatType.PRIVATE)
    made.callback_query.register(register, Tapped("register", 0, 1))
    made.callback_query.register(session_tap, Tapped("session", 2))
    return made
