"""/start: the language once, then the menu or what the link asked for; a payload is anybody's text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import CommandObject, CommandStart

from bot.domain.consent import hash_of
from bot.domain.language import Language
from bot.search.reading import FUNCTIONS
from bot.services.answering import Function
from bot.services.consenting import OwnLink, Request
from bot.services.seat_links import ForPupils, Free, Mine
from bot.services.staffing import AlreadyStaff, NotValid, Offered
from bot.telegram.keyboards import Tapped
from bot.telegram.screens import show
from bot.views import class_signing, consent, home, linking, news, staff
from bot.views.announcements import CHAT_NEWS
from bot.views.card import Look, card
from bot.views.functions import function_screen
from bot.views.navigation import PAYLOAD
from bot.views.screens import Go

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiogram.fsm.context import FSMContext
    from aiogram.types import CallbackQuery, Message

    from bot.domain.people import Person
    from bot.i18n import Translator
    from bot.services.announcing import Announcing
    from bot.services.consenting import Consenting
    from bot.services.following import Following
    from bot.services.people import Directory
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database
    from bot.services.programme import Programmes
    from bot.services.seat_links import SeatLinks
    from bot.services.staffing import Staffing
    from bot.services.subscribing import Subscribing
    from bot.views.navigation import Surface
    from bot.views.screens import Screen

NEWS = "news"
"""The payload that opens the announcements one can choose."""
ANNOUNCED = re.compile(r"a([0-9]{1,15})_([0-9])", re.ASCII)
"""The payload of a button under an announcement in a group: its number, and the button's."""


class Door:
    """Where a deep link leads; knows the one who stands before it."""

    def __init__(
        self,
        *,
        work: Database,
        clock: Clock,
        programmes: Programmes,
        following: Following,
        staffing: Staffing,
        consenting: Consenting,
        seat_links: SeatLinks,
        subscribing: Subscribing,
        people: Directory,
        announcing: Announcing,
        surface: Surface,
        counts: bool = False,
    ) -> None:
        self._announcing = announcing
        self._counts = counts
        self._consenting = consenting
        self._seat_links = seat_links
        self._subscribing = subscribing
        self._people = people
        self._work = work
        self._clock = clock
        self._programmes = programmes
        self._following = following
        self._staffing = staffing
        self._surface = surface

    async def open(self, payload: str, person: int, tr: Translator) -> Screen:
        """The screen behind a payload; the menu when there is none, with a polite word when it is unknown."""
        role = self._staffing.role(person)
        if payload == home.NO_PAYLOAD:
            return home.menu(tr, staff=role is not None)
        if payload == NEWS:
            wanted = await self._subscribing.get(self._work, person)
            return news.news(wanted, (await self._people.get(self._work, person)).role, tr)
        if payload == CHAT_NEWS:
            return linking.who_chooses(tr)
        if button := ANNOUNCED.fullmatch(payload):
            return await self._announced(int(button[1]), int(button[2]), person, tr) or home.unknown_link(
                tr, staff=role is not None
            )
        subject, _, key = payload.partition("_")
        screen = None
        if subject == "event":
            screen = await self._event(key, person, tr)
        elif subject == "consent":
            screen = await self._consent(key, person, tr)
        elif subject == "seat":
            screen = await self._seat(key, person, tr)
        elif subject == "staff":
            screen = await self._invitation(key, person, tr)
        elif subject == "do" and key in FUNCTIONS:
            screen = function_screen(Function(key, None, tuple(self._programmes.current)), tr)
        return screen or home.unknown_link(tr, staff=role is not None)

    async def _announced(self, number: int, button: int, person: int, tr: Translator) -> Screen | None:
        """What a button of an announcement is about; counted where nothing else is written for this update."""
        if self._counts:
            one = await self._announcing.tap(self._work, number, button)
        else:
            one = await self._announcing.get(self._work, number)
        key = one.event_of(button) if one else None
        return await self._event(key, person, tr) if key else None

    async def _event(self, key: str, person: int, tr: Translator) -> Screen | None:
        event = self._programmes.current.get(key)
        if event is None:
            return None
        follows = await self._following.follows(self._work, person, event)
        opens = await self._following.tells_opening(self._work, event)
        return card(event, Look(self._clock.now(), self._surface, follows, opens=opens), tr)

    async def _consent(self, secret: str, person: int, tr: Translator) -> Screen:
        match await self._consenting.look_at(self._work, person, hash_of(secret)):
            case Request(_, found):
                return consent.decision(found, secret, tr)
            case OwnLink(registration):
                return consent.own_link(registration, tr)
            case _:
                return consent.not_valid(tr)

    async def _seat(self, secret: str, person: int, tr: Translator) -> Screen:
        match await self._seat_links.look_at(self._work, person, secret):
            case Free() as free:
                return class_signing.offer_seat(free, secret, tr)
            case Mine(registration, by_this_link):
                view = class_signing.seat_taken if by_this_link else class_signing.already_there
                return view(registration, tr)
            case ForPupils(class_id):
                return class_signing.for_pupils(class_id, tr)
            case _:
                return class_signing.no_seat(tr)

    async def _invitation(self, secret: str, person: int, tr: Translator) -> Screen | None:
        match await self._staffing.look_at(self._work, person, secret):
            case Offered(role):
                return staff.offer(role, secret, tr)
            case AlreadyStaff(role):
                return staff.already_staff(role, tr)
            case NotValid():
                return staff.not_valid(tr)


async def start(
    message: Message,
    *,
    command: CommandObject,
    state: FSMContext,
    person: Person,
    people: Directory,
    tr: Translator,
    trs: Mapping[Language, Translator],
    work: Database,
    clock: Clock,
    programmes: Programmes,
    following: Following,
    staffing: Staffing,
    consenting: Consenting,
    seat_links: SeatLinks,
    subscribing: Subscribing,
    announcing: Announcing,
    surface: Surface,
) -> None:
    """The first time a choice of language that carries the payload along; later straight to what was asked."""
    if await state.get_state() is not None:
        await state.clear()
    if person.blocked:  # who writes can be written to, whatever was thought before
        await people.mark_blocked(work, person.id, blocked=False)
    payload = _payload(command.args)
    if person.language is None:
        await show(message, home.first_choice(trs, _carried(payload)))
        return
    door = Door(
        work=work,
        clock=clock,
        programmes=programmes,
        following=following,
        staffing=staffing,
        consenting=consenting,
        seat_links=seat_links,
        subscribing=subscribing,
        people=people,
        announcing=announcing,
        surface=surface,
        counts=not person.blocked,
    )
    await show(message, await door.open(payload, person.id, tr))


async def language_chosen(
    query: CallbackQuery,
    *,
    go: Go,
    people: Directory,
    trs: Mapping[Language, Translator],
    work: Database,
    clock: Clock,
    programmes: Programmes,
    following: Following,
    staffing: Staffing,
    consenting: Consenting,
    seat_links: SeatLinks,
    subscribing: Subscribing,
    announcing: Announcing,
    surface: Surface,
    tr: Translator,
) -> None:
    """The choice under the very first screen."""
    word, payload = go.args
    chosen = next((language for language in Language if language == word), None)
    if chosen is not None:
        tr = trs[chosen]
        await people.choose_language(work, query.from_user.id, chosen)
    door = Door(
        work=work,
        clock=clock,
        programmes=programmes,
        following=following,
        staffing=staffing,
        consenting=consenting,
        seat_links=seat_links,
        subscribing=subscribing,
        people=people,
        announcing=announcing,
        surface=surface,
    )
    await show(query, await door.open(payload, query.from_user.id, tr))


def _payload(arguments: str | None) -> str:
    if not arguments:
        return home.NO_PAYLOAD
    return arguments if PAYLOAD.fullmatch(arguments) else home.UNKNOWN_PAYLOAD


def _carried(payload: str) -> str:
    """The payload, where a button has room for it: ours always fit."""
    try:
        Go("start", Language.KK, payload)
    except ValueError:
        return home.UNKNOWN_PAYLOAD
    return payload


def router() -> Router:
    """Private chats only."""
    made = Router(name="start")
    made.message.register(start, CommandStart(), F.chat.type == ChatType.PRIVATE)
    made.callback_query.register(language_chosen, Tapped("start", 2))
    return made
