"""Taps on the buttons of an announcement, and their links out of groups; what they lead to comes as a new message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import Router

from bot.telegram.drafting import number_of
from bot.telegram.keyboards import Tapped
from bot.telegram.screens import post
from bot.views import home, news
from bot.views.announcements import NEWS
from bot.views.card import Look, card

if TYPE_CHECKING:
    from aiogram import Bot
    from aiogram.types import CallbackQuery

    from bot.domain.people import Person
    from bot.i18n import Translator
    from bot.services.announcing import Announcing
    from bot.services.following import Following
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database
    from bot.services.programme import Programmes
    from bot.services.subscribing import Subscribing
    from bot.telegram.screens import Toast
    from bot.views.navigation import Surface
    from bot.views.screens import Go


async def announced_tap(
    _query: CallbackQuery,
    *,
    go: Go,
    bot: Bot,
    announcing: Announcing,
    subscribing: Subscribing,
    programmes: Programmes,
    following: Following,
    work: Database,
    clock: Clock,
    person: Person,
    surface: Surface,
    tr: Translator,
    toast: Toast,
) -> None:
    """The way out, or the event that a button is about."""
    if go.args[1] == NEWS:
        await post(bot, person.id, news.news(await subscribing.get(work, person.id), person.role, tr))
        return
    one = await announcing.tap(work, number_of(go.args[0]), number_of(go.args[1]))
    event = programmes.current.get(one.event_of(number_of(go.args[1])) or "") if one else None
    if event is None:
        toast.say(home.stale_toast(tr), alert=True)
        return
    follows = await following.follows(work, person.id, event)
    opens = await following.tells_opening(work, event)
    await post(bot, person.id, card(event, Look(clock.now(), surface, follows, opens=opens), tr))


def router() -> Router:
    """Private chats only: in groups the buttons are links."""
    made = Router(name="announced")
    made.callback_query.register(announced_tap, Tapped("announced", 2))
    return made
