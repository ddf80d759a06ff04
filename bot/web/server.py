"""The HTTP server of the process: which page stands where; starts and stops, and knows nothing of what they do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aiohttp import web

from bot.web.answers import errors_as_json, unsigned

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiohttp.typedefs import Handler

WEBHOOK: Final = "/telegram"
HEALTH: Final = "/healthz"
READY: Final = "/readyz"
METRICS: Final = "/metrics"
GRACE: Final = 5.0
"""Seconds that requests under way have at the end."""


def application(pages: Mapping[str, Handler], calls: Mapping[str, Handler] | None = None) -> web.Application:
    """`pages` answer GET (and HEAD), `calls` answer POST; each key is a path."""
    app = web.Application(middlewares=[errors_as_json])
    app.on_response_prepare.append(unsigned)
    for path, page in pages.items():
        app.router.add_get(path, page)
    for path, call in (calls or {}).items():
        app.router.add_post(path, call)
    return app


class WebServer:
    """Listens on one address while it is started; port 0 means any free one."""

    def __init__(
        self, host: str, port: int, pages: Mapping[str, Handler], calls: Mapping[str, Handler] | None = None
    ) -> None:
        self._host = host
        self._port = port
        self._pages = pages
        self._calls = calls
        self._runner: web.AppRunner | None = None

    @property
    def port(self) -> int:
        """The port that is listened on."""
        addresses = self._runner.addresses if self._runner else []
        return int(addresses[0][1]) if addresses else self._port

    async def start(self) -> None:
        """Listen; raises `OSError` when the address is taken or not this machine's."""
        runner = web.AppRunner(application(self._pages, self._calls), access_log=None, shutdown_timeout=GRACE)
        await runner.setup()
        try:
            await web.TCPSite(runner, self._host, self._port).start()
        except BaseException:
            await runner.cleanup()
            raise
        self._runner = runner

    async def stop(self) -> None:
        """Take no new calls, let those under way end; harmless when not started."""
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.cleanup()
