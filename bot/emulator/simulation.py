"""The simulation's API (`/sim`): JSON in, what people do, JSON out; every refusal is a 4xx with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from bot.emulator.at_chat import AtChat
from bot.emulator.controls import Controls
from bot.emulator.errors import ActionError
from bot.emulator.population import Population

if TYPE_CHECKING:
    from bot.emulator.calls import CallLog
    from bot.emulator.faults import Faults
    from bot.emulator.world import World


def simulation(world: World, faults: Faults, calls: CallLog) -> list[web.RouteDef]:
    """Everything under /sim."""
    return [
        *Population(world).routes(),
        *AtChat(world).routes(),
        *Controls(world, faults, calls).routes(),
        web.route("*", "/sim/{rest:.*}", _nothing),
    ]


async def _nothing(request: web.Request) -> web.Response:
    raise ActionError(f"there is no {request.method} {request.path}", 404)
