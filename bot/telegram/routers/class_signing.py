"""Signing a class up in a private chat: its name, how many seats or which names, and taking what there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import StateFilter
from aiogram.fsm.state import State

from bot.domain.answers import Problem, read_answer
from bot.domain.classes import MOST_SEATS, Flaw, read_label, school_question
from bot.domain.eligibility import takes_class
from bot.domain.people import Role
from bot.domain.places import SessionKey
from bot.services.classes import Fewer, Seated, TooMany, UnknownClass, Wish
from bot.services.sessions import NotForRole, Unfit
from bot.telegram.class_files import names_in
from bot.telegram.keyboards import Tapped
from bot.telegram.schools import OFFERED, offer, taken, to_data
from bot.telegram.screens import show
from bot.views import class_signing, opening
from bot.views.home import stale, stale_toast

if TYPE_CHECKING:
    from aiogram import Bot
    from aiogram.fsm.context import FSMContext
    from aiogram.types import CallbackQuery, Message

    from bot.domain.people import Person
    from bot.i18n import Translator
    from bot.services.classes import Classes
    from bot.services.people import Directory
    from bot.services.ports.database import Database
    from bot.services.registering import Registering
    from bot.services.schools import SchoolFinder
    from bot.services.sessions import Offered
    from bot.telegram.screens import Toast
    from bot.views.screens import Go

SCHOOL = State("school", group_name="class")
"""The teacher's next text is a school; the data hold the session, and which schools are offered for what was typed."""

LABEL = State("label", group_name="class")
"""The teacher's next text is what the class is called; the data hold the session."""

SEATS = State("seats", group_name="class")
"""The next message is a number of seats, or a list of names; the data hold the wish so far."""


async def new_tap(
    query: CallbackQuery,
    *,
    go: Go,
    state: FSMContext,
    people: Directory,
    person: Person,
    registering: Registering,
    work: Database,
    tr: Translator,
) -> None:
    """Begin; who has not said their role says first that they are a teacher."""
    found = registering.behind(*go.args)
    if found is None or not found.takes_classes or not registering.is_open(found):
        await show(query, opening.not_open(await registering.shut(work, go.args[0], found), tr))
        return
    if go.to == "class_teacher" and person.role is None:
        person = await people.choose_role(work, person.id, Role.TEACHER)
    if person.role is not Role.TEACHER:
        await show(query, class_signing.only_teachers(found, tr) if person.role is None else stale(tr))
        return
    await state.set_data({"session": [found.key.event, found.key.edition, found.key.session]})
    if asked := school_question(found.session):
        await state.set_state(SCHOOL)
        await show(query, class_signing.ask_school(asked, None, found, tr))
    else:
        await state.set_state(LABEL)
        await show(query, class_signing.ask_label(found, None, None, tr))


async def add_tap(
    query: CallbackQuery,
    *,
    go: Go,
    state: FSMContext,
    person: Person,
    classes_of: Classes,
    registering: Registering,
    work: Database,
    tr: Translator,
) -> None:
    """More seats for a class that is there."""
    seen = await classes_of.look(work, person.id, go.number)
    if isinstance(seen, UnknownClass) or seen.found is None or not seen.editable:
        await show(query, stale(tr))
        return
    if not registering.is_open(seen.found):
        await show(query, opening.not_open(await registering.shut(work, seen.found.key.event, seen.found), tr))
        return
    one = seen.school_class
    await state.set_state(SEATS)
    session = [one.session.event, one.session.edition, one.session.session]
    await state.set_data({"session": session, "label": one.label, "class": one.id, "school": one.school})
    await show(query, class_signing.ask_seats(one.label, seen.found, None, tr))


async def school_said(
    message: Message,
    *,
    state: FSMContext,
    registering: Registering,
    school_finder: SchoolFinder,
    work: Database,
    tr: Translator,
) -> None:
    """Of which school the class is; what may be meant is offered."""
    data = await state.get_data()
    found = _session(data, registering)
    asked = school_question(found.session) if found else None
    if found is None or asked is None:
        await _leave(message, state, registering, work, tr)
        return
    value = read_answer(asked, message.text or "")
    if isinstance(value, Problem):
        await show(message, class_signing.ask_school(asked, value, found, tr))
    elif made := offer(asked, value, school_finder):
        await state.update_data({OFFERED: to_data(made)})
        await show(message, class_signing.offer_school(made, found, tr))
    else:
        await _with_school(message, value, state, found, tr)


async def school_tap(
    query: CallbackQuery, *, go: Go, state: FSMContext, registering: Registering, tr: Translator, toast: Toast
) -> None:
    """One of the schools that are offered, none of them, or back to the question."""
    data = await state.get_data()
    found = _session(data, registering) if await state.get_state() == SCHOOL.state else None
    asked = school_question(found.session) if found else None
    said, word = go.args[0], "".join(go.args[1:])
    if found is None or asked is None:
        toast.say(stale_toast(tr))
    elif said == "back":
        await state.set_data({"session": data["session"]})
        await show(query, class_signing.ask_school(asked, None, found, tr))
    elif said == "skip" and not asked.required:
        await _with_school(query, None, state, found, tr)
    elif value := taken(said, word, asked, data):
        await _with_school(query, value, state, found, tr)
    else:
        toast.say(stale_toast(tr))


async def _with_school(
    event: Message | CallbackQuery, value: str | None, state: FSMContext, found: Offered, tr: Translator
) -> None:
    await state.set_state(LABEL)
    await state.set_data({"session": (await state.get_data())["session"], "school": value})
    await show(event, class_signing.ask_label(found, value, None, tr))


async def label_said(
    message: Message, *, state: FSMContext, registering: Registering, work: Database, tr: Translator
) -> None:
    """What the class is called."""
    data = await state.get_data()
    found = _session(data, registering)
    if found is None:
        await _leave(message, state, registering, work, tr)
        return
    label = read_label(message.text or "")
    if not isinstance(label, Flaw) and not takes_class(found.session, label):
        label = Flaw.NOT_FOR_CLASS
    if isinstance(label, Flaw):
        await show(message, class_signing.ask_label(found, data.get("school"), label, tr))
        return
    await state.set_state(SEATS)
    await state.set_data({**data, "label": label})
    await show(message, class_signing.ask_seats(label, found, None, tr))


async def seats_said(
    message: Message, *, state: FSMContext, registering: Registering, work: Database, bot: Bot, tr: Translator
) -> None:
    """A number of seats, or a list of names; nothing is taken before the next tap."""
    data = await state.get_data()
    found = _session(data, registering)
    if found is None:
        await _leave(message, state, registering, work, tr)
        return
    label, text = data["label"], (message.text or "").strip()
    if message.document is None and text.isdecimal() and len(text) <= len(str(MOST_SEATS)) + 1:
        count, read = int(text), None
    elif found.session.names_optional:
        await show(message, class_signing.ask_seats(label, found, class_signing.too_many(MOST_SEATS, tr), tr))
        return
    else:
        read = await names_in(message, bot)
        if read is None:
            await show(message, class_signing.ask_seats(label, found, class_signing.unreadable(tr), tr))
            return
        count = len(read.names)
    if count > MOST_SEATS or (read is None and not count):
        await show(message, class_signing.ask_seats(label, found, class_signing.too_many(MOST_SEATS, tr), tr))
        return
    await state.set_data({**data, "count": count, "names": list(read.names) if read else []})
    await show(message, class_signing.confirm_seats(_wish(data | {"count": count}), read, found, tr))


async def take_tap(
    query: CallbackQuery,
    *,
    go: Go,
    state: FSMContext,
    person: Person,
    classes_of: Classes,
    registering: Registering,
    work: Database,
    tr: Translator,
    toast: Toast,
) -> None:
    """Take them: all, those that are left, or also wait for the others; the places are counted anew."""
    data = await state.get_data()
    how, count, shown = go.args
    found = _session(data, registering) if await state.get_state() == SEATS.state else None
    if found is None or str(data.get("count")) != count or not shown.isdecimal() or how not in {"all", "part", "wait"}:
        toast.say(stale_toast(tr))
        return
    wish, left = _wish(data), None if how == "all" else int(shown)
    outcome = await classes_of.take(work, person.id, person.role, wish, shown=left, wait=how == "wait")
    if isinstance(outcome, Fewer):
        await show(query, class_signing.fewer(wish, outcome, found, tr))
        return
    if isinstance(outcome, TooMany):
        await show(query, class_signing.ask_seats(wish.label, found, class_signing.too_many(outcome.left, tr), tr))
        return
    await state.clear()
    match outcome:
        case Seated():
            await show(query, class_signing.taken(outcome, tr))
        case NotForRole() | Unfit() | UnknownClass():
            await show(query, stale(tr))
        case _:
            shut = await registering.shut(work, wish.session.event, found)
            await show(query, opening.not_open(shut, tr, tried=True))


def _wish(data: dict[str, Any]) -> Wish:
    names, session = tuple(data.get("names", ())), SessionKey(*data["session"])
    return Wish(session, data["label"], data["count"], names, data.get("class"), data.get("school"))


def _session(data: dict[str, Any], registering: Registering) -> Offered | None:
    return registering.now(SessionKey(*data["session"])) if "session" in data else None


async def _leave(message: Message, state: FSMContext, registering: Registering, work: Database, tr: Translator) -> None:
    """The session has gone meanwhile, or does not ask for it any more."""
    session = (await state.get_data()).get("session")
    await state.clear()
    shut = await registering.shut(work, session[0], None) if session else None
    await show(message, opening.not_open(shut, tr, tried=True))


def router() -> Router:
    """Private chats only."""
    made = Router(name="class_signing")
    private = F.chat.type == ChatType.PRIVATE
    made.callback_query.register(new_tap, Tapped("class_new", 2))
    made.callback_query.register(new_tap, Tapped("class_teacher", 2))
    made.callback_query.register(add_tap, Tapped("class_add", 1))
    made.callback_query.register(school_tap, Tapped("class_school", 1, 2))
    made.callback_query.register(take_tap, Tapped("class_take", 3))
    typing = F.text & ~F.text.startswith("/")
    made.message.register(school_said, StateFilter(SCHOOL), private, typing)
    made.message.register(label_said, StateFilter(LABEL), private, typing)
    made.message.register(seats_said, StateFilter(SEATS), private, typing | F.document)
    return made
