from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import pytest

from bot.composition import make_services, provide
from bot.settings import Settings
from bot.telegram.middlewares import INTRODUCED
from bot.telegram.routers import ORDER, routers
from tests.fakes.clock import FakeClock

if TYPE_CHECKING:
    from aiogram.dispatcher.event.handler import HandlerObject

BY_AIOGRAM = {"bot", "state", "event_from_user", "event_chat"}
BY_THE_INTAKE = {"work", "bot_username", "bulk"}
BY_FILTERS = {"command", "go", "question", "about", "handover"}


def handlers() -> list[tuple[str, HandlerObject]]:
    return [
        (f"{router.name}.{handler.callback.__name__}", handler)
        for router in routers()
        for observer in router.observers.values()
        for handler in observer.handlers
    ]


@pytest.fixture(scope="module")
def by_the_app() -> set[str]:
    """What the composition root really provides; building it opens nothing."""
    settings = Settings.read({}, need_token=False)
    return set(provide(make_services(settings, FakeClock()), settings.timezone))


@pytest.mark.parametrize(("name", "handler"), handlers(), ids=lambda value: value if isinstance(value, str) else "")
def test_every_parameter_of_a_handler_is_provided(name, handler, by_the_app):
    _event, *parameters = inspect.signature(handler.callback).parameters.values()
    provided = BY_AIOGRAM | BY_THE_INTAKE | by_the_app | BY_FILTERS | set(INTRODUCED)
    missing = {p.name for p in parameters if p.default is p.empty} - provided
    assert not missing


def test_what_the_tests_provide_is_what_the_bot_provides(chat, by_the_app):
    assert set(chat.provided) == by_the_app | {"bot_username", "bulk"}


def test_questions_come_last():
    assert ORDER[-1].__name__.endswith(".questions")


def test_new_routers_each_time():
    assert not set(map(id, routers())) & set(map(id, routers()))
