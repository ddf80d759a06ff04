"""/language in a private chat: the person's own choice, which wins over everything guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command

from bot.domain.language import Language
from bot.telegram.keyboards import Tapped
from bot.telegram.screens import show
from bot.views import home

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiogram.types import CallbackQuery, Message

    from bot.domain.policy import StaffRole
    from bot.i18n import Translator
    from bot.services.people import Directory
    from bot.services.ports.database import Database
    from bot.telegram.screens import Toast
    from bot.views.screens import Go


async def language_command(message: Message, tr: Translator) -> None:
    """/language."""
    await show(message, home.language_choice(tr))


async def languages_tap(query: CallbackQuery, tr: Translator) -> None:
    """The choice from the menu."""
    await show(query, home.language_choice(tr))


async def language_tap(
    query: CallbackQuery,
    *,
    go: Go,
    people: Directory,
    work: Database,
    tr: Translator,
    trs: Mapping[Language, Translator],
    staff_role: StaffRole | None,
    toast: Toast,
) -> None:
    """Keep the choice, and go on in it."""
    try:
        chosen = Language(go.args[0])
    except ValueError:
        toast.say(home.stale_toast(tr))
        await show(query, home.language_choice(tr))
        return
    await people.choose_language(work, query.from_user.id, chosen)
    toast.say(home.language_saved(trs[chosen]))
    await show(query, home.menu(trs[chosen], staff=staff_role is not None))


def router() -> Router:
    """Private chats only."""
    made = Router(name="language")
    made.message.register(language_command, Command("language"), F.chat.type == ChatType.PRIVATE)
    made.callback_query.register(languages_tap, Tapped("languages"))
    made.callback_query.register(language_tap, Tapped("language", 1))
    return made
