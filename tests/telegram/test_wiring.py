from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import pytest

from bot.telegram.middlewares import INTRODUCED
from bot.telegram.routers import ORDER, routers

if TYPE_CHECKING:
    from aiogram.dispatcher.event.handler import HandlerObject

BY_AIOGRAM = {"bot", "state", "event_from_user", "event_chat"}
BY_THE_FOUNDER = {
    "work", "people", "programmes", "following", "staffing", "chats", "answering", "clock", "zone", "trs",
    "bot_username",
}  # fmt: skip
BY_FILTERS = {"command", "go", "question"}


def handlers() -> list[tuple[str, HandlerObject]]:
    return [
        (f"{router.name}.{handler.callback.__name__}", handler)
        for router in routers()
        for observer in router.observers.values()
        for handler in observer.handlers
    ]


@pytest.mark.parametrize(("name", "handler"), handlers(), ids=lambda value: value if isinstance(value, str) else "")
def test_every_parameter_of_a_handler_is_provided(name, handler):
    _event, *parameters = inspect.signature(handler.callback).parameters.values()
    provided = BY_AIOGRAM | BY_THE_FOUNDER | BY_FILTERS | set(INTRODUCED)
    missing = {p.name for p in parameters if p.default is p.empty} - provided
    assert not missing


def test_what_the_test_provides_is_what_the_bot_provides(chat):
    assert set(chat.provided) | {"work"} == BY_THE_FOUNDER


def test_questions_come_last():
    assert ORDER[-1].__name__.endswith(".questions")


def test_new_routers_each_time():
    assert not set(map(id, routers())) & set(map(id, routers()))
