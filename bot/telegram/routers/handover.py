"""«Ask an organizer»: a person passes a question on, looks at it, adds to it, takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.types import Message

from bot.services.handover import NoText, PassedOn, Question, TooMany, Unchanged, Unknown
from bot.telegram.keyboards import PASSING, Tapped
from bot.telegram.screens import show
from bot.views import handover as views

if TYPE_CHECKING:
    from aiogram.fsm.context import FSMContext
    from aiogram.types import CallbackQuery

    from bot.domain.handovers import Handover
    from bot.domain.people import Person
    from bot.i18n import Translator
    from bot.services.handover import Handovers
    from bot.services.ports.database import Database
    from bot.services.programme import Programmes
    from bot.telegram.screens import Toast
    from bot.views.screens import Go, Screen


async def pass_on_tap(
    query: CallbackQuery,
    *,
    go: Go,
    state: FSMContext,
    handovers: Handovers,
    programmes: Programmes,
    work: Database,
    person: Person,
    tr: Translator,
) -> None:
    """Pass on the question that the tapped answer replies to; where that is out of reach, ask for it."""
    event = programmes.current.get(go.args[0])
    asked = query.message.reply_to_message if isinstance(query.message, Message) else None
    if asked is None or not asked.text:
        await _prompt(query, state, event.key if event else None, programmes, tr)
        return
    question = Question(_question(asked.text), tr.language, event.key if event else None, asked.message_id)
    await show(query, _done(await handovers.ask(work, person.id, question), tr))


async def organizer_tap(
    query: CallbackQuery, *, go: Go, state: FSMContext, programmes: Programmes, tr: Translator
) -> None:
    """Ask for the question."""
    await _prompt(query, state, go.args[0] if go.args else None, programmes, tr)


async def ask_more_tap(
    query: CallbackQuery,
    *,
    go: Go,
    state: FSMContext,
    handovers: Handovers,
    work: Database,
    person: Person,
    tr: Translator,
) -> None:
    """The next text is added to a question."""
    handover = await _mine(handovers, work, person, go)
    if handover is None or not handover.question:
        await show(query, views.unknown(tr))
        return
    await state.set_state(PASSING)
    await state.set_data({"handover": handover.id})
    await _send(query, views.prompt_for_more(handover, tr))


async def words(
    message: Message, *, state: FSMContext, handovers: Handovers, work: Database, person: Person, tr: Translator
) -> None:
    """The question, or what is added to one."""
    data = await state.get_data()
    await state.clear()
    text = message.text or ""
    if number := data.get("handover"):
        done = await handovers.ask_more(work, person.id, number, text, message.message_id)
        await show(message, _done(done, tr))
        return
    question = Question(text, tr.language, data.get("event"), message.message_id)
    await show(message, _done(await handovers.ask(work, person.id, question), tr))


async def not_words(message: Message, tr: Translator) -> None:
    """Only a text can be masked, so only a text is passed on."""
    await show(message, views.only_words(tr))


async def about_handover(message: Message, bot: Bot, handovers: Handovers, work: Database) -> bool | dict[str, Any]:
    """A text that answers a message of the bot about a question of this person."""
    answered = message.reply_to_message
    if answered is None or answered.from_user is None or answered.from_user.id != bot.id:
        return False
    found = await handovers.about(work, message.chat.id, answered.message_id)
    return {"handover": found} if found is not None else False


async def answered(
    message: Message, *, handover: Handover, handovers: Handovers, work: Database, person: Person, tr: Translator
) -> None:
    """The person answers the organizer's reply: it goes to the same question."""
    done = await handovers.ask_more(work, person.id, handover.id, message.text or "", message.message_id)
    await show(message, _done(done, tr))


async def my_questions_tap(
    query: CallbackQuery, handovers: Handovers, work: Database, person: Person, tr: Translator
) -> None:
    """The list."""
    await show(query, views.mine(await handovers.mine(work, person.id), tr))


async def my_question_tap(
    query: CallbackQuery, *, go: Go, handovers: Handovers, work: Database, person: Person, tr: Translator
) -> None:
    """One of them."""
    handover = await _mine(handovers, work, person, go)
    await show(query, views.question(handover, tr) if handover else views.unknown(tr))


async def withdraw_tap(
    query: CallbackQuery, *, go: Go, handovers: Handovers, work: Database, person: Person, tr: Translator, toast: Toast
) -> None:
    """Take it back."""
    match await handovers.withdraw(work, person.id, go.number):
        case Unknown():
            await show(query, views.unknown(tr))
        case Unchanged(handover):
            toast.say(views.too_late(tr))
            await show(query, views.question(handover, tr))
        case done:
            await show(query, views.withdrawn(done.handover, tr))


def _done(done: PassedOn | TooMany | NoText | Unchanged | Unknown, tr: Translator) -> Screen:
    match done:
        case PassedOn():
            return views.passed_on(done, tr)
        case TooMany(waiting):
            return views.too_many(waiting, tr)
        case Unchanged(handover):
            return views.question(handover, tr)
        case Unknown():
            return views.unknown(tr)
        case NoText():
            return views.only_words(tr)


async def _prompt(
    query: CallbackQuery, state: FSMContext, key: str | None, programmes: Programmes, tr: Translator
) -> None:
    event = programmes.current.get(key) if key else None
    await state.set_state(PASSING)
    await state.set_data({"event": event.key} if event else {})
    await show(query, views.prompt(event, tr))


async def _send(query: CallbackQuery, screen: Screen) -> None:
    """A new message: the organizer's reply, under which the button stands, is not to be overwritten."""
    await show(query.message if isinstance(query.message, Message) else query, screen)


async def _mine(handovers: Handovers, work: Database, person: Person, go: Go) -> Handover | None:
    return next((one for one in await handovers.mine(work, person.id) if one.id == go.number), None)


def _question(text: str) -> str:
    """The question alone: /ask may stand before it."""
    return text.partition(" ")[2] if text.startswith("/") else text


def router() -> Router:
    """Private chats only."""
    made = Router(name="handover")
    private, said = F.chat.type == ChatType.PRIVATE, ~F.text.startswith("/")
    made.callback_query.register(pass_on_tap, Tapped("pass_on", 1))
    made.callback_query.register(organizer_tap, Tapped("organizer", 0, 1))
    made.callback_query.register(ask_more_tap, Tapped("ask_more", 1))
    made.callback_query.register(my_questions_tap, Tapped("my_questions"))
    made.callback_query.register(my_question_tap, Tapped("my_question", 1))
    made.callback_query.register(withdraw_tap, Tapped("withdraw", 1))
    made.message.register(words, private, F.text, said, PASSING)
    made.message.register(not_words, private, ~F.text, PASSING)
    made.message.register(answered, private, F.text, said, about_handover)
    return made
