"""Free text in a private chat is a question, at any time; answered from what is published, or honestly not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandObject

from bot.telegram.keyboards import ASKING
from bot.telegram.screens import show
from bot.views.answers import answer_screen

if TYPE_CHECKING:
    from aiogram.fsm.context import FSMContext
    from aiogram.types import Message

    from bot.i18n import Translator
    from bot.services.answering import Answering


async def question(message: Message, state: FSMContext, answering: Answering, tr: Translator) -> None:
    """Answer it; after «ask» it is about that event, unless it names another."""
    about = None
    if await state.get_state() == ASKING.state:
        about = (await state.get_data()).get("event")
        await state.clear()
    await show(message, answer_screen(answering.answer(message.text or "", about), tr))


async def ask_command(message: Message, command: CommandObject, answering: Answering, tr: Translator) -> None:
    """/ask with the question after it."""
    await show(message, answer_screen(answering.answer(command.args or "", None), tr))


def router() -> Router:
    """Private chats only."""
    made = Router(name="questions")
    private = F.chat.type == ChatType.PRIVATE
    made.message.register(ask_command, private, Command("ask"))
    made.message.register(question, private, F.text)
    return made
