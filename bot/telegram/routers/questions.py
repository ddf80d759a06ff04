"""Free text in a private chat is a question, at any time; answered from what is published, or honestly not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandObject

from bot.services.answering import Answer, Function
from bot.services.languages import language_of
from bot.telegram.keyboards import ASKING
from bot.telegram.screens import show
from bot.views.answers import answer_screen, is_handed_over

if TYPE_CHECKING:
    from aiogram.fsm.context import FSMContext
    from aiogram.types import Message

    from bot.domain.people import Person
    from bot.i18n import Translator
    from bot.services.answering import Answering
    from bot.services.following import Following
    from bot.services.ports.database import Database
    from bot.services.questions import Questions
    from bot.services.recall import Recall


async def question(
    message: Message,
    *,
    state: FSMContext,
    person: Person,
    answering: Answering,
    recall: Recall,
    questions: Questions,
    following: Following,
    work: Database,
    tr: Translator,
    command: CommandObject | None = None,
) -> None:
    """Answer it; after «ask», or soon after another answer, it is about that event unless it names another.

    What stands after the command /ask speaks for itself.
    """
    text, about = message.text or "", recall.event(person.id)
    if command is not None:
        text, about = command.args or "", None
    elif await state.get_state() == ASKING.state:
        about = (await state.get_data()).get("event")
        await state.clear()
    found = await answering.aside(text, about)
    follows = False
    if isinstance(found, Answer | Function) and found.event is not None:
        recall.keep(person.id, found.event.key)
        follows = await following.follows(work, person.id, found.event)
    await show(message, answer_screen(found, tr, follows=follows), citing=is_handed_over(found))
    questions.note(text, language_of(text, tr.language), found)


def router() -> Router:
    """Private chats only."""
    made = Router(name="questions")
    private = F.chat.type == ChatType.PRIVATE
    made.message.register(question, private, Command("ask"))
    made.message.register(question, private, F.text)
    return made
