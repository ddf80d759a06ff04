"""What tests and the page watch and turn: the clock, faults, the log, rest, the stream."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

from aiohttp import web

from bot.emulator.faults import EVERYTHING, Faults, fault_of
from bot.emulator.orders import order_of, query, real

if TYPE_CHECKING:
    from bot.emulator.calls import CallLog
    from bot.emulator.world import World

LONGEST_WAIT = 60.0
KEEP_ALIVE = 15.0


class Controls:
    """Clock, faults, log and stream."""

    def __init__(self, world: World, faults: Faults, calls: CallLog) -> None:
        self.world = world
        self.faults = faults
        self.calls = calls

    def routes(self) -> list[web.RouteDef]:
        """What this part answers to."""
        return [
            web.get("/sim/clock", self.clock),
            web.post("/sim/clock", self.advance),
            web.get("/sim/faults", self.list_faults),
            web.post("/sim/faults", self.add_fault),
            web.delete("/sim/faults", self.clear_faults),
            web.get("/sim/log", self.log),
            web.get("/sim/idle", self.idle),
            web.get("/sim/changes", self.changes),
            web.get("/sim/stream", self.stream),
        ]

    async def clock(self, _request: web.Request) -> web.Response:
        """The world's time."""
        return web.json_response({"now": self.world.clock.now()})

    async def advance(self, request: web.Request) -> web.Response:
        """Move it forward."""
        now = await self.world.clock.advance(real(await order_of(request), "advance"))
        self.world.changes.publish({"type": "clock", "now": now})
        return web.json_response({"now": now})

    async def list_faults(self, _request: web.Request) -> web.Response:
        """The faults in force."""
        return web.json_response({"faults": [fault.seen() for fault in self.faults.orders]})

    async def add_fault(self, request: web.Request) -> web.Response:
        """Make Telegram fail."""
        fault = fault_of(await order_of(request))
        self.faults.add(fault)
        if fault.kind in EVERYTHING or fault.kind == "conflict" or fault.method == "getUpdates":
            self.world.updates.wake()
        return web.json_response({"kind": fault.kind})

    async def clear_faults(self, _request: web.Request) -> web.Response:
        """Telegram is well again."""
        self.faults.clear()
        return web.json_response({"faults": []})

    async def log(self, request: web.Request) -> web.Response:
        """The Bot API calls."""
        return web.json_response({"calls": self.calls.after(int(query(request, "after", 0)))})

    async def idle(self, request: web.Request) -> web.Response:
        """Wait until the bot is at rest."""
        quiet, wait = query(request, "quiet", 0.2), query(request, "timeout", 10)
        return web.json_response({"idle": await self.calls.idle(quiet, min(wait, LONGEST_WAIT))})

    async def changes(self, request: web.Request) -> web.Response:
        """Wait until the world moved beyond a revision."""
        after, wait = int(query(request, "after", 0)), query(request, "timeout", 10)
        return web.json_response({"revision": await self.world.changes.after(after, min(wait, LONGEST_WAIT))})

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Server-Sent Events of every change."""
        headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        response = web.StreamResponse(headers=headers)
        await response.prepare(request)
        await response.write(b": hello\n\n")
        with self.world.changes.watching() as events:
            while True:
                try:
                    event = await asyncio.wait_for(events.get(), KEEP_ALIVE)
                except TimeoutError:
                    await response.write(b": alive\n\n")
                    continue
                if event is None:
                    return response
                await response.write(f"data: {json.dumps(event)}\n\n".encode())
