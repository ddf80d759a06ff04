"""Free text in a private chat is a question, at any time; answered from what is published, or honestly not."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandObject

from bot.services.answering import Answer, Function
from bot.telegram.keyboards import ASKING
from bot.telegram.screens import show
from bot.views.answers import answer_screen

if TYPE_CHECKING:
    from datetime import datetime

    from aiogram.fsm.context import FSMContext
    from aiogram.types import Message

    from bot.i18n import Translator
    from bot.services.answering import Answering, Outcome
    from bot.services.ports.clock import Clock

REMEMBERED = timedelta(minutes=10)
"""How long an event is what «and where?» is about."""


async def question(message: Message, *, state: FSMContext, answering: Answering, clock: Clock, tr: Translator) -> None:
    """Answer it; after «ask», or soon after another answer, it is about that event unless it names another."""
    data, now = await state.get_data(), clock.now()
    asking = await state.get_state() == ASKING.state
    about = data.get("event") if asking or _is_fresh(data, now) else None
    if asking:
        await state.clear()
    found = answering.answer(message.text or "", about)
    await _remember(state, found, now)
    await show(message, answer_screen(found, tr))


async def ask_command(
    message: Message, *, command: CommandObject, state: FSMContext, answering: Answering, clock: Clock, tr: Translator
) -> None:
    """/ask with the question after it: it stands for itself."""
    found = answering.answer(command.args or "", None)
    await _remember(state, found, clock.now())
    await show(message, answer_screen(found, tr))


def _is_fresh(data: dict[str, Any], now: datetime) -> bool:
    return float(data.get("until", 0)) > now.timestamp()


async def _remember(state: FSMContext, found: Outcome, now: datetime) -> None:
    """Keep the event that was answered about; nothing else of the conversation, and nothing within another one."""
    if await state.get_state() is None and isinstance(found, Answer | Function) and found.event is not None:
        await state.set_data({"event": found.event.key, "until": (now + REMEMBERED).timestamp()})


def router() -> Router:
    """Private chats only."""
    made = Router(name="questions")
    private = F.chat.type == ChatType.PRIVATE
    made.message.register(ask_command, private, Command("ask"))
    made.message.register(question, private, F.text)
    return made
