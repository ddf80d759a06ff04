"""Takes Telegram's calls: proves the caller, reads one update, answers 200 only when it is kept; handles nothing."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from aiohttp import web

from bot.web.answers import answer

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

log = logging.getLogger(__name__)

SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  the header's name
LARGEST: Final = 1024 * 1024
"""Bytes of a body; Telegram's updates are far smaller."""
PATIENCE: Final = 15.0
"""Seconds for a body to arrive."""


class _Refusal(Exception):  # noqa: N818  an answer for the caller, not a bug
    def __init__(self, status: HTTPStatus, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.words = words


class WebhookPage:
    """`receive` gets a list of one raw update and returns when it is kept for good."""

    def __init__(self, secret: str, receive: Callable[[list[dict[str, Any]]], Awaitable[None]]) -> None:
        if not secret:
            raise ValueError("a webhook without a secret would take anybody's word")
        self._secret = secret.encode()
        self._receive = receive

    async def call(self, request: web.Request) -> web.Response:
        """200 when the update is kept, 4xx when it never can be, 503 so that Telegram repeats it; never 500."""
        try:
            self._prove(request)
            update = _parse(await _body(request))
            await self._keep(update)
        except _Refusal as refusal:
            return answer(refusal.status, {"error": refusal.words})
        return answer(HTTPStatus.OK, {"ok": True})

    def _prove(self, request: web.Request) -> None:
        shown = request.headers.getall(SECRET_HEADER, [])
        # Bytes: comparing texts raises on letters outside ASCII, and a header may hold any.
        if len(shown) != 1 or not hmac.compare_digest(shown[0].encode("utf-8", "surrogateescape"), self._secret):
            raise _Refusal(HTTPStatus.UNAUTHORIZED, "the secret is wrong or missing")

    async def _keep(self, update: dict[str, Any]) -> None:
        try:
            await self._receive([update])
        except ValueError as error:  # what cannot be stored will not become storable by repeating
            log.warning("an update cannot be kept", extra={"cause": type(error).__name__})
            raise _Refusal(HTTPStatus.BAD_REQUEST, "the update cannot be kept") from error
        except Exception as error:
            log.exception("an update could not be kept, so Telegram is asked to repeat it")
            raise _Refusal(HTTPStatus.SERVICE_UNAVAILABLE, "try again") from error


async def _body(request: web.Request) -> bytes:
    """The whole body, unpacked; refused as soon as it is too large."""
    if (request.content_length or 0) > LARGEST:
        raise _Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "the body is too large")
    body = bytearray()
    try:
        async with asyncio.timeout(PATIENCE):
            async for part in request.content.iter_chunked(64 * 1024):
                body += part
                if len(body) > LARGEST:
                    raise _Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "the body is too large")
    except TimeoutError as error:
        raise _Refusal(HTTPStatus.REQUEST_TIMEOUT, "the body did not arrive") from error
    except (web.RequestPayloadError, OSError) as error:
        raise _Refusal(HTTPStatus.BAD_REQUEST, "the body cannot be read") from error
    return bytes(body)


def _parse(body: bytes) -> dict[str, Any]:
    """One update with a usable id."""
    try:
        text = body.decode("utf-8")
        update = json.loads(text)
        if "\\ud" in text or "\\uD" in text:
            json.dumps(update, ensure_ascii=False).encode()  # half a surrogate pair: no database takes it
    except (ValueError, RecursionError) as error:
        raise _Refusal(HTTPStatus.BAD_REQUEST, "the body is not JSON") from error
    if not isinstance(update, dict):
        raise _Refusal(HTTPStatus.BAD_REQUEST, "the body is not an update")
    number = update.get("update_id")
    if type(number) is not int or not 0 <= number < 2**63:
        raise _Refusal(HTTPStatus.BAD_REQUEST, "the update has no update_id")
    return update
