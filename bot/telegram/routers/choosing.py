"""What to sign up for: the events that take registrations, and one session of theirs, or a slot by day and time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command

from bot.domain.opening import Stage
from bot.telegram.keyboards import Tapped
from bot.telegram.screens import show
from bot.views import choosing, slots
from bot.views.home import stale
from bot.views.opening import not_open

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery, Message

    from bot.domain.people import Person
    from bot.i18n import Translator
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database
    from bot.services.registering import Registering
    from bot.views.screens import Go, Screen


async def register(
    event: Message | CallbackQuery, *, registering: Registering, clock: Clock, tr: Translator, go: Go | None = None
) -> None:
    """/register, or its button, shows the events that take registrations now, or later."""
    taking, later = registering.taking(), registering.opening_later()
    await show(event, choosing.taking_registrations(taking, later, go.number if go else 0, tr, now=clock.now()))


async def session_tap(
    query: CallbackQuery,
    *,
    go: Go,
    registering: Registering,
    person: Person,
    work: Database,
    tr: Translator,
) -> None:
    """One session."""
    found = registering.behind(*go.args)
    if found is None:
        await show(query, await _gone(go.args[0], registering, work, tr))
        return
    standing = await registering.standing(work, found, person.id)
    await show(query, choosing.session_screen(found, standing, registering.opening(found), tr, person.role))


async def slots_tap(
    query: CallbackQuery, *, go: Go, registering: Registering, person: Person, work: Database, tr: Translator
) -> None:
    """The days of a row of slots."""
    event, code, page = go.args
    found = await registering.slots(work, event, code, person.id)
    number = int(page) if page.isdecimal() else 0
    await show(query, slots.days(found, number, tr) if found else await _gone(event, registering, work, tr))


async def times_tap(
    query: CallbackQuery, *, go: Go, registering: Registering, person: Person, work: Database, tr: Translator
) -> None:
    """The times of a day; where the day has gone, the days that are left."""
    event, code, day, *page = go.args
    found = await registering.slots(work, event, code, person.id)
    those = slots.day_behind(found, day, tr)
    number = int(page[0]) if page and page[0].isdecimal() else None
    if those:
        await show(query, slots.times(found, those, number, tr))
    else:
        await show(query, slots.days(found, 0, tr) if found else await _gone(event, registering, work, tr))


async def _gone(event: str, registering: Registering, work: Database, tr: Translator) -> Screen:
    """The session, or every time of the row: registration has closed, or the programme has it no more."""
    shut = await registering.shut(work, event, None)
    return stale(tr) if shut is None or shut.opening.stage is Stage.OPEN else not_open(shut, tr)


def router() -> Router:
    """In private chats, and wherever a button of theirs is."""
    made = Router(name="choosing")
    made.message.register(register, Command("register"), F.chat.type == ChatType.PRIVATE)
    made.callback_query.register(register, Tapped("register", 0, 1))
    made.callback_query.register(session_tap, Tapped("session", 2))
    made.callback_query.register(slots_tap, Tapped("slots", 3))
    made.callback_query.register(times_tap, Tapped("times", 3, 4))
    return made
