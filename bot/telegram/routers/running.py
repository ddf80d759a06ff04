"""Announcements that were sent off: pause, stop, fix, recall, confirm, report; asks before what cannot be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import Router
from aiogram.types import BufferedInputFile

from bot.domain.language import Language
from bot.domain.policy import Action, may
from bot.services.announced import Done, NoSuchAnnouncement, NotNow, OtherMedia, SamePerson, Status, TooLate
from bot.services.composing import Unequal
from bot.services.staffing import NotAllowed
from bot.telegram.drafting import number_of, wait_for
from bot.telegram.keyboards import Tapped
from bot.telegram.screens import show
from bot.views import announcing as views
from bot.views import running, staff
from bot.views.announcement_table import table

if TYPE_CHECKING:
    from aiogram import Bot
    from aiogram.fsm.context import FSMContext
    from aiogram.types import CallbackQuery

    from bot.domain.policy import StaffRole
    from bot.i18n import Translator
    from bot.services.announcing import Announcing
    from bot.services.composing import Composing
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database
    from bot.telegram.screens import Toast
    from bot.views.screens import Go

Verdict = Done | NotNow | NoSuchAnnouncement | TooLate | SamePerson | OtherMedia


async def ask_tap(
    query: CallbackQuery,
    *,
    go: Go,
    announcing: Announcing,
    work: Database,
    tr: Translator,
    staff_role: StaffRole | None,
) -> None:
    """Ask before it is done."""
    one = await announcing.get(work, number_of(go.args[0]))
    if one is None or go.args[1] not in running.DESTRUCTIVE or not may(staff_role, Action.ANNOUNCE):
        await show(query, views.gone(tr))
        return
    await show(query, running.ask_before(one, go.args[1], tr))


async def do_tap(
    query: CallbackQuery,
    *,
    go: Go,
    announcing: Announcing,
    work: Database,
    clock: Clock,
    tr: Translator,
    staff_role: StaffRole | None,
    toast: Toast,
) -> None:
    """Steer it."""
    number, by = number_of(go.args[0]), query.from_user.id
    if not may(staff_role, Action.ANNOUNCE):
        toast.say(staff.not_allowed(tr), alert=True)
        return
    match go.args[1]:
        case "pause":
            verdict: Verdict = await announcing.pause(work, number)
        case "resume":
            verdict = await announcing.resume(work, number)
        case "stop":
            verdict = await announcing.stop(work, number, by)
        case "recall":
            verdict = await announcing.recall(work, number, by)
        case "unknown":
            verdict = await announcing.send_unknown(work, number)
        case _:
            verdict = NoSuchAnnouncement()
    await _tell(query, verdict, number, announcing, work, clock, tr, toast)


async def _tell(  # noqa: PLR0917  the handlers' own
    query: CallbackQuery,
    verdict: Verdict,
    number: int,
    announcing: Announcing,
    work: Database,
    clock: Clock,
    tr: Translator,
    toast: Toast,
) -> None:
    """Show how it stands now; say why where nothing was done."""
    match verdict:
        case NotNow() | OtherMedia():
            toast.say(running.not_now(tr), alert=True)
        case TooLate():
            toast.say(running.too_late(tr), alert=True)
        case SamePerson():
            toast.say(running.same_person(tr), alert=True)
            return
    seen = await announcing.status(work, number)
    screen = running.status(seen, clock.now(), tr) if isinstance(seen, Status) else views.gone(tr)
    await show(query, screen)


async def confirm_tap(
    query: CallbackQuery,
    *,
    announcing: Announcing,
    go: Go,
    work: Database,
    clock: Clock,
    tr: Translator,
    staff_role: StaffRole | None,
    toast: Toast,
) -> None:
    """The second organizer's word."""
    number = number_of(go.args[0])
    if not may(staff_role, Action.ANNOUNCE):
        toast.say(staff.not_allowed(tr), alert=True)
        return
    if go.to == "an_back":
        verdict: Verdict = await announcing.send_back(work, number)
    else:
        verdict = await announcing.confirm(work, number, query.from_user.id)
    await _tell(query, verdict, number, announcing, work, clock, tr, toast)


async def fix_tap(
    query: CallbackQuery,
    *,
    go: Go,
    state: FSMContext,
    composing: Composing,
    announcing: Announcing,
    work: Database,
    clock: Clock,
    tr: Translator,
    staff_role: StaffRole | None,
    toast: Toast,
) -> None:
    """New texts are gathered, then applied together."""
    number, what = number_of(go.args[0]), go.args[1] if len(go.args) > 1 else ""
    one = await announcing.get(work, number)
    if one is None or not may(staff_role, Action.ANNOUNCE):
        await show(query, views.gone(tr))
        return
    data = await state.get_data()
    texts = dict(data.get("texts", {})) if data.get("number") == number else {}
    if what in set(Language):
        await wait_for(state, number, f"fix-{what}", texts=texts)
        await show(query, running.ask_fix(one, Language(what), tr))
        return
    if what != "apply" or not texts:
        await show(query, running.fixing(one, texts, tr))
        return
    new = {Language(language): str(text) for language, text in texts.items()}
    match await composing.fix(work, query.from_user.id, number, new):
        case Unequal():
            await show(query, running.fixing(one, texts, tr))
        case NotAllowed():
            toast.say(staff.not_allowed(tr), alert=True)
        case verdict:
            await state.clear()
            await _tell(query, verdict, number, announcing, work, clock, tr, toast)


async def table_tap(
    query: CallbackQuery,
    *,
    go: Go,
    bot: Bot,
    announcing: Announcing,
    work: Database,
    tr: Translator,
    staff_role: StaffRole | None,
    toast: Toast,
) -> None:
    """The report as a file: counts only."""
    seen = await announcing.status(work, number_of(go.args[0]))
    if not may(staff_role, Action.ANNOUNCE) or not isinstance(seen, Status):
        toast.say(staff.not_allowed(tr), alert=True)
        return
    file = BufferedInputFile(table(seen, tr), f"announcement-{seen.announcement.id}.csv")
    await bot.send_document(query.from_user.id, file)


def router() -> Router:
    """Private chats only."""
    made = Router(name="running")
    made.callback_query.register(ask_tap, Tapped("an_ask", 2))
    made.callback_query.register(do_tap, Tapped("an_do", 2))
    made.callback_query.register(confirm_tap, Tapped("an_confirm", 1))
    made.callback_query.register(confirm_tap, Tapped("an_back", 1))
    made.callback_query.register(fix_tap, Tapped("an_fix", 1, 2))
    made.callback_query.register(table_tap, Tapped("an_csv", 1))
    return made
