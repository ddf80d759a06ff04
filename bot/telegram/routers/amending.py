"""Changing answers that were sent, one at a time, in a private chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import StateFilter
from aiogram.fsm.state import State

from bot.domain.answers import Problem
from bot.domain.forms import FieldKind
from bot.services.registering import UnknownRegistration
from bot.telegram.filling import Ticked, chosen, written
from bot.telegram.keyboards import Tapped
from bot.telegram.schools import OFFERED, offer, taken, to_data
from bot.telegram.screens import show
from bot.views import amending as views
from bot.views.home import stale, stale_toast

if TYPE_CHECKING:
    from aiogram.fsm.context import FSMContext
    from aiogram.types import CallbackQuery, Message

    from bot.domain.forms import Field
    from bot.domain.people import Person
    from bot.i18n import Translator
    from bot.services.amending import Amending, Answers
    from bot.services.ports.database import Database
    from bot.services.schools import SchoolFinder
    from bot.telegram.screens import Toast
    from bot.views.screens import Go

AMENDING = State("amending", group_name="application")
"""The person answers one question anew: the data hold the registration, the field's key and what is ticked."""


async def answers_tap(
    query: CallbackQuery,
    *,
    go: Go,
    state: FSMContext,
    person: Person,
    amending: Amending,
    work: Database,
    tr: Translator,
) -> None:
    """A page of what was said; an answer that was to be given anew is not waited for any more."""
    await state.clear()
    await _show(query, await amending.look(work, person.id, go.number), tr, page=go.number_at(1))


async def amend_tap(
    query: CallbackQuery,
    *,
    go: Go,
    state: FSMContext,
    person: Person,
    amending: Amending,
    work: Database,
    tr: Translator,
) -> None:
    """Ask the question anew."""
    answers = await amending.look(work, person.id, go.number)
    field = None if isinstance(answers, UnknownRegistration) else answers.field_at(go.number_at(1))
    if isinstance(answers, UnknownRegistration) or field is None:
        await _show(query, answers, tr)
        return
    ticked = answers.said(field) if field.kind is FieldKind.CHOICES else ""
    await state.set_state(AMENDING)
    await state.set_data({"number": answers.seen.registration.id, "field": field.key, "ticked": ticked})
    await show(query, views.question(answers, field, ticked, tr))


async def amended_tap(
    query: CallbackQuery,
    *,
    go: Go,
    state: FSMContext,
    person: Person,
    amending: Amending,
    work: Database,
    tr: Translator,
    toast: Toast,
) -> None:
    """A button under the question."""
    asked = await _asked(state, person, amending, work)
    if asked is None:
        toast.say(stale_toast(tr))
        return
    answers, field = asked
    data = await state.get_data()
    said, word = go.args[0], go.args[1] if len(go.args) > 1 else ""
    match taken(said, word, field, data) or chosen(said, word, field, data["ticked"]):
        case None:
            toast.say(stale_toast(tr))
        case Ticked(value):
            await state.update_data({"ticked": value})
            await show(query, views.question(answers, field, value, tr))
        case value:
            await _amend(query, value, field, answers, state=state, amending=amending, work=work, tr=tr)


async def answer_said(
    message: Message,
    *,
    state: FSMContext,
    person: Person,
    amending: Amending,
    school_finder: SchoolFinder,
    work: Database,
    tr: Translator,
) -> None:
    """A written answer, a shared contact, a photo or a document."""
    asked = await _asked(state, person, amending, work)
    if asked is None:
        await state.clear()
        await show(message, stale(tr))
        return
    answers, field = asked
    assert answers.seen.found is not None  # who has a field has a session
    value = written(field, message, answers.seen.found.session)
    if isinstance(value, Problem):
        await show(message, views.question(answers, field, (await state.get_data())["ticked"], tr, value))
    elif made := offer(field, value, school_finder):
        await state.update_data({OFFERED: to_data(made)})
        await show(message, views.offer(answers, made, tr))
    else:
        await _amend(message, value, field, answers, state=state, amending=amending, work=work, tr=tr)


async def _amend(
    event: Message | CallbackQuery,
    value: str,
    field: Field,
    answers: Answers,
    *,
    state: FSMContext,
    amending: Amending,
    work: Database,
    tr: Translator,
) -> None:
    await state.clear()
    one = answers.seen.registration
    await _show(event, await amending.amend(work, one.owner, one.id, field, value), tr, changed=True)


async def _show(
    event: Message | CallbackQuery,
    answers: Answers | UnknownRegistration,
    tr: Translator,
    *,
    page: int = 0,
    changed: bool = False,
) -> None:
    if isinstance(answers, UnknownRegistration):
        await show(event, stale(tr))
    else:
        await show(event, views.answers(answers, page, tr, changed=changed))


async def _asked(state: FSMContext, person: Person, amending: Amending, work: Database) -> tuple[Answers, Field] | None:
    """The registration and the field that is asked about, if they are still there."""
    data = await state.get_data()
    if await state.get_state() != AMENDING.state:
        return None
    answers = await amending.look(work, person.id, int(data["number"]))
    if isinstance(answers, UnknownRegistration):
        return None
    field = next((one for one in answers.form if one.key == data["field"]), None)
    return None if field is None else (answers, field)


def router() -> Router:
    """Private chats only."""
    made = Router(name="amending")
    made.callback_query.register(answers_tap, Tapped("answers", 2))
    made.callback_query.register(amend_tap, Tapped("amend", 2))
    made.callback_query.register(amended_tap, Tapped("amended", 1, 2))
    private, typing = F.chat.type == ChatType.PRIVATE, F.text & ~F.text.startswith("/")
    made.message.register(answer_said, StateFilter(AMENDING), private, typing | F.contact | F.photo | F.document)
    return made
