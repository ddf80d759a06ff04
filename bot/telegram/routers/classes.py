"""A class in its teacher's chat: how it stands, consents on paper, names, links, seats; and a pupil who takes one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import StateFilter
from aiogram.fsm.state import State

from bot.domain.classes import Flaw, NameList, read_name
from bot.services.classes import ClassSeen, Unchanged, UnknownClass
from bot.services.seat_links import ForPupils, Free, Links, Mine
from bot.telegram.class_files import names_in
from bot.telegram.keyboards import Tapped
from bot.telegram.screens import show
from bot.views import class_list, class_signing
from bot.views import classes as views
from bot.views.home import stale, stale_toast
from bot.views.registrations import gone_toast

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from aiogram import Bot
    from aiogram.fsm.context import FSMContext
    from aiogram.types import CallbackQuery, Message
    from markupsafe import Markup

    from bot.domain.classes import Sat
    from bot.domain.language import Language
    from bot.domain.people import Person
    from bot.i18n import Translator
    from bot.services.classes import Changed, Classes
    from bot.services.ports.database import Database
    from bot.services.seat_links import SeatLinks
    from bot.telegram.screens import Toast
    from bot.views.navigation import Surface
    from bot.views.screens import Go, Screen

NAMES = State("names", group_name="class")
"""The next message is a list of names, or the name for one seat; the data hold which class and seat."""


async def look_tap(
    query: CallbackQuery, *, go: Go, person: Person, classes_of: Classes, work: Database, tr: Translator
) -> None:
    """A screen of a class that changes nothing."""
    seen = await classes_of.look(work, person.id, go.number)
    screen = None if isinstance(seen, UnknownClass) else _look(go, seen, tr)
    await show(query, screen or stale(tr))


async def change_tap(
    query: CallbackQuery,
    *,
    go: Go,
    person: Person,
    classes_of: Classes,
    work: Database,
    tr: Translator,
    trs: Mapping[Language, Translator],
    toast: Toast,
) -> None:
    """What was asked before is done: consents on paper, one seat less, no class any more."""
    class_id, number = go.number, go.number_at(1)
    changed: Changed = UnknownClass()
    if go.to == "class_removed":
        changed = await classes_of.remove(work, person.id, class_id, number)
    elif go.to == "class_cancelled":
        changed = await classes_of.cancel(work, person.id, class_id)
    else:
        seen = await classes_of.look(work, person.id, class_id)
        if isinstance(seen, ClassSeen) and seen.found:
            words = views.paper_words(seen.found, trs.values())
            version = views.PAPER_VERSION
            changed = await classes_of.hold_papers(work, person.id, class_id, version, words, number=number or None)
    if go.to == "class_cancelled" and isinstance(changed, ClassSeen):
        await show(query, views.cancelled(tr))
        return
    await _show(query, changed, tr, toast)


async def links_tap(
    query: CallbackQuery,
    *,
    go: Go,
    person: Person,
    classes_of: Classes,
    seat_links: SeatLinks,
    work: Database,
    surface: Surface,
    tr: Translator,
    toast: Toast,
) -> None:
    """Links for the pupils; asked before those that were given out stop working."""
    seen = await classes_of.look(work, person.id, go.number)
    if go.to == "class_links" and isinstance(seen, ClassSeen) and any(one.seat.secret_hash for one in seen.unclaimed):
        await show(query, views.confirm_links(seen, tr))
        return
    made = await seat_links.make(work, person.id, go.number)
    if isinstance(made, Links):
        await show(query, views.links(made, surface, tr))
    else:
        await _show(query, made, tr, toast)


async def names_tap(
    query: CallbackQuery,
    *,
    go: Go,
    state: FSMContext,
    person: Person,
    classes_of: Classes,
    work: Database,
    tr: Translator,
) -> None:
    """Names are asked for: of the seats without one, or of one seat."""
    seen = await classes_of.look(work, person.id, go.number)
    number = go.number_at(1)
    if isinstance(seen, UnknownClass) or not _takes_names(seen, number):
        await show(query, stale(tr))
        return
    await state.set_state(NAMES)
    await state.set_data({"class": go.number, "number": number})
    await show(query, class_signing.ask_names(seen, number or None, None, tr))


async def names_said(
    message: Message,
    *,
    state: FSMContext,
    person: Person,
    classes_of: Classes,
    work: Database,
    bot: Bot,
    tr: Translator,
) -> None:
    """A list of names, or one."""
    data = await state.get_data()
    seen, number = await classes_of.look(work, person.id, data["class"]), data["number"]
    if isinstance(seen, UnknownClass) or not _takes_names(seen, number):
        await state.clear()
        await show(message, stale(tr))
        return
    if number:
        name = read_name(message.text or "")
        if isinstance(name, Flaw):
            await show(message, class_signing.ask_names(seen, number, class_signing.flawed_name(name, tr), tr))
            return
        changed = await classes_of.name(work, person.id, data["class"], (name,), number=number)
        await state.clear()
        one = _seat(changed, number) if isinstance(changed, ClassSeen) else None
        await show(message, class_list.seat(changed, one, tr) if one and isinstance(changed, ClassSeen) else stale(tr))
        return
    read = await names_in(message, bot)
    problem = class_signing.unreadable(tr) if read is None else _too_many(seen, read, tr)
    if read is None or problem is not None:
        await show(message, class_signing.ask_names(seen, None, problem, tr))
        return
    await state.update_data({"names": list(read.names)})
    await show(message, class_signing.preview_names(seen, read, tr))


async def named_tap(
    query: CallbackQuery,
    *,
    go: Go,
    state: FSMContext,
    person: Person,
    classes_of: Classes,
    work: Database,
    tr: Translator,
    toast: Toast,
) -> None:
    """Take the names that were read."""
    data = await state.get_data()
    names = tuple(data.get("names", ()))
    if await state.get_state() != NAMES.state or data.get("class") != go.number or len(names) != go.number_at(1):
        toast.say(stale_toast(tr))
        return
    await state.clear()
    await _show(query, await classes_of.name(work, person.id, go.number, names), tr, toast)


async def claim_tap(
    query: CallbackQuery, *, go: Go, person: Person, seat_links: SeatLinks, work: Database, tr: Translator
) -> None:
    """A pupil takes the seat behind a link."""
    match await seat_links.claim(work, person.id, go.args[0]):
        case Free(registration=registration, overlaps=overlaps):
            await show(query, class_signing.seat_taken(registration, tr, overlaps))
        case Mine(registration=registration, by_this_link=True):
            await show(query, class_signing.seat_taken(registration, tr))
        case Mine(registration=registration):
            await show(query, class_signing.already_there(registration, tr))
        case ForPupils(class_id):
            await show(query, class_signing.for_pupils(class_id, tr))
        case _:
            await show(query, class_signing.no_seat(tr))


def _look(go: Go, seen: ClassSeen, tr: Translator) -> Screen | None:
    """The screen behind a button; None where it is about a seat that is gone."""
    number = go.number_at(1)
    one = _seat(seen, number)
    match go.to:
        case "class":
            return views.class_screen(seen, tr)
        case "class_seats":
            return class_list.seats(seen, number, go.args[2], tr)
        case "class_seat" if one:
            return class_list.seat(seen, one, tr)
        case "class_remove" if one and seen.editable:
            return class_list.confirm_removal(seen, one, tr)
        case "class_paper" if seen.editable and (one.lacks_consent if one else seen.lacking and not number):
            return views.confirm_papers(seen, number or None, tr)
        case "class_cancel" if seen.editable:
            return views.confirm_cancel(seen, tr)
    return None


async def _show(query: CallbackQuery, changed: Changed, tr: Translator, toast: Toast) -> None:
    if isinstance(changed, UnknownClass):
        await show(query, stale(tr))
        return
    if isinstance(changed, Unchanged):
        toast.say(gone_toast(tr))
        changed = changed.seen
    await show(query, views.class_screen(changed, tr))


def _takes_names(seen: ClassSeen, number: int) -> bool:
    if not seen.editable or seen.found is None or seen.found.session.names_optional:
        return False
    one = _seat(seen, number)
    return bool(one and one.registration.is_live) if number else bool(seen.nameless)


def _too_many(seen: ClassSeen, read: NameList, tr: Translator) -> Markup | None:
    count = len(seen.nameless)
    return class_signing.too_many_names(len(read.names), count, tr) if len(read.names) > count else None


def _seat(seen: ClassSeen, number: int) -> Sat | None:
    return next((one for one in seen.seats if one.seat.number == number), None)


def router() -> Router:
    """Private chats only; a pupil's link itself comes by /start."""
    made = Router(name="classes")
    taps: dict[str, tuple[Callable[..., Awaitable[None]], int, int]] = {
        "class": (look_tap, 1, 1),
        "class_seats": (look_tap, 3, 3),
        "class_seat": (look_tap, 2, 2),
        "class_remove": (look_tap, 2, 2),
        "class_paper": (look_tap, 1, 2),
        "class_cancel": (look_tap, 1, 1),
        "class_removed": (change_tap, 2, 2),
        "class_cancelled": (change_tap, 1, 1),
        "class_papers": (change_tap, 2, 2),
        "class_links": (links_tap, 1, 1),
        "class_linked": (links_tap, 1, 1),
        "class_names": (names_tap, 1, 2),
        "class_named": (named_tap, 2, 2),
        "claim": (claim_tap, 1, 1),
    }
    for name, (on_tap, least, most) in taps.items():
        made.callback_query.register(on_tap, Tapped(name, least, most))
    typing = F.text & ~F.text.startswith("/")
    made.message.register(names_said, StateFilter(NAMES), F.chat.type == ChatType.PRIVATE, typing | F.document)
    return made
