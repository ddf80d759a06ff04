"""Organizers change the programme: events, their editions, what is written, a look before saving."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.fsm.state import State

from bot.domain.edits import Unfit
from bot.domain.events import EditionState
from bot.domain.policy import Action, may
from bot.domain.reading_edits import lines_of, read_edit
from bot.domain.reading_when import read_when
from bot.services.editing import Changed, Preview
from bot.telegram.keyboards import Tapped
from bot.telegram.screens import show
from bot.views import editing as pages
from bot.views import staff
from bot.views.screens import Go

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from aiogram.fsm.context import FSMContext
    from aiogram.types import CallbackQuery, Message

    from bot.domain.events import Event
    from bot.domain.people import Person
    from bot.domain.policy import StaffRole
    from bot.i18n import Translator
    from bot.services.editing import Editing
    from bot.services.ports.database import Database
    from bot.services.programme import Programmes
    from bot.telegram.screens import Toast
    from bot.views.screens import Screen

CHANGING = State("changing", group_name="programme")
"""The organizer's next text says what a part becomes; the data holds which part of what, and what was said so far."""

Data = dict[str, Any]


async def programme_tap(
    query: CallbackQuery, go: Go, programmes: Programmes, tr: Translator, staff_role: StaffRole | None
) -> None:
    """A page of the events."""
    if not may(staff_role, Action.EDIT_PROGRAMME):
        await show(query, staff.page(staff_role, tr))
        return
    await show(query, pages.programme(programmes.current, _number(go.args[0]), tr))


async def event_tap(
    query: CallbackQuery, go: Go, programmes: Programmes, tr: Translator, staff_role: StaffRole | None
) -> None:
    """An event and its editions; or one of them."""
    await show(query, _page(go, programmes, tr, staff_role))


async def change_tap(
    query: CallbackQuery,
    *,
    go: Go,
    state: FSMContext,
    programmes: Programmes,
    tr: Translator,
    staff_role: StaffRole | None,
) -> None:
    """Ask what a part becomes."""
    key, number, what = go.args
    event = programmes.current.get(key) if may(staff_role, Action.EDIT_PROGRAMME) else None
    edition = _edition(event, number)
    if event is None or not (what == "edition" or (edition and what in {"state", *pages.ASKED})):
        await show(query, _page(Go("edit", key), programmes, tr, staff_role))
    elif what == "state":
        await show(query, pages.states(event, _number(number), tr))
    else:
        named = edition if edition and what != "edition" else ""
        data: Data = {"what": what, "event": key, "number": number, "edition": named}
        if what == "venue" and (venue := event.editions[_number(number)].venue):
            data["text"] = lines_of(venue)
        await state.set_state(CHANGING)
        await state.set_data(data)
        await show(query, pages.asked(what, _back(data), tr))


async def state_tap(
    query: CallbackQuery,
    *,
    go: Go,
    state: FSMContext,
    programmes: Programmes,
    editing: Editing,
    work: Database,
    tr: Translator,
    staff_role: StaffRole | None,
    zone: ZoneInfo,
    toast: Toast,
) -> None:
    """A look at another state, before it is saved."""
    key, number, chosen = go.args
    edition = _edition(programmes.current.get(key), number)
    if edition is None or chosen not in set(EditionState):
        await show(query, _page(Go("edit", key), programmes, tr, staff_role))
        return
    data: Data = {"what": "state", "event": key, "number": number, "edition": edition, "state": chosen}
    shown = await _look(query.from_user.id, data, state, editing, work, tr, zone)
    if isinstance(shown, str):
        toast.say(shown, alert=True)
        await show(query, _page(_back(data), programmes, tr, staff_role))
        return
    await show(query, shown)


async def words(
    message: Message,
    *,
    state: FSMContext,
    editing: Editing,
    work: Database,
    person: Person,
    tr: Translator,
    zone: ZoneInfo,
) -> None:
    """What was written for the part, or the point of a place: a look at it, or what is wrong with it."""
    data = await state.get_data()
    if message.location and data.get("what") == "venue":
        data["point"] = [message.location.latitude, message.location.longitude]
    elif message.text:
        data["text"] = message.text
    # What was looked at before is not what would be saved now.
    data.pop("seen", None)
    await state.set_data(data)
    problem = _problem(data, tr, zone)
    shown = problem or await _look(person.id, data, state, editing, work, tr, zone)
    if isinstance(shown, str):
        shown = pages.asked(data["what"], _back(data), tr, problem=shown)
    await show(message, shown)


async def save_tap(
    query: CallbackQuery,
    *,
    state: FSMContext,
    programmes: Programmes,
    editing: Editing,
    work: Database,
    tr: Translator,
    staff_role: StaffRole | None,
    zone: ZoneInfo,
    toast: Toast,
) -> None:
    """Make it so."""
    data = await state.get_data()
    edit = read_edit(data, zone) if await state.get_state() == CHANGING.state else None
    if edit is None or "seen" not in data:
        toast.say(pages.forgotten(tr))
        await show(query, _page(Go("programme", "0"), programmes, tr, staff_role))
        return
    await state.clear()
    outcome = await editing.save(work, query.from_user.id, edit, data["seen"])
    toast.say(pages.outcome(outcome, tr), alert=not isinstance(outcome, Changed))
    await show(query, _page(_back(data), programmes, tr, staff_role))


async def _look(  # noqa: PLR0917  all that a look needs
    person: int,
    data: Data,
    state: FSMContext,
    editing: Editing,
    work: Database,
    tr: Translator,
    zone: ZoneInfo,
) -> Screen | str:
    """The preview, kept for its saving; words where it cannot be."""
    edit = read_edit(data, zone)
    seen = await editing.preview(work, person, edit) if edit else Unfit.BAD_KEY
    if not isinstance(seen, Preview):
        return pages.outcome(seen, tr)
    await state.set_state(CHANGING)
    await state.set_data({**data, "seen": seen.seen})
    return pages.preview(seen, _back(data), tr)


def _problem(data: Data, tr: Translator, zone: ZoneInfo) -> str | None:
    """What is wrong with what was written."""
    if data["what"] == "venue":
        return None if read_edit(data, zone) else pages.not_a_place(tr)
    if read_when(str(data.get("text", "")), zone) is None:
        return pages.not_understood(tr)
    return None if read_edit(data, zone) else pages.refusal(Unfit.BAD_KEY, tr)


def _page(go: Go, programmes: Programmes, tr: Translator, role: StaffRole | None) -> Screen:
    """An edition, an event, or all of them: the nearest that is still there."""
    if not may(role, Action.EDIT_PROGRAMME):
        return staff.page(role, tr)
    event = programmes.current.get(go.args[0])
    if event is None:
        return pages.programme(programmes.current, 0, tr)
    if go.to == "holding" and _edition(event, go.args[1]):
        return pages.holding(event, _number(go.args[1]), tr)
    return pages.event(event, tr)


def _back(data: Data) -> Go:
    return Go("holding", data["event"], data["number"]) if data["edition"] else Go("edit", data["event"])


def _edition(event: Event | None, number: str) -> str | None:
    at = _number(number)
    return event.editions[at].key if event and 0 <= at < len(event.editions) else None


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else -1


def router() -> Router:
    """Private chats only."""
    made = Router(name="editing")
    private = F.chat.type == ChatType.PRIVATE
    made.message.register(words, CHANGING, private, F.text, ~F.text.startswith("/"))
    made.message.register(words, CHANGING, private, F.location)
    made.callback_query.register(programme_tap, Tapped("programme", 1))
    made.callback_query.register(event_tap, Tapped("edit", 1))
    made.callback_query.register(event_tap, Tapped("holding", 2))
    made.callback_query.register(change_tap, Tapped("change", 3))
    made.callback_query.register(state_tap, Tapped("state", 3))
    made.callback_query.register(save_tap, Tapped("save"))
    return made
