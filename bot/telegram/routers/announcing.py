"""Announcements of organizers: the list, one of them, its preview, and sending it off; its parts stand beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import Router
from aiogram.types import Message

from bot.domain.announcements import AnnouncementState, Counters, Recipient
from bot.domain.audience import BadAudience
from bot.domain.deliveries import Dead, Refused, TryAgain
from bot.domain.language import ChatLanguage, Language
from bot.domain.policy import Action, may
from bot.services.announced import Awaiting, Incomplete, InThePast, Nobody, NoSuchAnnouncement, NotNow, Queued, Status
from bot.services.composing import AtNight, Seen, Unequal
from bot.services.staffing import NotAllowed
from bot.telegram.drafting import number_of, show_draft, wait_for
from bot.telegram.keyboards import Tapped
from bot.telegram.screens import post, show
from bot.views import announcing as views
from bot.views import draft_parts, running, staff

if TYPE_CHECKING:
    from aiogram import Bot
    from aiogram.fsm.context import FSMContext
    from aiogram.types import CallbackQuery

    from bot.domain.policy import StaffRole
    from bot.i18n import Translator
    from bot.services.announcing import Announcing
    from bot.services.composing import Composing
    from bot.services.ports.bulk import Bulk
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database
    from bot.services.programme import Programmes
    from bot.telegram.screens import Toast
    from bot.views.screens import Go, Screen

LISTED = tuple(AnnouncementState)
NOBODY_YET = Counters()


async def list_tap(
    query: CallbackQuery,
    *,
    go: Go,
    state: FSMContext,
    announcing: Announcing,
    work: Database,
    tr: Translator,
    staff_role: StaffRole | None,
    toast: Toast,
) -> None:
    """A page of the list."""
    await state.clear()
    if not may(staff_role, Action.ANNOUNCE):
        toast.say(staff.not_allowed(tr))
        return
    page = number_of(go.args[0])
    found = await announcing.latest(work, LISTED, views.PAGE + 1, max(page, 0) * views.PAGE)
    await show(query, views.listing(found[: views.PAGE], max(page, 0), tr, more=len(found) > views.PAGE))


async def new_tap(
    query: CallbackQuery, *, state: FSMContext, composing: Composing, work: Database, tr: Translator, toast: Toast
) -> None:
    """A new draft begins with its Kazakh text."""
    match await composing.begin(work, query.from_user.id):
        case NotAllowed():
            toast.say(staff.not_allowed(tr))
        case Seen(announcement=one):
            await wait_for(state, one.id, Language.KK)
            await show(query, views.ask_text(one.id, Language.KK, tr))


async def open_tap(
    query: CallbackQuery,
    *,
    go: Go,
    state: FSMContext,
    composing: Composing,
    announcing: Announcing,
    programmes: Programmes,
    work: Database,
    clock: Clock,
    tr: Translator,
    staff_role: StaffRole | None,
    toast: Toast,
) -> None:
    """One announcement: the draft, or how it stands."""
    await state.clear()
    if not may(staff_role, Action.ANNOUNCE):
        toast.say(staff.not_allowed(tr))
        return
    number = number_of(go.args[0])
    match await announcing.status(work, number):
        case NoSuchAnnouncement():
            await show(query, views.gone(tr))
        case Status(announcement=one) if one.state is AnnouncementState.DRAFT:
            await show_draft(query, await composing.look(work, query.from_user.id, number), views.draft, tr, toast)
        case Status() as status:
            await show(query, running.status(status, clock.now(), tr, programmes.current))


async def preview_tap(
    query: CallbackQuery,
    *,
    go: Go,
    bot: Bot,
    announcing: Announcing,
    bulk: Bulk,
    work: Database,
    tr: Translator,
    staff_role: StaffRole | None,
    toast: Toast,
) -> None:
    """The very messages that others will get, to oneself."""
    if not may(staff_role, Action.ANNOUNCE):
        toast.say(staff.not_allowed(tr))
        return
    one = await announcing.get(work, number_of(go.args[0]))
    if one is None:
        await show(query, views.gone(tr))
        return
    me = query.from_user.id
    if one.content.missing:
        toast.say(views.nothing_to_preview(tr), alert=True)
        return
    for language in ChatLanguage:
        outcome = await bulk.send(one, Recipient(one.id, me, 0, language))
        if isinstance(outcome, Refused):
            await post(bot, me, views.refused_preview(one.id, outcome.said or outcome.cause, tr))
            return
        if isinstance(outcome, TryAgain | Dead):
            await post(bot, me, views.preview_failed(one.id, outcome.cause, tr))
            return
    await post(bot, me, views.previewed(one.id, tr, draft=one.state is AnnouncementState.DRAFT))


async def send_tap(
    query: CallbackQuery, *, go: Go, composing: Composing, work: Database, tr: Translator, toast: Toast
) -> None:
    """Ask once more, or say what is missing."""

    def asked(seen: Seen, tr: Translator) -> Screen:
        one = seen.announcement
        if not seen.sendable:
            return views.unequal(seen, tr)
        if (morning := composing.morning(one)) is not None:
            return views.at_night(one, morning, tr)
        return views.confirm(seen, tr) if seen.headcount.total else views.nobody(one.id, tr)

    await show_draft(query, await composing.look(work, query.from_user.id, number_of(go.args[0])), asked, tr, toast)


async def go_tap(
    query: CallbackQuery,
    *,
    go: Go,
    composing: Composing,
    programmes: Programmes,
    work: Database,
    clock: Clock,
    tr: Translator,
    toast: Toast,
) -> None:
    """Send it; this very message tells from now on how far it is."""
    number = number_of(go.args[0])
    shown = query.message.message_id if isinstance(query.message, Message) else None
    match await composing.send(work, query.from_user.id, number, shown):
        case Queued(announcement=one):
            toast.say(running.queued(one, tr))
            await show(query, running.status(Status(one, NOBODY_YET), clock.now(), tr, programmes.current))
        case Awaiting(announcement=one, asked=asked):
            await show(query, running.awaiting(one, asked, tr))
        case Unequal(seen):
            await show(query, views.unequal(seen, tr))
        case AtNight(seen, morning):
            await show(query, views.at_night(seen.announcement, morning, tr))
        case Nobody() | BadAudience():
            await show(query, views.nobody(number, tr))
        case InThePast():
            await show(query, views.in_the_past(number, tr))
        case NotAllowed():
            toast.say(staff.not_allowed(tr))
        case NotNow():
            toast.say(running.not_now(tr))
        case NoSuchAnnouncement() | Incomplete():
            await show(query, views.gone(tr))


async def why_tap(
    query: CallbackQuery, *, go: Go, state: FSMContext, tr: Translator, staff_role: StaffRole | None
) -> None:
    """Wait for why the languages differ."""
    number = number_of(go.args[0])
    if may(staff_role, Action.ANNOUNCE):
        await wait_for(state, number, "why")
        await show(query, draft_parts.ask_reason(number, tr, urgent=False))


def router() -> Router:
    """Private chats only."""
    made = Router(name="announcing")
    made.callback_query.register(list_tap, Tapped("announcements", 1))
    made.callback_query.register(new_tap, Tapped("an_new"))
    made.callback_query.register(open_tap, Tapped("an", 1))
    made.callback_query.register(preview_tap, Tapped("an_preview", 1))
    made.callback_query.register(send_tap, Tapped("an_send", 1))
    made.callback_query.register(go_tap, Tapped("an_go", 1))
    made.callback_query.register(why_tap, Tapped("an_why", 1))
    return made
