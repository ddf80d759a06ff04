"""The questions that were passed on, for who answers them: list, taking, replying, closing; a post's buttons too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import CommandObject, CommandStart

from bot.domain.handovers import Hand
from bot.services.handover import Changed, Place, Unchanged, Unknown
from bot.services.staffing import NotAllowed
from bot.telegram.keyboards import REPLYING, Tapped, in_private
from bot.telegram.screens import show
from bot.views import desk, staff

if TYPE_CHECKING:
    from aiogram.fsm.context import FSMContext
    from aiogram.types import CallbackQuery, Message, User

    from bot.domain.handovers import Handover
    from bot.domain.people import Person
    from bot.domain.policy import StaffRole
    from bot.i18n import Translator
    from bot.services.handover import Handovers
    from bot.services.ports.database import Database
    from bot.services.programme import Programmes
    from bot.telegram.screens import Toast
    from bot.views.screens import Go, Screen
    from bot.views.voices import Voice


async def queue_tap(
    query: CallbackQuery,
    *,
    go: Go,
    handovers: Handovers,
    work: Database,
    tr: Translator,
    staff_role: StaffRole | None,
    toast: Toast,
) -> None:
    """A page of those that wait."""
    found = await handovers.queue(work, query.from_user.id)
    if isinstance(found, NotAllowed):
        toast.say(staff.not_allowed(tr))
        await show(query, staff.page(staff_role, tr))
        return
    await show(query, desk.queue(found, staff_role, go.number, tr))


async def passed_tap(
    query: CallbackQuery,
    *,
    go: Go,
    handovers: Handovers,
    programmes: Programmes,
    work: Database,
    voice: Voice,
    staff_role: StaffRole | None,
) -> None:
    """One of them."""
    found = await handovers.get(work, query.from_user.id, go.number)
    await show(query, _passed(found, programmes, voice, staff_role))


async def question_link(
    message: Message,
    *,
    command: CommandObject,
    handovers: Handovers,
    programmes: Programmes,
    work: Database,
    person: Person,
    voice: Voice,
    staff_role: StaffRole | None,
) -> None:
    """The same from the link under a post."""
    number = int((command.args or "").partition("_")[2])
    found = await handovers.get(work, person.id, number)
    await show(message, _passed(found, programmes, voice, staff_role))


async def take_tap(
    query: CallbackQuery,
    *,
    go: Go,
    handovers: Handovers,
    programmes: Programmes,
    work: Database,
    voice: Voice,
    staff_role: StaffRole | None,
    toast: Toast,
) -> None:
    """«I take it», or not any more; a post is revised by its notice."""
    verb = handovers.take if go.to == "take" else handovers.release
    done = await verb(work, _place(query), go.number)
    if isinstance(done, NotAllowed):
        toast.say(voice.plain(staff.not_allowed))
    elif isinstance(done, Unchanged):
        toast.say(voice.plain(lambda tr: desk.standing_toast(done.handover, tr)))
    if in_private(query):
        found = done.handover if isinstance(done, Changed | Unchanged) else done
        await show(query, _passed(found, programmes, voice, staff_role))


async def reply_tap(
    query: CallbackQuery,
    *,
    go: Go,
    state: FSMContext,
    handovers: Handovers,
    programmes: Programmes,
    work: Database,
    voice: Voice,
    tr: Translator,
    staff_role: StaffRole | None,
) -> None:
    """The next message is the reply."""
    found = await handovers.get(work, query.from_user.id, go.number)
    if isinstance(found, NotAllowed | Unknown) or not found.question:
        await show(query, _passed(found, programmes, voice, staff_role))
        return
    await state.set_state(REPLYING)
    await state.set_data({"handover": found.id})
    await show(query, desk.reply_prompt(found, tr))


async def reply(
    message: Message,
    *,
    state: FSMContext,
    handovers: Handovers,
    programmes: Programmes,
    work: Database,
    person: Person,
    voice: Voice,
    tr: Translator,
    staff_role: StaffRole | None,
) -> None:
    """Whatever it is, the person gets a copy."""
    number = (await state.get_data()).get("handover", 0)
    await state.clear()
    hand = Hand(person.id, message.from_user.full_name if message.from_user else "")
    done = await handovers.reply(work, Place(hand, message.chat.id), number, message.message_id)
    if isinstance(done, Changed):
        await show(message, desk.replied(done.handover, staff_role, tr))
    else:
        found = done.handover if isinstance(done, Unchanged) else done
        await show(message, _passed(found, programmes, voice, staff_role))


async def shut_tap(
    query: CallbackQuery,
    *,
    go: Go,
    handovers: Handovers,
    programmes: Programmes,
    work: Database,
    voice: Voice,
    tr: Translator,
    staff_role: StaffRole | None,
) -> None:
    """Ask before closing it without a reply."""
    found = await handovers.get(work, query.from_user.id, go.number)
    if isinstance(found, NotAllowed | Unknown) or not found.state.waits:
        await show(query, _passed(found, programmes, voice, staff_role))
    else:
        await show(query, desk.confirm_closing(found, tr))


async def shut_now_tap(
    query: CallbackQuery,
    *,
    go: Go,
    handovers: Handovers,
    programmes: Programmes,
    work: Database,
    voice: Voice,
    staff_role: StaffRole | None,
) -> None:
    """Close it."""
    done = await handovers.close(work, _place(query), go.number)
    found = done.handover if isinstance(done, Changed | Unchanged) else done
    await show(query, _passed(found, programmes, voice, staff_role))


def _passed(
    found: Handover | Unknown | NotAllowed, programmes: Programmes, voice: Voice, role: StaffRole | None
) -> Screen:
    match found:
        case NotAllowed():
            return voice(staff.not_staff)
        case Unknown():
            return voice(desk.gone)
        case handover:
            event = programmes.current.get(handover.event) if handover.event else None
            return desk.passed(handover, event, role, voice)


def _place(query: CallbackQuery) -> Place:
    chat = query.message.chat.id if query.message else query.from_user.id
    return Place(_hand(query.from_user), chat)


def _hand(user: User) -> Hand:
    return Hand(user.id, user.full_name)


def router() -> Router:
    """Private chats; a post's buttons in the organizers' chat too."""
    made = Router(name="queue")
    private = F.chat.type == ChatType.PRIVATE
    made.message.register(
        question_link, CommandStart(deep_link=True, magic=F.args.regexp(r"^question_[0-9]{1,17}$")), private
    )
    made.message.register(reply, private, ~F.text.startswith("/"), REPLYING)
    made.callback_query.register(queue_tap, Tapped("queue", 1))
    made.callback_query.register(passed_tap, Tapped("passed", 1))
    made.callback_query.register(take_tap, Tapped("take", 1, anywhere=True))
    made.callback_query.register(take_tap, Tapped("release", 1, anywhere=True))
    made.callback_query.register(reply_tap, Tapped("reply", 1))
    made.callback_query.register(shut_tap, Tapped("shut", 1))
    made.callback_query.register(shut_now_tap, Tapped("shut_now", 1))
    return made
