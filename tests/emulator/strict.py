"""aiogram's session made strict: an answer with a field that its types do not know is an error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiogram.client.session.aiohttp import AiohttpSession
from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aiogram import Bot
    from aiogram.methods import Response, TelegramMethod


def unknown_fields(value: Any, path: str = "") -> Iterator[str]:
    """Every field, by its path, that a validated object had no place for."""
    if isinstance(value, BaseModel):
        yield from (f"{path}.{name}" for name in value.model_extra or {})
        for name in type(value).model_fields:
            yield from unknown_fields(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from unknown_fields(item, f"{path}[{place}]")


class StrictSession(AiohttpSession):
    """Refuses answers that aiogram would accept with surplus fields."""

    def check_response(self, bot: Bot, method: TelegramMethod[Any], status_code: int, content: str) -> Response[Any]:
        response = super().check_response(bot, method, status_code, content)
        surplus = list(unknown_fields(response.result))
        assert not surplus, f"{method.__api_method__} answered with unknown fields: {surplus}"
        return response
