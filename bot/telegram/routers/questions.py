"""Free text in a private chat is a question, at any time; answered from what is published, or honestly not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandObject

from bot.services.answering import Answer, Function
from bot.telegram.keyboards import ASKING
from bot.telegram.screens import show
from bot.views.answers import answer_screen

if TYPE_CHECKING:
    from aiogram.fsm.context import FSMContext
    from aiogram.types import Message

    from bot.domain.people import Person
    from bot.i18n import Translator
    from bot.services.answering import Answering, Outcome
    from bot.services.recall import Recall


async def question(
    message: Message, *, state: FSMContext, person: Person, answering: Answering, recall: Recall, tr: Translator
) -> None:
    """Answer it; after «ask», or soon after another answer, it is about that event unless it names another."""
    about = recall.event(person.id)
    if await state.get_state() == ASKING.state:
        about = (await state.get_data()).get("event")
        await state.clear()
    await _answer(message, answering.answer(message.text or "", about), person, recall, tr)


async def ask_command(
    message: Message, *, command: CommandObject, person: Person, answering: Answering, recall: Recall, tr: Translator
) -> None:
    """/ask with the question after it: it stands for itself."""
    await _answer(message, answering.answer(command.args or "", None), person, recall, tr)


async def _answer(message: Message, found: Outcome, person: Person, recall: Recall, tr: Translator) -> None:
    if isinstance(found, Answer | Function) and found.event is not None:
        recall.keep(person.id, found.event.key)
    await show(message, answer_screen(found, tr))


def router() -> Router:
    """Private chats only."""
    made = Router(name="questions")
    private = F.chat.type == ChatType.PRIVATE
    made.message.register(ask_command, private, Command("ask"))
    made.message.register(question, private, F.text)
    return made
