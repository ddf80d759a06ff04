"""The Bot API over HTTP: token, faults, method, answer; what a method does is in `methods`."""

from __future__ import annotations

import asyncio
import hmac
import inspect
import logging
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.emulator.errors import ApiError, Json
from bot.emulator.methods import BY_LOWER_NAME, METHODS
from bot.emulator.request import Call, read_call

if TYPE_CHECKING:
    from bot.emulator.calls import CallLog
    from bot.emulator.faults import Fault, Faults
    from bot.emulator.world import World

log = logging.getLogger("bot.emulator")

UNAUTHORIZED = ApiError(401, "Unauthorized")
BUG = ApiError(500, "Internal Server Error")
NO_METHOD = ApiError(404, "Not Found: method not found")


class BotApi:
    """Serves the methods of one bot."""

    def __init__(self, world: World, faults: Faults, calls: CallLog) -> None:
        self._world = world
        self._faults = faults
        self._calls = calls

    def routes(self) -> list[web.RouteDef]:
        """What a Bot API server answers to."""
        return [
            web.route("*", "/bot{token}/{method}", self.method),
            web.get("/file/bot{token}/{path:.+}", self.file),
        ]

    def _right(self, token: str) -> bool:
        return hmac.compare_digest(token.encode(), self._world.bot.token.encode())

    async def method(self, request: web.Request) -> web.StreamResponse:
        """One call of one method."""
        if request.method not in {"GET", "POST"}:
            return _answer(ApiError(404, "Not Found").body(), 404)
        if not self._right(request.match_info["token"]):
            return _answer(UNAUTHORIZED.body(), 401)
        asked = request.match_info["method"]
        name = BY_LOWER_NAME.get(asked.lower(), asked)
        try:
            call = await read_call(request, name)
        except ApiError as error:
            self._calls.add(Call(name, {}), error.description)
            return _answer(error.body(), error.code)
        with self._calls.working(call):
            return await self._served(request, call)

    async def _served(self, request: web.Request, call: Call) -> web.StreamResponse:
        fault = self._faults.strike(call)
        if fault is not None:
            if fault.kind in {"cut_before", "down"}:
                self._calls.add(call, fault.kind)
                return _cut(request)
            if error := fault.error():
                self._calls.add(call, error.description)
                return _answer(error.body(), error.code)
        body, code = await self.run(call)
        if fault is not None:
            await self._late(fault, request)
        return _answer(body, code)

    async def _late(self, fault: Fault, request: web.Request) -> None:
        if fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        elif fault.kind == "cut_after":
            _cut(request)

    async def run(self, call: Call) -> tuple[Json, int]:
        """Do a call, from HTTP or from the answer of a webhook; its body and HTTP code."""
        method = METHODS.get(call.method)
        if method is None:
            log.warning("method not found: %s", call.method)
            self._calls.add(call, NO_METHOD.description)
            return NO_METHOD.body(), NO_METHOD.code
        try:
            result: Any = method(self._world, call)
            if inspect.isawaitable(result):
                result = await result
        except ApiError as error:
            self._calls.add(call, error.description)
            return error.body(), error.code
        except Exception:
            log.exception("a bug of the emulator in %s", call.method)
            self._calls.add(call, BUG.description)
            return BUG.body(), BUG.code
        if unread := call.unread():
            log.debug("%s ignored %s", call.method, ", ".join(unread))
        self._calls.add(call)
        return {"ok": True, "result": result}, 200

    async def file(self, request: web.Request) -> web.Response:
        """The bytes behind a path of getFile."""
        if not self._right(request.match_info["token"]):
            return _answer(UNAUTHORIZED.body(), 401)
        stored = self._world.files.by_path(request.match_info["path"])
        if stored is None:
            return _answer(ApiError(404, "Not Found").body(), 404)
        return web.Response(body=stored.data, content_type="application/octet-stream")


def _answer(body: Json, code: int) -> web.Response:
    return web.json_response(body, status=code)


def _cut(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=502)
