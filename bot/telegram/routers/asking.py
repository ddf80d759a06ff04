"""«Ask a question»: the next text is the question, about an event or about anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command

from bot.telegram.keyboards import ASKING, Tapped
from bot.telegram.screens import show
from bot.views import questions

if TYPE_CHECKING:
    from aiogram.fsm.context import FSMContext
    from aiogram.types import CallbackQuery, Message

    from bot.i18n import Translator
    from bot.services.programme import Programmes
    from bot.views.screens import Go


async def ask_tap(
    query: CallbackQuery,
    *,
    go: Go,
    state: FSMContext,
    programmes: Programmes,
    tr: Translator,
) -> None:
    """Wait for the question; about an event that is gone it is a question about anything."""
    event = programmes.current.get(go.args[0]) if go.args else None
    await state.set_state(ASKING)
    await state.set_data({"event": event.key} if event else {})
    await show(query, questions.prompt(event, tr))


async def ask_command(message: Message, state: FSMContext, tr: Translator) -> None:
    """/ask alone waits for the question."""
    await state.set_state(ASKING)
    await state.set_data({})
    await show(message, questions.prompt(None, tr))


def router() -> Router:
    """Private chats only; /ask with a question is a question."""
    made = Router(name="asking")
    made.callback_query.register(ask_tap, Tapped("ask", 0, 1))
    made.message.register(ask_command, Command("ask", magic=~F.args), F.chat.type == ChatType.PRIVATE)
    return made
