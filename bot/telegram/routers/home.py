"""Menu, help, privacy and /cancel in private chats; every one of them works from any state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command

from bot.telegram.contacts import leave
from bot.telegram.keyboards import Tapped
from bot.telegram.screens import show
from bot.views import home

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiogram.fsm.context import FSMContext
    from aiogram.types import CallbackQuery, Message

    from bot.domain.policy import StaffRole
    from bot.i18n import Translator


async def menu_command(message: Message, state: FSMContext, tr: Translator, staff_role: StaffRole | None) -> None:
    """/menu."""
    await leave(message, state, tr)
    await show(message, home.menu(tr, staff=staff_role is not None))


async def menu_tap(query: CallbackQuery, state: FSMContext, tr: Translator, staff_role: StaffRole | None) -> None:
    """Back to the menu."""
    await leave(query, state, tr)
    await show(query, home.menu(tr, staff=staff_role is not None))


async def help_command(message: Message, tr: Translator, staff_role: StaffRole | None) -> None:
    """/help leaves what is under way as it is."""
    await show(message, home.help_screen(tr, staff=staff_role is not None))


async def help_tap(query: CallbackQuery, tr: Translator, staff_role: StaffRole | None) -> None:
    """Help from a button."""
    await show(query, home.help_screen(tr, staff=staff_role is not None))


async def privacy_command(message: Message, tr: Translator, staff_role: StaffRole | None) -> None:
    """/privacy."""
    await show(message, home.privacy(tr, staff=staff_role is not None))


async def privacy_tap(query: CallbackQuery, tr: Translator, staff_role: StaffRole | None) -> None:
    """Privacy from a button."""
    await show(query, home.privacy(tr, staff=staff_role is not None))


async def cancel_command(message: Message, state: FSMContext, tr: Translator) -> None:
    """/cancel says what it did."""
    await show(message, home.cancelled(tr) if await leave(message, state, tr) else home.nothing_to_cancel(tr))


async def cancel_tap(query: CallbackQuery, state: FSMContext, tr: Translator) -> None:
    """The same from a button."""
    await show(query, home.cancelled(tr) if await leave(query, state, tr) else home.nothing_to_cancel(tr))


def router() -> Router:
    """Private chats only."""
    made = Router(name="home")
    commands: dict[str, Callable[..., Any]] = {
        "menu": menu_command,
        "help": help_command,
        "privacy": privacy_command,
        "cancel": cancel_command,
    }
    taps: dict[str, Callable[..., Any]] = {
        "menu": menu_tap,
        "help": help_tap,
        "privacy": privacy_tap,
        "cancel": cancel_tap,
    }
    for name, on_command in commands.items():
        made.message.register(on_command, Command(name), F.chat.type == ChatType.PRIVATE)
    for name, on_tap in taps.items():
        made.callback_query.register(on_tap, Tapped(name))
    return made
