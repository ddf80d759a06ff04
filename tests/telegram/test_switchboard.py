"""The switchboard asks fewer routers than aiogram would, and the same one answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import F, Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.types import CallbackQuery, Chat, Message, User

from bot.telegram.keyboards import Tapped
from bot.telegram.routers import routers
from bot.telegram.switchboard import Switchboard
from tests.telegram.recording import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

WHO = User(id=7, is_bot=False, first_name="x")


def tap(data: str | None) -> CallbackQuery:
    return CallbackQuery(id="1", from_user=WHO, chat_instance="1", data=data)


def says(name: str) -> Callable[..., object]:
    async def handler(_: object) -> str:
        return name

    return handler


def notes(name: str, asked: list[str]) -> Callable[..., object]:
    async def judge(_: object) -> bool:
        asked.append(name)
        return True

    return judge


def some(asked: list[str]) -> list[Router]:
    """Three that know a destination of their own, one that takes whatever nobody else does."""
    made = [Router(name=name) for name in ("one", "two", "three", "last")]
    for router in made[:3]:
        handler = says(router.name)
        router.callback_query.register(handler, notes(router.name, asked), Tapped(router.name, 0, 1))
        router.message.register(handler, F.text == router.name)
    made[3].callback_query.register(says("last"), notes("last", asked))
    return made


async def test_a_tap_goes_to_the_router_that_knows_its_destination_and_to_nobody_before_it():
    asked: list[str] = []
    board = Switchboard(some(asked))
    assert await board.propagate_event("callback_query", tap("three:5")) == "three"
    assert asked == ["three"]
    asked.clear()
    assert await board.propagate_event("callback_query", tap("two:5:6")) == "last", "two takes one argument at most"
    assert asked == ["two", "last"]
    for unknown in ("four:1", "", ":", None):
        asked.clear()
        assert await board.propagate_event("callback_query", tap(unknown)) == "last"
        assert asked == ["last"]


async def test_a_message_is_asked_in_order_and_may_be_nobody_s():
    board = Switchboard(some([]))
    message = Message(message_id=1, date=NOW, chat=Chat(id=7, type="private"), from_user=WHO, text="two")
    assert await board.propagate_event("message", message) == "two"
    assert await board.propagate_event("message", message.model_copy(update={"text": "four"})) is UNHANDLED
    assert await board.propagate_event("edited_message", message) is UNHANDLED


def test_updates_that_are_asked_of_telegram_are_the_same():
    apart = Router()
    apart.include_routers(*routers())
    together = Router()
    together.include_router(Switchboard(routers()))
    assert together.resolve_used_update_types() == apart.resolve_used_update_types()
