"""An organizer keeps what a reply said: as a fact of an event in both languages, or as another name of an event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.fsm.state import State

from bot.domain.edits import ORGANIZERS, AddAlias, AddFact, Unfit
from bot.domain.facts import ASPECTS, Fact, Source, Status
from bot.domain.handovers import Handover
from bot.domain.language import LocalizedText
from bot.domain.policy import Action, may
from bot.services.editing import Changed, NoEvent, Preview
from bot.services.staffing import NotAllowed
from bot.telegram.keyboards import Tapped
from bot.telegram.screens import show
from bot.views import desk, keeping, staff
from bot.views import editing as words

if TYPE_CHECKING:
    from datetime import date
    from zoneinfo import ZoneInfo

    from aiogram.fsm.context import FSMContext
    from aiogram.types import CallbackQuery, Message

    from bot.domain.edits import Edit
    from bot.domain.people import Person
    from bot.domain.policy import StaffRole
    from bot.i18n import Translator
    from bot.services.editing import Editing, Refusal, Stale
    from bot.services.handover import Handovers
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database
    from bot.services.programme import Programmes
    from bot.views.screens import Go, Screen

KEEPING = State("keeping", group_name="keeping")
"""What was chosen and typed so far: handover, as (`keep` or `alias`), event, aspect, status, kk, ru, alias."""


async def keep_tap(
    query: CallbackQuery,
    *,
    go: Go,
    state: FSMContext,
    handovers: Handovers,
    programmes: Programmes,
    work: Database,
    tr: Translator,
    staff_role: StaffRole | None,
) -> None:
    """Begin: which event?"""
    if not may(staff_role, Action.EDIT_PROGRAMME):
        await show(query, staff.page(staff_role, tr))
        return
    found = await handovers.get(work, query.from_user.id, go.number)
    if not isinstance(found, Handover) or not found.question:
        await show(query, desk.gone(tr))
        return
    await state.set_state(KEEPING)
    await state.set_data({"handover": found.id, "as": go.to})
    await show(query, keeping.which_event(found, programmes.current, 0, tr))


async def events_tap(
    query: CallbackQuery,
    *,
    go: Go,
    state: FSMContext,
    handovers: Handovers,
    programmes: Programmes,
    work: Database,
    tr: Translator,
) -> None:
    """Another page of events."""
    number = (await state.get_data())["handover"]
    found = await handovers.get(work, query.from_user.id, number)
    if isinstance(found, Handover):
        await show(query, keeping.which_event(found, programmes.current, go.number, tr))
    else:
        await show(query, desk.gone(tr))


async def event_tap(query: CallbackQuery, *, go: Go, state: FSMContext, programmes: Programmes, tr: Translator) -> None:
    """The event; then the name, or what is told of it."""
    event = programmes.current.get(go.args[0])
    if event is None:
        await show(query, keeping.failed(words.outcome(NoEvent(), tr), tr))
        return
    data = await state.update_data(event=event.key)
    await show(query, keeping.write("alias", tr) if data["as"] == "alias" else keeping.which_aspect(event, 0, tr))


async def aspects_tap(
    query: CallbackQuery, *, go: Go, state: FSMContext, programmes: Programmes, tr: Translator
) -> None:
    """Another page of aspects."""
    event = programmes.current.get((await state.get_data()).get("event", ""))
    if event is None:
        await show(query, keeping.failed(words.outcome(NoEvent(), tr), tr))
    else:
        await show(query, keeping.which_aspect(event, go.number, tr))


async def aspect_tap(query: CallbackQuery, go: Go, state: FSMContext, tr: Translator) -> None:
    """The aspect; then whether it is so."""
    await state.update_data(aspect=go.args[0] if go.args[0] in ASPECTS else "what_is")
    await show(query, keeping.which_status(tr))


async def status_tap(query: CallbackQuery, go: Go, state: FSMContext, tr: Translator) -> None:
    """Whether it is so; then the texts."""
    await state.update_data(status=Status.DONE if go.args[0] == Status.DONE else Status.PLAN)
    await show(query, keeping.write("kk", tr))


async def written(
    message: Message,
    *,
    state: FSMContext,
    editing: Editing,
    clock: Clock,
    zone: ZoneInfo,
    work: Database,
    person: Person,
    tr: Translator,
) -> None:
    """A text; after the last one the preview."""
    data, text = await state.get_data(), (message.text or "").strip()
    needed = ("event", "alias") if data["as"] == "alias" else ("event", "aspect", "status", "kk", "ru")
    missing = [name for name in needed if name not in data]
    if missing[:1] and missing[0] not in {"alias", "kk", "ru"}:
        await show(message, keeping.failed(words.forgotten(tr), tr))
        return
    if missing:
        data = await state.update_data({missing[0]: text})
    if missing[1:]:
        await show(message, keeping.write(missing[1], tr))
        return
    found = await editing.preview(work, person.id, _edit(data, clock.now().astimezone(zone).date()))
    if isinstance(found, Unfit):
        await state.set_data({name: value for name, value in data.items() if name not in {"alias", "kk", "ru"}})
        await show(message, keeping.write("alias" if "alias" in data else "kk", tr, problem=words.refusal(found, tr)))
    elif isinstance(found, Preview):
        await show(message, keeping.preview(found, tr))
    else:
        await state.clear()
        await show(message, _refused(found, tr))


async def save_tap(
    query: CallbackQuery,
    *,
    state: FSMContext,
    editing: Editing,
    clock: Clock,
    zone: ZoneInfo,
    work: Database,
    person: Person,
    tr: Translator,
) -> None:
    """Save it; nothing of who asked is kept with it."""
    data = await state.get_data()
    if not ({"event", "alias"} <= data.keys() or {"event", "aspect", "status", "kk", "ru"} <= data.keys()):
        await show(query, keeping.failed(words.forgotten(tr), tr))
        return
    await state.clear()
    done = await editing.save(work, person.id, _edit(data, clock.now().astimezone(zone).date()))
    await show(query, keeping.saved(done.after, tr) if isinstance(done, Changed) else _refused(done, tr))


def _edit(data: dict[str, Any], today: date) -> Edit:
    if "alias" in data:
        return AddAlias(data["event"], data["alias"])
    source = Source(ORGANIZERS, today, Status(data["status"]))
    return AddFact(data["event"], Fact(data["aspect"], LocalizedText(data["kk"], data["ru"]), source))


def _refused(why: Refusal | Stale, tr: Translator) -> Screen:
    return staff.not_staff(tr) if isinstance(why, NotAllowed) else keeping.failed(words.outcome(why, tr), tr)


def router() -> Router:
    """Private chats only; a button of a choice that is not under way any more is out of date."""
    made = Router(name="keeping")
    made.callback_query.register(keep_tap, Tapped("keep", 1))
    made.callback_query.register(keep_tap, Tapped("alias", 1))
    made.callback_query.register(events_tap, Tapped("keep_events", 1), KEEPING)
    made.callback_query.register(event_tap, Tapped("keep_event", 1), KEEPING)
    made.callback_query.register(aspects_tap, Tapped("keep_aspects", 1), KEEPING)
    made.callback_query.register(aspect_tap, Tapped("keep_aspect", 1), KEEPING)
    made.callback_query.register(status_tap, Tapped("keep_status", 1), KEEPING)
    made.callback_query.register(save_tap, Tapped("keep_save"), KEEPING)
    made.message.register(written, F.chat.type == ChatType.PRIVATE, F.text, ~F.text.startswith("/"), KEEPING)
    return made
