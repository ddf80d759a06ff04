"""Around a question: «Ask a question» waits for it, and a tap tells which event was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command

from bot.domain.facts import ASPECTS
from bot.telegram.keyboards import ASKING, Tapped
from bot.telegram.screens import show
from bot.views import home, questions
from bot.views.answers import answer_screen

if TYPE_CHECKING:
    from aiogram.fsm.context import FSMContext
    from aiogram.types import CallbackQuery, Message

    from bot.domain.people import Person
    from bot.i18n import Translator
    from bot.services.answering import Answering
    from bot.services.following import Following
    from bot.services.ports.database import Database
    from bot.services.programme import Programmes
    from bot.services.recall import Recall
    from bot.telegram.screens import Toast
    from bot.views.navigation import Surface
    from bot.views.screens import Go
    from bot.views.voices import Voice


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


async def answer_tap(
    query: CallbackQuery,
    *,
    go: Go,
    answering: Answering,
    recall: Recall,
    programmes: Programmes,
    following: Following,
    work: Database,
    voice: Voice,
    surface: Surface,
    toast: Toast,
    person: Person | None = None,
) -> None:
    """What was asked, of the event that was meant."""
    event = programmes.current.get(go.args[0])
    if event is None:
        toast.say(voice.plain(home.stale_toast))
        return
    answer = answering.tell(event, go.args[1] if go.args[1] in ASPECTS else "what_is")
    follows = False
    if person is not None:
        recall.keep(person.id, event.key)
        follows = await following.follows(work, person.id, event)
    await show(query, voice(lambda tr: answer_screen(answer, tr, surface, follows=follows)))


def router() -> Router:
    """Private chats only, but for the tap after a question in a group; /ask with a question is a question."""
    made = Router(name="asking")
    made.callback_query.register(ask_tap, Tapped("ask", 0, 1))
    made.callback_query.register(answer_tap, Tapped("answer", 2, anywhere=True))
    made.message.register(ask_command, Command("ask", magic=~F.args), F.chat.type == ChatType.PRIVATE)
    return made
