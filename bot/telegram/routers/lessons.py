"""Lesson hours, set by organizers; and the shift that a pupil may tell."""

from __future__ import annotations

import re
from datetime import time
from typing import TYPE_CHECKING

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.fsm.state import State

from bot.domain.lessons import Lessons
from bot.domain.people import Shift
from bot.domain.policy import Action, may
from bot.services.staffing import NotAllowed
from bot.telegram.keyboards import Tapped
from bot.telegram.screens import show
from bot.views import lessons as views
from bot.views import staff

if TYPE_CHECKING:
    from aiogram.fsm.context import FSMContext
    from aiogram.types import CallbackQuery, Message

    from bot.domain.lessons import LessonHours
    from bot.domain.people import Person
    from bot.domain.policy import StaffRole
    from bot.i18n import Translator
    from bot.services.people import Directory
    from bot.services.ports.database import Database
    from bot.services.schooling import Schooling
    from bot.views.screens import Go, Screen

TIMES = State("times", group_name="lessons")
"""The organizer's next text is from when to when; the data holds the shift."""
_TIMES = re.compile(r"\s*(\d{1,2})[:.](\d\d)\s*[-–—]\s*(\d{1,2})[:.](\d\d)\s*", re.ASCII)


async def page_tap(
    query: CallbackQuery, schooling: Schooling, work: Database, tr: Translator, staff_role: StaffRole | None
) -> None:
    """What is set."""
    await show(query, _page(await schooling.hours(work), staff_role, tr))


async def days_tap(
    query: CallbackQuery,
    *,
    go: Go,
    person: Person,
    schooling: Schooling,
    work: Database,
    tr: Translator,
    staff_role: StaffRole | None,
) -> None:
    """On which days there are lessons."""
    word = "" if go.args[0] == views.HOLIDAYS else go.args[0]
    if word in views.DAYS:
        await schooling.set_days(work, person.id, frozenset(map(int, word)))
    await show(query, _page(await schooling.hours(work), staff_role, tr))


async def times_tap(
    query: CallbackQuery, go: Go, state: FSMContext, tr: Translator, staff_role: StaffRole | None
) -> None:
    """From when to when, to be written."""
    shift = _shift(go.number)
    if shift is None or not may(staff_role, Action.DECIDE_REGISTRATIONS):
        await show(query, staff.page(staff_role, tr))
        return
    await state.set_state(TIMES)
    await state.set_data({"shift": shift.value})
    await show(query, views.which_times(shift, tr))


async def times(
    message: Message,
    *,
    state: FSMContext,
    person: Person,
    schooling: Schooling,
    work: Database,
    tr: Translator,
    staff_role: StaffRole | None,
) -> None:
    """Keep them, or ask again."""
    lessons, shift = _lessons(message.text or ""), _shift(int((await state.get_data()).get("shift", 0)))
    if lessons is None or shift is None:
        await show(message, views.not_times(tr))
        return
    await state.clear()
    kept = await schooling.set_lessons(work, person.id, shift, lessons)
    await show(message, staff.page(staff_role, tr) if isinstance(kept, NotAllowed) else views.page(kept, tr))


async def shift_tap(
    query: CallbackQuery, *, go: Go, person: Person, people: Directory, work: Database, tr: Translator
) -> None:
    """A pupil's own shift: shown, told, or taken back."""
    if go.args:
        person = await people.choose_shift(work, person.id, _shift(go.number))
    await show(query, views.my_shift(person.shift, tr))


def _page(hours: LessonHours | None, role: StaffRole | None, tr: Translator) -> Screen:
    return views.page(hours, tr) if may(role, Action.DECIDE_REGISTRATIONS) else staff.page(role, tr)


def _shift(number: int) -> Shift | None:
    return Shift(number) if number in set(Shift) else None


def _lessons(text: str) -> Lessons | None:
    found = _TIMES.fullmatch(text)
    if found is None:
        return None
    hour, minute, last_hour, last_minute = map(int, found.groups())
    try:
        return Lessons(time(hour, minute), time(last_hour, last_minute))
    except ValueError:
        return None


def router() -> Router:
    """Private chats only."""
    made = Router(name="lessons")
    made.callback_query.register(page_tap, Tapped("lessons"))
    made.callback_query.register(days_tap, Tapped("lesson_days", 1))
    made.callback_query.register(times_tap, Tapped("lesson_times", 1))
    made.callback_query.register(shift_tap, Tapped("shift", 0, 1))
    made.message.register(times, F.chat.type == ChatType.PRIVATE, F.text, ~F.text.startswith("/"), TIMES)
    return made
