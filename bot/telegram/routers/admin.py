"""/admin: what a role may do, invitations, the staff and numbers; the policy is asked again at every tap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command

from bot.domain.policy import StaffRole
from bot.services.staffing import Dismissed, Invited, NotAllowed, NotStaff
from bot.telegram.keyboards import Tapped
from bot.telegram.screens import show
from bot.views import auditing, staff

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery, Message

    from bot.domain.people import Person
    from bot.i18n import Translator
    from bot.services.ports.database import Database
    from bot.services.programme import Programmes
    from bot.services.reviewing import Reviewing
    from bot.services.staffing import Staffing
    from bot.telegram.screens import Toast
    from bot.views.navigation import Surface
    from bot.views.screens import Go


async def admin(
    event: Message | CallbackQuery,
    *,
    person: Person,
    reviewing: Reviewing,
    work: Database,
    tr: Translator,
    staff_role: StaffRole | None,
) -> None:
    """/admin, or its button; everybody else is told whose page it is."""
    late = await reviewing.late(work, person.id) if staff_role else 0
    await show(event, staff.page(staff_role, tr, late))


async def invite_tap(
    query: CallbackQuery,
    *,
    go: Go,
    staffing: Staffing,
    work: Database,
    tr: Translator,
    staff_role: StaffRole | None,
    surface: Surface,
    toast: Toast,
) -> None:
    """A one-use link."""
    wanted = next((role for role in StaffRole if role == go.args[0]), None)
    made = await staffing.invite(work, query.from_user.id, wanted) if wanted else NotAllowed()
    match made:
        case Invited():
            await show(query, staff.invitation(made, surface, tr))
        case NotAllowed():
            toast.say(staff.not_allowed(tr))
            await show(query, staff.page(staff_role, tr))


async def staff_tap(
    query: CallbackQuery,
    *,
    go: Go,
    staffing: Staffing,
    work: Database,
    tr: Translator,
    staff_role: StaffRole | None,
    toast: Toast,
) -> None:
    """A page of the staff."""
    members = await staffing.members(work, query.from_user.id)
    if isinstance(members, NotAllowed):
        toast.say(staff.not_allowed(tr))
        await show(query, staff.page(staff_role, tr))
        return
    await show(query, staff.members(members, staff_role, _number(go.args[0]), tr))


async def dismiss_tap(
    query: CallbackQuery,
    *,
    go: Go,
    staffing: Staffing,
    work: Database,
    tr: Translator,
    staff_role: StaffRole | None,
    toast: Toast,
) -> None:
    """Ask before taking a role away."""
    members = await staffing.members(work, query.from_user.id)
    if isinstance(members, NotAllowed):
        toast.say(staff.not_allowed(tr))
        await show(query, staff.page(staff_role, tr))
        return
    member = next((m for m in members if m.person == _number(go.args[0])), None)
    if member is None:
        toast.say(staff.no_longer_staff(tr))
        await show(query, staff.members(members, staff_role, 0, tr))
        return
    await show(query, staff.confirm_dismissal(member, tr))


async def dismissed_tap(
    query: CallbackQuery,
    *,
    go: Go,
    staffing: Staffing,
    work: Database,
    tr: Translator,
    toast: Toast,
) -> None:
    """Take it away; it holds at once, also for screens that are open."""
    by = query.from_user.id
    match await staffing.dismiss(work, by, _number(go.args[0])):
        case Dismissed():
            toast.say(staff.dismissed(tr))
        case NotAllowed():
            toast.say(staff.not_allowed(tr))
        case NotStaff():
            toast.say(staff.no_longer_staff(tr))
    left = await staffing.members(work, by)
    role = staffing.role(by)
    await show(query, staff.page(role, tr) if isinstance(left, NotAllowed) else staff.members(left, role, 0, tr))


async def log_tap(
    query: CallbackQuery,
    *,
    go: Go,
    staffing: Staffing,
    work: Database,
    tr: Translator,
    staff_role: StaffRole | None,
    toast: Toast,
) -> None:
    """A page of what the staff did."""
    found = await staffing.log(work, query.from_user.id, _number(go.args[0]))
    if isinstance(found, NotAllowed):
        toast.say(staff.not_allowed(tr))
        await show(query, staff.page(staff_role, tr))
        return
    await show(query, auditing.log(found, tr))


async def numbers_tap(
    query: CallbackQuery,
    *,
    staffing: Staffing,
    programmes: Programmes,
    work: Database,
    tr: Translator,
    staff_role: StaffRole | None,
    toast: Toast,
) -> None:
    """How much the bot is used."""
    counted = await staffing.numbers(work, query.from_user.id)
    if isinstance(counted, NotAllowed):
        toast.say(staff.not_allowed(tr))
        await show(query, staff.page(staff_role, tr))
        return
    await show(query, staff.numbers(counted, programmes.current, tr))


def _number(text: str) -> int:
    """A number of a button; -1, which is nobody and no page, when it was never ours."""
    return int(text) if text.isdecimal() else -1


def router() -> Router:
    """Private chats only."""
    made = Router(name="admin")
    made.message.register(admin, Command("admin"), F.chat.type == ChatType.PRIVATE)
    made.callback_query.register(admin, Tapped("admin"))
    made.callback_query.register(invite_tap, Tapped("invite", 1))
    made.callback_query.register(staff_tap, Tapped("staff", 1))
    made.callback_query.register(dismiss_tap, Tapped("dismiss", 1))
    made.callback_query.register(dismissed_tap, Tapped("dismissed", 1))
    made.callback_query.register(log_tap, Tapped("log", 1))
    made.callback_query.register(numbers_tap, Tapped("numbers"))
    return made
