"""«Tell me the date» and taking it back; the card stays and its button turns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import Router

from bot.services.following import AlreadyFollowing, Followed, NotAwaited, Unfollowed, UnknownEvent
from bot.telegram.keyboards import Tapped
from bot.telegram.screens import show
from bot.views import following as words
from bot.views import home, shelves
from bot.views.card import Look, card
from bot.views.navigation import Shelf

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery

    from bot.domain.events import Event
    from bot.i18n import Translator
    from bot.services.following import Following
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database
    from bot.services.programme import Programmes
    from bot.telegram.screens import Toast
    from bot.views.navigation import Surface
    from bot.views.screens import Go, Screen


async def follow_tap(
    query: CallbackQuery,
    *,
    go: Go,
    following: Following,
    programmes: Programmes,
    work: Database,
    clock: Clock,
    tr: Translator,
    surface: Surface,
    toast: Toast,
) -> None:
    """Ask to be told once."""
    match await following.follow(work, query.from_user.id, go.args[0]):
        case Followed(event):
            toast.say(words.followed(tr), alert=True)
            screen = _card(event, go, clock, surface, tr, follows=True)
        case AlreadyFollowing(event):
            toast.say(words.already_following(tr))
            screen = _card(event, go, clock, surface, tr, follows=True)
        case NotAwaited(event):
            toast.say(words.not_awaited(tr))
            screen = _card(event, go, clock, surface, tr, follows=False)
        case UnknownEvent():
            toast.say(home.stale_toast(tr))
            screen = shelves.overview(programmes.current, clock.now(), tr)
    await show(query, screen)


async def unfollow_tap(
    query: CallbackQuery,
    *,
    go: Go,
    following: Following,
    programmes: Programmes,
    work: Database,
    clock: Clock,
    tr: Translator,
    surface: Surface,
    toast: Toast,
) -> None:
    """Take it back."""
    match await following.unfollow(work, query.from_user.id, go.args[0]):
        case Unfollowed(event):
            toast.say(words.unfollowed(tr))
            screen = _card(event, go, clock, surface, tr, follows=False)
        case UnknownEvent():
            toast.say(home.stale_toast(tr))
            screen = shelves.overview(programmes.current, clock.now(), tr)
    await show(query, screen)


def _card(event: Event, go: Go, clock: Clock, surface: Surface, tr: Translator, *, follows: bool) -> Screen:
    shelf = Shelf.parse(go.args[1]) if len(go.args) > 1 else None
    return card(event, Look(clock.now(), surface, follows, shelf), tr)


def router() -> Router:
    """Private chats only."""
    made = Router(name="following")
    made.callback_query.register(follow_tap, Tapped("follow", 1, 2))
    made.callback_query.register(unfollow_tap, Tapped("unfollow", 1, 2))
    return made
