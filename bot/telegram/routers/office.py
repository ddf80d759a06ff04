"""Where and when questions are answered: the owners' page of the organizers' chat, office hours and reminders."""

from __future__ import annotations

import re
from datetime import time, timedelta
from typing import TYPE_CHECKING

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.fsm.state import State

from bot.domain.handovers import OfficeHours
from bot.domain.policy import Action, may
from bot.services.staffing import NotAllowed
from bot.telegram.keyboards import Tapped
from bot.telegram.screens import show
from bot.views import office as views
from bot.views import staff
from bot.views.handover import DAYS

if TYPE_CHECKING:
    from aiogram.fsm.context import FSMContext
    from aiogram.types import CallbackQuery, Message

    from bot.domain.people import Person
    from bot.domain.policy import StaffRole
    from bot.i18n import Translator
    from bot.services.chats import ChatDirectory
    from bot.services.office import Kept, Office
    from bot.services.ports.database import Database
    from bot.telegram.screens import Toast
    from bot.views.screens import Go, Screen

HOURS = State("hours", group_name="office")
"""The owner's next text is from when to when; the data holds the days."""

_TIMES = re.compile(r"\s*(\d{1,2})[:.](\d\d)\s*[-–—]\s*(\d{1,2})[:.](\d\d)\s*", re.ASCII)


async def desk_tap(
    query: CallbackQuery, office: Office, chats: ChatDirectory, tr: Translator, staff_role: StaffRole | None
) -> None:
    """The page."""
    await show(query, _page(office, chats, staff_role, tr))


async def patience_tap(
    query: CallbackQuery,
    *,
    go: Go,
    office: Office,
    chats: ChatDirectory,
    work: Database,
    tr: Translator,
    staff_role: StaffRole | None,
    toast: Toast,
) -> None:
    """After how long somebody is reminded."""
    hours = next((count for count in views.PATIENCES if str(count) == go.args[0]), views.PATIENCES[0])
    _say_refusal(await office.set_patience(work, query.from_user.id, timedelta(hours=hours)), toast, tr)
    await show(query, _page(office, chats, staff_role, tr))


async def no_hours_tap(
    query: CallbackQuery,
    *,
    office: Office,
    chats: ChatDirectory,
    work: Database,
    tr: Translator,
    staff_role: StaffRole | None,
    toast: Toast,
) -> None:
    """Tell nobody any hours."""
    _say_refusal(await office.set_hours(work, query.from_user.id, None), toast, tr)
    await show(query, _page(office, chats, staff_role, tr))


async def hours_tap(query: CallbackQuery, tr: Translator, staff_role: StaffRole | None) -> None:
    """Which days, first."""
    await show(query, views.which_days(tr) if may(staff_role, Action.SET_DESK) else staff.page(staff_role, tr))


async def days_tap(
    query: CallbackQuery, go: Go, state: FSMContext, tr: Translator, staff_role: StaffRole | None
) -> None:
    """Then from when to when."""
    if not may(staff_role, Action.SET_DESK):
        await show(query, staff.page(staff_role, tr))
        return
    await state.set_state(HOURS)
    await state.set_data({"days": go.args[0]})
    await show(query, views.which_times(tr))


async def times(
    message: Message,
    *,
    state: FSMContext,
    office: Office,
    chats: ChatDirectory,
    work: Database,
    person: Person,
    tr: Translator,
    staff_role: StaffRole | None,
) -> None:
    """Keep them, or ask again."""
    days = str((await state.get_data()).get("days", ""))
    hours = _hours(days, message.text or "")
    if hours is None:
        await show(message, views.not_times(tr))
        return
    await state.clear()
    await office.set_hours(work, person.id, hours)
    await show(message, _page(office, chats, staff_role, tr))


def _hours(days: str, text: str) -> OfficeHours | None:
    found = _TIMES.fullmatch(text)
    known = next((one for one in DAYS if "".join(map(str, one)) == days), None)
    if found is None or known is None:
        return None
    opens_hour, opens_minute, closes_hour, closes_minute = map(int, found.groups())
    try:
        return OfficeHours(known, time(opens_hour, opens_minute), time(closes_hour, closes_minute))
    except ValueError:
        return None


def _page(office: Office, chats: ChatDirectory, role: StaffRole | None, tr: Translator) -> Screen:
    if not may(role, Action.SET_DESK):
        return staff.page(role, tr)
    at = office.desk
    record = chats.get(at.chat) if at.chat is not None else None
    return views.settings(at, None if at.chat is None else (record.title if record else str(at.chat)), tr)


def _say_refusal(done: Kept | NotAllowed, toast: Toast, tr: Translator) -> None:
    if isinstance(done, NotAllowed):
        toast.say(staff.not_allowed(tr))


def router() -> Router:
    """Private chats only."""
    made = Router(name="office")
    made.callback_query.register(desk_tap, Tapped("desk"))
    made.callback_query.register(patience_tap, Tapped("patience", 1))
    made.callback_query.register(no_hours_tap, Tapped("no_hours"))
    made.callback_query.register(hours_tap, Tapped("hours"))
    made.callback_query.register(days_tap, Tapped("days", 1))
    made.message.register(times, F.chat.type == ChatType.PRIVATE, F.text, ~F.text.startswith("/"), HOURS)
    return made
