"""The server: listens where it is told, speaks JSON also in errors, ends without cutting a request."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import TYPE_CHECKING

import aiohttp
import pytest

from bot.web.answers import answer
from bot.web.server import WebServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aiohttp import web


async def slow(_request: web.Request) -> web.StreamResponse:
    await asyncio.sleep(0.2)
    return answer(HTTPStatus.OK, {"slow": True})


async def broken(_request: web.Request) -> web.StreamResponse:
    raise RuntimeError("a cause that is nobody's business")


@pytest.fixture
async def server() -> AsyncIterator[WebServer]:
    server = WebServer("127.0.0.1", 0, {"/slow": slow, "/broken": broken})
    await server.start()
    yield server
    await server.stop()


async def test_any_free_port_is_told(server: WebServer) -> None:
    assert server.port > 0


async def test_errors_are_json_and_tell_no_cause(server: WebServer) -> None:
    async with aiohttp.ClientSession(f"http://127.0.0.1:{server.port}") as session:
        async with session.get("/nowhere") as response:
            assert (response.status, await response.json()) == (404, {"error": "not found"})
        async with session.post("/slow") as response:
            assert (response.status, await response.json()) == (405, {"error": "method not allowed"})
        async with session.get("/broken") as response:
            assert (response.status, await response.json()) == (500, {"error": "internal server error"})


async def test_a_request_under_way_is_answered_at_the_end(server: WebServer) -> None:
    async with aiohttp.ClientSession(f"http://127.0.0.1:{server.port}") as session:
        call = asyncio.ensure_future(session.get("/slow"))
        await asyncio.sleep(0.05)
        await server.stop()
        response = await call
        assert (response.status, await response.json()) == (200, {"slow": True})
        with pytest.raises(aiohttp.ClientError):
            await session.get("/slow")


async def test_a_taken_port_is_an_error_that_leaves_nothing_open(server: WebServer) -> None:
    second = WebServer("127.0.0.1", server.port, {})
    with pytest.raises(OSError, match="address already in use"):
        await second.start()
    await second.stop()
