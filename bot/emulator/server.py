"""The emulator as one server: Bot API, simulation and page on one port of this machine."""

from __future__ import annotations

import asyncio
import secrets
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web

from bot.emulator import limits
from bot.emulator.bot_api import BotApi
from bot.emulator.calls import CallLog
from bot.emulator.chats import BotIdentity, Chat, Person
from bot.emulator.clock import Clock
from bot.emulator.delivery import Delivery
from bot.emulator.faults import Faults
from bot.emulator.orders import reasons
from bot.emulator.simulation import simulation
from bot.emulator.town import populate, settle_town
from bot.emulator.world import World

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.emulator.clock import OnMove

PAGE = Path(__file__).parent / "page"
LARGEST_BODY = limits.UPLOAD + 1024 * 1024
SHUTDOWN = 2.0


def invented_token() -> str:
    """A token that Telegram never gave to anybody."""
    return f"{700_000_000 + secrets.randbelow(99_999_999)}:{secrets.token_urlsafe(26)}"


class Emulator:
    """A Bot API server with its own world; `on_move` hears of the clock's moves.

    `people` None is the default town; otherwise these people, and `groups` with the bot in each of them as its
    `bot_status` says: the bot is told of that as of any invitation.
    """

    def __init__(
        self,
        token: str = "",
        *,
        people: Iterable[Person] | None = None,
        groups: Iterable[Chat] = (),
        on_move: OnMove | None = None,
        first_name: str = "Мамандық",
        username: str = "mamandyq_demo_bot",
        webhook_pause: float = 0.5,
    ) -> None:
        identity = BotIdentity(token or invented_token(), first_name, username)
        self.token = identity.token
        self.world = World(identity, Clock(on_move=on_move))
        self.faults = Faults(self.world.changes)
        self.calls = CallLog(self.world)
        self.url = ""
        if people is None:
            settle_town(self.world)
        else:
            populate(self.world, people, groups)
        self._api = BotApi(self.world, self.faults, self.calls)
        self._delivery = Delivery(self.world, self._api, self.faults, webhook_pause)
        self._runner: web.AppRunner | None = None
        self._delivering: asyncio.Task[None] | None = None

    def _application(self) -> web.Application:
        app = web.Application(middlewares=[reasons], client_max_size=LARGEST_BODY)
        app.add_routes(self._api.routes())
        app.add_routes(simulation(self.world, self.faults, self.calls))
        app.router.add_get("/", _page)
        app.router.add_static("/", PAGE)
        return app

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen; port 0 takes a free one. `url` says where."""
        self._runner = web.AppRunner(
            self._application(), access_log=None, handler_cancellation=True, shutdown_timeout=SHUTDOWN
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        bound = self._runner.addresses[0][1]
        self.url = f"http://{host}:{bound}"
        self._delivering = asyncio.create_task(self._delivery.run(), name="webhook delivery")

    async def stop(self) -> None:
        """Stop listening and delivering; a second call does nothing."""
        self.world.changes.close()
        self.world.updates.wake()
        delivering, runner = self._delivering, self._runner
        self._delivering = self._runner = None
        if delivering is not None:
            delivering.cancel()
            with suppress(asyncio.CancelledError):
                await delivering
        if runner is not None:
            await runner.cleanup()


async def _page(_request: web.Request) -> web.FileResponse:
    return web.FileResponse(PAGE / "index.html")
