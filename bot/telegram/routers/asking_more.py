"""Before an application is decided: the organizer's question and the person's reply, in private chats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import StateFilter
from aiogram.fsm.state import State

from bot.domain.answers import Problem, free_text
from bot.domain.reviews import LONGEST_QUESTION, LONGEST_REPLY, ReviewQuestion, Unasked, may_ask
from bot.services.asking_more import TooLate
from bot.services.registering import UnknownRegistration
from bot.services.staffing import NotAllowed
from bot.telegram.filling import attachment
from bot.telegram.keyboards import Tapped
from bot.telegram.screens import show
from bot.views import reviewing as desk
from bot.views import reviews as views
from bot.views import staff
from bot.views.home import stale
from bot.views.registrations import registration_screen

if TYPE_CHECKING:
    from aiogram.fsm.context import FSMContext
    from aiogram.types import CallbackQuery, Message

    from bot.domain.attachments import Attachment
    from bot.domain.people import Person
    from bot.domain.policy import StaffRole
    from bot.i18n import Translator
    from bot.services.asking_more import AskingMore
    from bot.services.ports.database import Database
    from bot.services.registering import Registering
    from bot.services.reviewing import Reviewing
    from bot.telegram.screens import Toast
    from bot.views.screens import Go

ASKING_MORE = State("asking", group_name="review")
"""The organizer's next text is the question; the data hold the number of the application."""

REPLYING = State("replying", group_name="review")
"""The person's next text is the reply; the data hold the number of the question."""


async def ask_tap(
    query: CallbackQuery,
    *,
    go: Go,
    state: FSMContext,
    person: Person,
    reviewing: Reviewing,
    work: Database,
    tr: Translator,
    staff_role: StaffRole | None,
    toast: Toast,
) -> None:
    """Ask the organizer for the question, where one may be asked."""
    seen = await reviewing.look(work, person.id, go.number)
    if isinstance(seen, NotAllowed | UnknownRegistration):
        toast.say(staff.not_allowed(tr) if isinstance(seen, NotAllowed) else desk.gone_toast(tr), alert=True)
        await show(query, staff.page(staff_role, tr))
        return
    refused = may_ask(seen.registration, seen.review.questions if seen.review else ())
    if refused is not None:
        toast.say(views.unasked(refused, tr) if isinstance(refused, Unasked) else desk.gone_toast(tr), alert=True)
        await show(query, desk.application(seen, tr))
        return
    await state.set_state(ASKING_MORE)
    await state.set_data({"number": seen.registration.id})
    await show(query, views.asking(seen.registration.id, tr))


async def question_said(
    message: Message,
    *,
    state: FSMContext,
    person: Person,
    asking_more: AskingMore,
    reviewing: Reviewing,
    work: Database,
    tr: Translator,
    staff_role: StaffRole | None,
) -> None:
    """Send the question, or say why it was not sent."""
    number = int((await state.get_data())["number"])
    words = _words(message, LONGEST_QUESTION)
    if isinstance(words, Problem):
        await show(message, views.asking(number, tr, words))
        return
    await state.clear()
    asked = await asking_more.ask(work, person.id, number, words)
    seen = await reviewing.look(work, person.id, number)
    if isinstance(seen, NotAllowed | UnknownRegistration):
        await show(message, staff.page(staff_role, tr))
        return
    unsent = None
    if not isinstance(asked, ReviewQuestion):
        unsent = views.unasked(asked, tr) if isinstance(asked, Unasked) else desk.gone_toast(tr)
    await show(message, desk.application(seen, tr, unsent=unsent))


async def reply_tap(
    query: CallbackQuery,
    *,
    go: Go,
    state: FSMContext,
    person: Person,
    asking_more: AskingMore,
    work: Database,
    tr: Translator,
) -> None:
    """Ask the person for the reply, where it is awaited."""
    match await asking_more.look(work, person.id, go.number):
        case ReviewQuestion() as asked:
            await state.set_state(REPLYING)
            await state.set_data({"question": asked.id})
            await show(query, views.replying(asked, tr))
        case TooLate(asked):
            await show(query, views.too_late(asked, tr))
        case UnknownRegistration():
            await show(query, stale(tr))


async def left_tap(
    query: CallbackQuery,
    *,
    go: Go,
    state: FSMContext,
    person: Person,
    registering: Registering,
    work: Database,
    tr: Translator,
) -> None:
    """Back from the reply to the registration: nothing is waited for any more."""
    await state.clear()
    seen = await registering.look(work, person.id, go.number)
    await show(query, stale(tr) if isinstance(seen, UnknownRegistration) else registration_screen(seen, tr))


async def reply_said(
    message: Message, *, state: FSMContext, person: Person, asking_more: AskingMore, work: Database, tr: Translator
) -> None:
    """Pass the reply on, or say why it was not."""
    question = int((await state.get_data())["question"])
    reply = _reply(message)
    asked = await asking_more.look(work, person.id, question)
    if isinstance(reply, Problem) and isinstance(asked, ReviewQuestion):
        await show(message, views.replying(asked, tr, reply))
        return
    await state.clear()
    match asked if isinstance(reply, Problem) else await asking_more.reply(work, person.id, question, *reply):
        case ReviewQuestion() as replied:
            await show(message, views.passed_on(replied.registration, tr))
        case TooLate(late):
            await show(message, views.too_late(late, tr, unsent=True))
        case UnknownRegistration():
            await show(message, stale(tr))


def _words(message: Message, most: int) -> str | Problem:
    text = (message.text or "").strip()
    return free_text(text, most) if text else Problem.EMPTY


def _reply(message: Message) -> tuple[str, Attachment | None] | Problem:
    """The words and the file of a reply: either is enough."""
    if not (message.photo or message.document):
        words = _words(message, LONGEST_REPLY)
        return words if isinstance(words, Problem) else (words, None)
    file, words = attachment(message), free_text((message.caption or "").strip(), LONGEST_REPLY)
    if isinstance(file, Problem):
        return file
    return words if isinstance(words, Problem) else (words, file)


def router() -> Router:
    """Private chats only."""
    made = Router(name="asking_more")
    made.callback_query.register(ask_tap, Tapped("review_ask", 1))
    made.callback_query.register(reply_tap, Tapped("review_reply", 1))
    made.callback_query.register(left_tap, Tapped("review_left", 1))
    private, typing = F.chat.type == ChatType.PRIVATE, F.text & ~F.text.startswith("/")
    made.message.register(question_said, StateFilter(ASKING_MORE), private, typing)
    made.message.register(reply_said, StateFilter(REPLYING), private, typing | F.photo | F.document)
    return made
