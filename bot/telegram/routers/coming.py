"""The buttons under «still coming?» and reminders: yes, no, asking a parent; for the owner and for the guardian."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from aiogram import Router

from bot.domain.registrations import Registration, RegistrationState
from bot.services.coming import AskedParent, NoParent
from bot.services.registering import UnknownRegistration
from bot.telegram.keyboards import Tapped
from bot.telegram.screens import show
from bot.views import coming as views
from bot.views.home import stale
from bot.views.registrations import gone_toast, registration_screen

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aiogram.types import CallbackQuery

    from bot.domain.people import Person
    from bot.i18n import Translator
    from bot.services.coming import Coming
    from bot.services.ports.database import Database
    from bot.services.sessions import Seen
    from bot.telegram.screens import Toast
    from bot.views.screens import Go, Screen


async def yes_tap(
    query: CallbackQuery, *, go: Go, person: Person, coming: Coming, work: Database, tr: Translator, toast: Toast
) -> None:
    """They come."""
    done = await coming.yes(work, person.id, go.number, to_all=go.args[1:] == ("all",))
    rest = await coming.unanswered(work, person.id, go.number)
    view = partial(views.noted, rest=rest)
    await _show(query, go, view, done, person=person, coming=coming, work=work, tr=tr, toast=toast)


async def no_tap(
    query: CallbackQuery, *, go: Go, person: Person, coming: Coming, work: Database, tr: Translator, toast: Toast
) -> None:
    """Asked once more before the place is given up."""
    seen = await coming.look(work, person.id, go.number)
    known = None if isinstance(seen, UnknownRegistration) else seen.registration
    done = known if known and known.state is RegistrationState.CONFIRMED else None
    await _show(query, go, views.confirm, done, person=person, coming=coming, work=work, tr=tr, toast=toast)


async def no_now_tap(
    query: CallbackQuery, *, go: Go, person: Person, coming: Coming, work: Database, tr: Translator, toast: Toast
) -> None:
    """They do not come."""
    done = await coming.no(work, person.id, go.number)
    rest = await coming.unanswered(work, person.id, go.number)
    view = partial(views.given_up, rest=rest)
    await _show(query, go, view, done, person=person, coming=coming, work=work, tr=tr, toast=toast)


async def ask_parent_tap(
    query: CallbackQuery, *, go: Go, person: Person, coming: Coming, work: Database, tr: Translator, toast: Toast
) -> None:
    """The parent answers for the pupil."""
    asked = await coming.ask_parent(work, person.id, go.number, of_all=go.args[1:] == ("all",))
    view = views.no_parent if isinstance(asked, NoParent) else views.asked_parent
    done = asked if isinstance(asked, AskedParent | NoParent) else None
    await _show(query, go, view, done, person=person, coming=coming, work=work, tr=tr, toast=toast)


async def _show(
    query: CallbackQuery,
    go: Go,
    view: Callable[[Seen, Translator], Screen],
    done: object,
    *,
    person: Person,
    coming: Coming,
    work: Database,
    tr: Translator,
    toast: Toast,
) -> None:
    """The view where it was done, else how it stands now."""
    seen = await coming.look(work, person.id, go.number)
    if isinstance(seen, UnknownRegistration):
        await show(query, stale(tr))
    elif isinstance(done, Registration | AskedParent | NoParent):
        await show(query, view(seen, tr))
    else:
        toast.say(gone_toast(tr))
        await show(query, registration_screen(seen, tr) if seen.registration.owner == person.id else stale(tr))


def router() -> Router:
    """Private chats only."""
    made = Router(name="coming")
    taps: dict[str, Callable[..., Awaitable[None]]] = {
        "coming": yes_tap,
        "not_coming": no_tap,
        "not_coming_yes": no_now_tap,
        "ask_parent": ask_parent_tap,
    }
    for name, on_tap in taps.items():
        made.callback_query.register(on_tap, Tapped(name, 1, 2 if name in {"coming", "ask_parent"} else 1))
    return made
