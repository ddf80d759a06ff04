"""The programme: list, card, map, sessions; in groups too, where nothing personal is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiogram import Router
from aiogram.filters import Command

from bot.domain.opening import opening_of
from bot.telegram.keyboards import OF_ONE_MESSAGE, Tapped
from bot.telegram.screens import show
from bot.views import home, opening, shelves
from bot.views.card import Look, card, mapped_venue, place
from bot.views.navigation import Shelf
from bot.views.sessions import sessions

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from zoneinfo import ZoneInfo

    from aiogram.fsm.context import FSMContext
    from aiogram.types import CallbackQuery, Message, TelegramObject

    from bot.domain.people import Person
    from bot.services.following import Following
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database
    from bot.services.programme import Programmes
    from bot.telegram.screens import Toast
    from bot.views.navigation import Surface
    from bot.views.screens import Go
    from bot.views.voices import Voice


async def leave_question(
    handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]], event: TelegramObject, data: dict[str, Any]
) -> Any:
    """Who looks around instead of writing does not write any more: a later text is no question and no reply."""
    state: FSMContext = data["state"]
    if await state.get_state() in OF_ONE_MESSAGE:
        await state.clear()
    return await handler(event, data)


async def events_command(message: Message, programmes: Programmes, clock: Clock, voice: Voice) -> None:
    """/events."""
    await show(message, voice(lambda tr: shelves.overview(programmes.current, clock.now(), tr)))


async def events_tap(query: CallbackQuery, programmes: Programmes, clock: Clock, voice: Voice) -> None:
    """Back to the first screen."""
    await show(query, voice(lambda tr: shelves.overview(programmes.current, clock.now(), tr)))


async def kinds_tap(
    query: CallbackQuery,
    *,
    go: Go,
    programmes: Programmes,
    clock: Clock,
    voice: Voice,
) -> None:
    """Look at one kind only."""
    shelf = Shelf.parse(go.args[0])
    await show(query, voice(lambda tr: shelves.kinds(programmes.current, shelf, clock.now(), tr)))


async def list_tap(
    query: CallbackQuery,
    *,
    go: Go,
    programmes: Programmes,
    clock: Clock,
    voice: Voice,
) -> None:
    """A page of the list."""
    shelf = Shelf.parse(go.args[0])
    await show(query, voice(lambda tr: shelves.listing(programmes.current, shelf, clock.now(), tr)))


async def event_tap(
    query: CallbackQuery,
    *,
    go: Go,
    programmes: Programmes,
    following: Following,
    work: Database,
    clock: Clock,
    voice: Voice,
    surface: Surface,
    toast: Toast,
    person: Person | None = None,
) -> None:
    """An event's card."""
    event = programmes.current.get(go.args[0])
    if event is None:
        await _gone(query, toast, programmes, clock, voice)
        return
    follows = person is not None and await following.follows(work, person.id, event)
    opens = not surface.public and await following.tells_opening(work, event)
    look = Look(clock.now(), surface, follows, _shelf(go), voice.room, opens=opens)
    await show(query, voice(lambda tr: card(event, look, tr)))


async def map_tap(
    query: CallbackQuery,
    *,
    go: Go,
    programmes: Programmes,
    clock: Clock,
    zone: ZoneInfo,
    voice: Voice,
    surface: Surface,
    toast: Toast,
) -> None:
    """The point on the map, where the event still has one."""
    event = programmes.current.get(go.args[0])
    venue = mapped_venue(event, clock.now(), zone) if event else None
    if event is None or venue is None:
        await _gone(query, toast, programmes, clock, voice)
        return
    look = Look(clock.now(), surface, shelf=_shelf(go))
    await show(query, voice(lambda tr: place(event, venue, look, tr)))


async def sessions_tap(
    query: CallbackQuery,
    *,
    go: Go,
    programmes: Programmes,
    clock: Clock,
    zone: ZoneInfo,
    voice: Voice,
    surface: Surface,
    toast: Toast,
) -> None:
    """What can be signed up for, while registrations are taken; else the card, as it is now."""
    key, code, page = go.args
    shelf = Shelf.parse(code)
    event = programmes.current.get(key)
    edition = event.current(clock.now(), zone) if event else None
    if event is None:
        await _gone(query, toast, programmes, clock, voice)
    elif edition is None or not edition.takes_registrations(clock.now(), zone):
        how = opening_of(event, clock.now(), zone)
        toast.say(voice.plain(lambda tr: opening.toast(how, tr)))
        look = Look(clock.now(), surface, shelf=shelf)
        await show(query, voice(lambda tr: card(event, look, tr)))
    else:
        number = int(page) if page.isdecimal() else 0
        await show(query, voice(lambda tr: sessions(event, edition, shelf, number, tr)))


async def _gone(query: CallbackQuery, toast: Toast, programmes: Programmes, clock: Clock, voice: Voice) -> None:
    toast.say(voice.plain(home.stale_toast))
    await show(query, voice(lambda tr: shelves.overview(programmes.current, clock.now(), tr)))


def _shelf(go: Go) -> Shelf | None:
    return Shelf.parse(go.args[1]) if len(go.args) > 1 else None


def router() -> Router:
    """Private chats and groups; sessions, which lead to a registration, in private only."""
    made = Router(name="events")
    made.message.middleware(leave_question)
    made.callback_query.middleware(leave_question)
    made.message.register(events_command, Command("events"))
    made.callback_query.register(events_tap, Tapped("events", anywhere=True))
    made.callback_query.register(kinds_tap, Tapped("kinds", 1, anywhere=True))
    made.callback_query.register(list_tap, Tapped("list", 1, anywhere=True))
    made.callback_query.register(event_tap, Tapped("event", 1, 2, anywhere=True))
    made.callback_query.register(map_tap, Tapped("map", 1, 2, anywhere=True))
    made.callback_query.register(sessions_tap, Tapped("sessions", 3))
    return made
