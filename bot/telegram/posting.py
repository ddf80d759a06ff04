"""Posts JSON over connections of its own that stay open: a third of what aiohttp's client costs; repeats nothing.

It can what the Bot API asks for and nothing else: no redirects, cookies, compression or proxies.
"""

from __future__ import annotations

import asyncio
import ssl
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import certifi

from bot.telegram.answers import read_answer

if TYPE_CHECKING:
    from bot.telegram.answers import Answer

LONGEST = 20.0
"""Seconds until an answer has come, and as many until a connection stands."""
IDLE = 15.0
"""Seconds after which a connection is not used any more: the server may be about to close it."""


class NotConnected(Exception):  # noqa: N818  a fact, not a bug
    """Nothing was sent."""


class Cut(Exception):  # noqa: N818  as above
    """Nobody knows whether it was taken: no whole answer came."""


class Connection(asyncio.Protocol):
    """One question after the other."""

    def __init__(self) -> None:
        self._read = b""
        self._waiting: asyncio.Future[Answer] | None = None
        self._used = monotonic()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Asyncio's."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    @property
    def is_fresh(self) -> bool:
        """Whether it may be used (again)."""
        return not self._transport.is_closing() and monotonic() - self._used < IDLE

    async def ask(self, request: bytes) -> Answer:
        """The answer; raises `Cut` when there is none. Given up, the connection is given up too."""
        loop = asyncio.get_running_loop()
        waiting: asyncio.Future[Answer] = loop.create_future()
        self._waiting = waiting
        late = loop.call_later(LONGEST, self._fail, "no answer in time")
        self._transport.write(request)
        try:
            return await waiting
        except asyncio.CancelledError:
            self.close()
            raise
        finally:
            late.cancel()
            self._waiting = None
            self._used = monotonic()

    def data_received(self, data: bytes) -> None:
        """Asyncio's."""
        self._read += data
        self._look(ended=False)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  asyncio's
        """Asyncio's."""
        self._look(ended=True)

    def _look(self, *, ended: bool) -> None:
        if self._waiting is None or self._waiting.done():
            # Nobody has asked: what comes belongs to no question.
            self.close()
            return
        try:
            answer = read_answer(self._read, ended=ended)
        except ValueError as error:
            self._fail(str(error))
            return
        if answer is not None:
            self._read = b""
            self._waiting.set_result(answer)
            if not answer.more_may_follow:
                self.close()

    def _fail(self, why: str) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(Cut(why))
        self.close()

    def close(self) -> None:
        """Drop it; harmless when it is gone."""
        self._transport.abort()


class Posting:
    """As many connections as there are questions at the same time: whoever asks limits that."""

    def __init__(self, trusted: ssl.SSLContext | None = None) -> None:
        self._trusted = trusted
        self._heads: dict[str, tuple[tuple[str, str], bytes]] = {}
        self._idle: dict[tuple[str, str], list[Connection]] = {}

    async def post(self, url: str, body: bytes) -> Answer:
        """What the server says to it; raises `NotConnected` or `Cut`, which name no address (a token stands in it)."""
        server, head = self._heads.get(url) or self._head(url)
        idle = self._idle.setdefault(server, [])
        connection = None
        while idle and connection is None:
            connection = idle.pop()
            if not connection.is_fresh:
                connection.close()
                connection = None
        connection = connection or await self._connect(*server)
        answer = await connection.ask(head + b"%d\r\n\r\n" % len(body) + body)
        if answer.more_may_follow:
            idle.append(connection)
        return answer

    async def close(self) -> None:
        """Close what is idle; what is under way ends first, or is given up by who asked."""
        for idle in self._idle.values():
            while idle:
                idle.pop().close()

    def _head(self, url: str) -> tuple[tuple[str, str], bytes]:
        parts = urlsplit(url)
        lines = (
            f"POST {parts.path} HTTP/1.1",
            f"Host: {parts.netloc}",
            "Content-Type: application/json",
            "Content-Length: ",
        )
        made = self._heads[url] = (parts.scheme, parts.netloc), "\r\n".join(lines).encode()
        return made

    async def _connect(self, scheme: str, netloc: str) -> Connection:
        parts = urlsplit(f"//{netloc}")
        tls = scheme == "https"
        if tls and self._trusted is None:
            # The authorities that aiogram trusts.
            self._trusted = ssl.create_default_context(cafile=certifi.where())
        try:
            async with asyncio.timeout(LONGEST):
                _, connection = await asyncio.get_running_loop().create_connection(
                    Connection,
                    parts.hostname or "",
                    parts.port or (443 if tls else 80),
                    ssl=self._trusted if tls else None,
                    happy_eyeballs_delay=0.25,
                )
        except OSError as error:
            raise NotConnected from error
        return connection
