"""Reading the simulation's requests: whatever is wrong with one is an ActionError with its reason."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from aiohttp import MultipartReader, web

from bot.emulator.errors import ActionError, ApiError, Json
from bot.emulator.request import UNREADABLE, read_multipart

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.emulator.files import Upload


@web.middleware
async def reasons(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Turn every refusal into JSON with its reason."""
    if not request.path.startswith("/sim"):
        return await handler(request)
    try:
        return await handler(request)
    except ActionError as error:
        return web.json_response({"error": error.reason}, status=error.status)
    except ApiError as error:
        return web.json_response({"error": error.description}, status=error.code)
    except web.HTTPRequestEntityTooLarge:
        return web.json_response({"error": "the file is too large"}, status=413)
    except web.HTTPException as error:
        return web.json_response({"error": error.reason}, status=error.status)


def number(request: web.Request, name: str) -> int:
    """A number in the path, or ActionError."""
    try:
        return int(request.match_info[name])
    except ValueError:
        raise ActionError(f"{name} is a number") from None


def query(request: web.Request, name: str, default: float) -> float:
    """A positive number in the query, or ActionError."""
    try:
        value = float(request.query.get(name, default))
    except ValueError:
        value = -1.0
    if not 0 <= value < 1e15:  # noqa: PLR2004 - neither infinite nor not a number
        raise ActionError(f"{name} is a positive number")
    return value


async def order_of(request: web.Request) -> Json:
    """The JSON object of the body; ActionError for anything else."""
    if not request.can_read_body:
        return {}
    try:
        order = json.loads(await request.text() or "{}")
    except (ValueError, LookupError, RecursionError):
        raise ActionError("the body is not JSON") from None
    if not isinstance(order, dict):
        raise ActionError("the body is not a JSON object")
    return order


async def upload_of(request: web.Request) -> tuple[Json, Upload]:
    """The fields of a multipart body and its part «file»."""
    try:
        fields, files = await read_multipart(MultipartReader(request.headers, request.content))
    except UNREADABLE:
        raise ActionError("the multipart body cannot be read") from None
    if "file" not in files:
        raise ActionError("the part «file» is missing")
    return fields, files["file"]


def text(order: Json, name: str, default: str | None = None) -> str:
    """A text of the order that is not empty, unless there is a default."""
    value = order.get(name, default)
    if value is None and default is not None:
        return default
    if not isinstance(value, str) or (default is None and not value.strip()):
        raise ActionError(f"{name} is a text that is not empty")
    return value


def whole(order: Json, name: str) -> int:
    """A whole number of the order, 0 when absent."""
    value = order.get(name)
    if value is None:
        return 0
    if type(value) is not int:
        raise ActionError(f"{name} is a whole number")
    return value


def real(order: Json, name: str) -> float:
    """A number of the order."""
    value = order.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ActionError(f"{name} is a number")
    return float(value)
