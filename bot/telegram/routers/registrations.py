"""/my in a private chat: registrations and consents of mine, and what can be done with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command

from bot.domain.registrations import Registration
from bot.services.consenting import Asked
from bot.services.registering import UnknownRegistration
from bot.services.sessions import Seen
from bot.telegram.keyboards import Tapped
from bot.telegram.screens import show
from bot.views import registrations as views
from bot.views.home import stale

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aiogram.types import CallbackQuery, Message

    from bot.domain.people import Person
    from bot.i18n import Translator
    from bot.services.asking_more import AskingMore
    from bot.services.classes import Classes
    from bot.services.consenting import Consenting
    from bot.services.ports.database import Database
    from bot.services.registering import Registering
    from bot.telegram.screens import Toast
    from bot.views.navigation import Surface
    from bot.views.screens import Go, Screen


async def my_command(
    message: Message,
    *,
    person: Person,
    registering: Registering,
    consenting: Consenting,
    classes_of: Classes,
    asking_more: AskingMore,
    work: Database,
    tr: Translator,
) -> None:
    """/my."""
    await show(
        message,
        await _all(
            person.id,
            0,
            registering=registering,
            consenting=consenting,
            classes_of=classes_of,
            asking_more=asking_more,
            work=work,
            tr=tr,
        ),
    )


async def my_tap(
    query: CallbackQuery,
    *,
    go: Go,
    person: Person,
    registering: Registering,
    consenting: Consenting,
    classes_of: Classes,
    asking_more: AskingMore,
    work: Database,
    tr: Translator,
) -> None:
    """A page of them."""
    page = int(go.args[0]) if go.args and go.args[0].isdecimal() else 0
    await show(
        query,
        await _all(
            person.id,
            page,
            registering=registering,
            consenting=consenting,
            classes_of=classes_of,
            asking_more=asking_more,
            work=work,
            tr=tr,
        ),
    )


async def one_tap(
    query: CallbackQuery, *, go: Go, person: Person, registering: Registering, work: Database, tr: Translator
) -> None:
    """One of them, as it stands now."""
    await _show(query, go.number, person=person.id, registering=registering, work=work, tr=tr)


async def leave_tap(
    query: CallbackQuery, *, go: Go, person: Person, registering: Registering, work: Database, tr: Translator
) -> None:
    """Asked before a place is given up."""
    seen = await registering.look(work, person.id, go.number)
    if isinstance(seen, UnknownRegistration):
        await show(query, stale(tr))
    elif seen.registration.is_live:
        await show(query, views.confirm_leaving(seen, tr))
    else:
        await show(query, views.registration_screen(seen, tr))


async def change_tap(
    query: CallbackQuery,
    *,
    go: Go,
    person: Person,
    registering: Registering,
    work: Database,
    tr: Translator,
    toast: Toast,
) -> None:
    """Give the place up, take the one that is free, or leave it to others."""
    verbs = {"left": registering.cancel, "take_place": registering.take_offer, "pass_place": registering.decline_offer}
    number = go.number
    if not isinstance(await verbs[go.to](work, person.id, number), Registration):
        toast.say(views.gone_toast(tr))
    await _show(query, number, person=person.id, registering=registering, work=work, tr=tr)


async def fewer_tap(
    query: CallbackQuery, *, go: Go, person: Person, registering: Registering, work: Database, tr: Translator
) -> None:
    """Asked how many come after all."""
    seen = await registering.look(work, person.id, go.number)
    if isinstance(seen, UnknownRegistration):
        await show(query, stale(tr))
    elif seen.registration.is_live and seen.registration.application.places > 1:
        await show(query, views.fewer_people(seen, tr))
    else:
        await show(query, views.registration_screen(seen, tr))


async def come_fewer_tap(
    query: CallbackQuery,
    *,
    go: Go,
    person: Person,
    registering: Registering,
    work: Database,
    tr: Translator,
    toast: Toast,
) -> None:
    """So many come; the other places are given up."""
    number = go.number
    if not isinstance(await registering.come_fewer(work, person.id, number, go.number_at(1)), Registration):
        toast.say(views.gone_toast(tr))
    await _show(query, number, person=person.id, registering=registering, work=work, tr=tr)


async def guardian_tap(
    query: CallbackQuery,
    *,
    go: Go,
    person: Person,
    registering: Registering,
    consenting: Consenting,
    work: Database,
    surface: Surface,
    tr: Translator,
) -> None:
    """Make the link for a parent."""
    number = go.number
    asked = await consenting.ask(work, person.id, number)
    if isinstance(asked, Asked):
        await show(query, views.guardian_link(asked, number, surface, tr))
    else:
        await _show(query, number, person=person.id, registering=registering, work=work, tr=tr)


async def _show(
    query: CallbackQuery, number: int, *, person: int, registering: Registering, work: Database, tr: Translator
) -> None:
    seen = await registering.look(work, person, number)
    await show(query, stale(tr) if isinstance(seen, UnknownRegistration) else views.registration_screen(seen, tr))


async def _all(
    person: int,
    page: int,
    *,
    registering: Registering,
    consenting: Consenting,
    classes_of: Classes,
    asking_more: AskingMore,
    work: Database,
    tr: Translator,
) -> Screen:
    found = [Seen(one, registering.now(one.session)) for one in await registering.mine(work, person)]
    mine = await asking_more.among(work, found)
    consents = [one for one in await consenting.given(work, person) if one.owner != person]
    given = [Seen(one, registering.now(one.session)) for one in consents]
    return views.my_registrations(mine, given, page, tr, await classes_of.mine(work, person))


def router() -> Router:
    """Private chats only."""
    made = Router(name="registrations")
    made.message.register(my_command, Command("my"), F.chat.type == ChatType.PRIVATE)
    made.callback_query.register(my_tap, Tapped("my", 0, 1))
    taps: dict[str, Callable[..., Awaitable[None]]] = {
        "registration": one_tap,
        "leave": leave_tap,
        "left": change_tap,
        "take_place": change_tap,
        "pass_place": change_tap,
        "guardian": guardian_tap,
        "fewer": fewer_tap,
    }
    for name, on_tap in taps.items():
        made.callback_query.register(on_tap, Tapped(name, 1))
    made.callback_query.register(come_fewer_tap, Tapped("come_fewer", 2))
    return made
