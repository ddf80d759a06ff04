"""Organizers look at registrations and decide about applications, in a private chat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import StateFilter
from aiogram.fsm.state import State

from bot.domain.answers import LONGEST, Problem, free_text
from bot.domain.forms import FieldKind
from bot.domain.registrations import Registration
from bot.services.registering import UnknownRegistration
from bot.services.staffing import NotAllowed
from bot.telegram.keyboards import Tapped
from bot.telegram.screens import show
from bot.views import reviewing as views
from bot.views import staff

if TYPE_CHECKING:
    from aiogram import Bot
    from aiogram.fsm.context import FSMContext
    from aiogram.types import CallbackQuery, Message

    from bot.domain.people import Person
    from bot.domain.policy import StaffRole
    from bot.i18n import Translator
    from bot.services.ports.database import Database
    from bot.services.reviewing import Reviewing
    from bot.services.sessions import Seen
    from bot.telegram.screens import Toast
    from bot.views.screens import Go

REJECTING = State("rejecting", group_name="registrations")
"""The organizer's next text says why an application is not accepted; the data hold its number."""


async def desk_tap(
    query: CallbackQuery,
    *,
    go: Go,
    person: Person,
    reviewing: Reviewing,
    work: Database,
    tr: Translator,
    staff_role: StaffRole | None,
) -> None:
    """Everything at once."""
    found = await reviewing.desk(work, person.id)
    page = int(go.args[0]) if go.args[0].isdecimal() else 0
    await show(query, staff.page(staff_role, tr) if isinstance(found, NotAllowed) else views.desk(found, page, tr))


async def application_tap(
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
    """One application; words that were to be written about one are not waited for any more."""
    await state.clear()
    await _show(query, go.number, person, reviewing=reviewing, work=work, tr=tr, role=staff_role, toast=toast)


async def accepted_tap(
    query: CallbackQuery,
    *,
    go: Go,
    person: Person,
    reviewing: Reviewing,
    work: Database,
    tr: Translator,
    staff_role: StaffRole | None,
    toast: Toast,
) -> None:
    """Accept it."""
    decided = await reviewing.accept(work, person.id, go.number, go.args[1])
    if not isinstance(decided, Registration):
        toast.say(views.undecided_toast(decided, tr), alert=True)
    await _show(query, go.number, person, reviewing=reviewing, work=work, tr=tr, role=staff_role, toast=toast)


async def files_tap(
    query: CallbackQuery,
    *,
    go: Go,
    bot: Bot,
    person: Person,
    reviewing: Reviewing,
    work: Database,
    tr: Translator,
    staff_role: StaffRole | None,
    toast: Toast,
) -> None:
    """Send the files of an application to who tapped."""
    seen = await _seen(query, go.number, person, reviewing=reviewing, work=work, tr=tr, role=staff_role, toast=toast)
    for file, caption in views.files(seen, tr) if seen else ():
        try:
            if file.is_photo:
                await bot.send_photo(person.id, file.file_id, caption=caption)
            else:
                await bot.send_document(person.id, file.file_id, caption=caption)
        except TelegramBadRequest:
            toast.say(views.lost_file_toast(tr), alert=True)


async def rejecting_tap(
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
    """Ask for the words."""
    seen = await _seen(query, go.number, person, reviewing=reviewing, work=work, tr=tr, role=staff_role, toast=toast)
    if seen is None:
        return
    await state.set_state(REJECTING)
    await state.set_data({"number": seen.registration.id, "mark": go.args[1]})
    await show(query, views.reason(seen.registration.id, go.args[1], tr))


async def rejected_tap(
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
    """Turn it down without words."""
    await state.clear()
    decided = await reviewing.reject(work, person.id, go.number, go.args[1], None)
    if not isinstance(decided, Registration):
        toast.say(views.undecided_toast(decided, tr), alert=True)
    await _show(query, go.number, person, reviewing=reviewing, work=work, tr=tr, role=staff_role, toast=toast)


async def reason_said(
    message: Message,
    *,
    state: FSMContext,
    person: Person,
    reviewing: Reviewing,
    work: Database,
    tr: Translator,
    staff_role: StaffRole | None,
) -> None:
    """Turn it down with these words."""
    data = await state.get_data()
    number, mark = int(data["number"]), str(data["mark"])
    words = free_text((message.text or "").strip(), LONGEST[FieldKind.LONG_TEXT])
    if isinstance(words, Problem):
        await show(message, views.reason(number, mark, tr, words))
        return
    await state.clear()
    decided = await reviewing.reject(work, person.id, number, mark, words)
    seen = await reviewing.look(work, person.id, number)
    if isinstance(seen, NotAllowed | UnknownRegistration):
        await show(message, staff.page(staff_role, tr))
    else:
        unsent = None if isinstance(decided, Registration) else views.undecided_toast(decided, tr)
        await show(message, views.application(seen, tr, unsent=unsent))


async def _show(query: CallbackQuery, number: int, person: Person, *, tr: Translator, **how: Any) -> None:
    if seen := await _seen(query, number, person, tr=tr, **how):
        await show(query, views.application(seen, tr))


async def _seen(
    query: CallbackQuery,
    number: int,
    person: Person,
    *,
    reviewing: Reviewing,
    work: Database,
    tr: Translator,
    role: StaffRole | None,
    toast: Toast,
) -> Seen | None:
    """The application; where there is none to see, why stands on the organizers' page."""
    seen = await reviewing.look(work, person.id, number)
    if isinstance(seen, NotAllowed | UnknownRegistration):
        toast.say(staff.not_allowed(tr) if isinstance(seen, NotAllowed) else views.gone_toast(tr), alert=True)
        await show(query, staff.page(role, tr))
        return None
    return seen


def router() -> Router:
    """Private chats only."""
    made = Router(name="reviewing")
    made.callback_query.register(desk_tap, Tapped("desk", 1))
    made.callback_query.register(application_tap, Tapped("application", 1))
    made.callback_query.register(accepted_tap, Tapped("accepted", 2))
    made.callback_query.register(files_tap, Tapped("files", 1))
    made.callback_query.register(rejecting_tap, Tapped("rejecting", 2))
    made.callback_query.register(rejected_tap, Tapped("rejected", 2))
    private = F.chat.type == ChatType.PRIVATE
    made.message.register(reason_said, StateFilter(REJECTING), private, F.text & ~F.text.startswith("/"))
    return made
