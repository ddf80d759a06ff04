"""Fetches updates by long polling and confirms them only after the inbox has them; handles nothing."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

import aiohttp

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.telegram.reach import Reach

log = logging.getLogger(__name__)

LONG_POLL = 25
LONGEST_PAUSE = 30.0
CONFLICTS = 4
"""So many answers 409 in a row mean that another bot runs with this token for good."""


class WrongToken(Exception):  # noqa: N818  a verdict of Telegram, told to the operator
    """Telegram does not know the token."""

    def __init__(self) -> None:
        super().__init__("Telegram does not know this BOT_TOKEN: take the right one from @BotFather")


class Conflict(Exception):  # noqa: N818  as above
    """Somebody else receives this bot's updates."""

    def __init__(self, said: str) -> None:
        super().__init__(f"another program receives this bot's updates: stop it first (Telegram says: {said})")


class Poller:
    """Asks for updates, hands each batch to `receive`, and asks for the next only when that has returned."""

    def __init__(
        self,
        api_url: str,
        token: str,
        allowed: Sequence[str],
        receive: Callable[[list[dict[str, Any]]], Awaitable[None]],
        reach: Reach,
    ) -> None:
        self._url = f"{api_url}/bot{token}/getUpdates"
        self._allowed = list(allowed)
        self._receive = receive
        self._reach = reach
        self._offset: int | None = None
        self._failures = 0
        self._conflicts = 0

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until `stop` is set; raises `WrongToken` on 401 and `Conflict` on lasting 409."""
        timeout = aiohttp.ClientTimeout(total=LONG_POLL + 15)
        async with aiohttp.ClientSession(timeout=timeout) as session, asyncio.TaskGroup() as group:
            polling = group.create_task(self._poll(session))
            stopping = group.create_task(stop.wait())
            await asyncio.wait({polling, stopping}, return_when=asyncio.FIRST_COMPLETED)
            polling.cancel()
            stopping.cancel()

    async def _poll(self, session: aiohttp.ClientSession) -> None:
        while True:
            try:
                batch = await self._fetch(session)
                await self._take(batch)
            except (TimeoutError, aiohttp.ClientError, ValueError, _Refused) as error:
                await self._pause(error)
            except Exception as error:
                log.exception("updates not kept, so not confirmed either: they come again")
                await self._pause(error)
            else:
                self._failures = self._conflicts = 0
                self._reach.reached()

    async def _fetch(self, session: aiohttp.ClientSession) -> list[dict[str, Any]]:
        request: dict[str, Any] = {"timeout": LONG_POLL, "limit": 100, "allowed_updates": self._allowed}
        if self._offset is not None:
            request["offset"] = self._offset
        async with session.post(self._url, json=request) as response:
            answer = await response.json(content_type=None)
        if not isinstance(answer, dict) or not answer.get("ok"):
            raise _Refused(answer if isinstance(answer, dict) else {"error_code": response.status})
        return [update for update in answer["result"] if _has_number(update)]

    async def _take(self, batch: list[dict[str, Any]]) -> None:
        """Keep a batch; only then does the offset move on, and the next request confirm it."""
        if batch:
            await self._receive(batch)
            self._offset = batch[-1]["update_id"] + 1

    async def _pause(self, error: Exception) -> None:
        self._failures += 1
        wait = min(LONGEST_PAUSE, 0.5 * 2 ** min(self._failures, 8))
        if isinstance(error, _Refused):
            wait = self._judge(error, wait)
        self._reach.lost(type(error).__name__ if not isinstance(error, _Refused) else error.description)
        log.warning("no updates from Telegram, trying again", extra={"cause": type(error).__name__, "seconds": wait})
        await asyncio.sleep(wait)

    def _judge(self, refusal: _Refused, wait: float) -> float:
        if refusal.code in {401, 404}:
            raise WrongToken
        if refusal.code == 409:  # noqa: PLR2004  HTTP status
            self._conflicts += 1
            if self._conflicts >= CONFLICTS:
                raise Conflict(refusal.description)
            return 1.0
        return max(wait, float(refusal.retry_after))


def _has_number(update: object) -> bool:
    number = update.get("update_id") if isinstance(update, dict) else None
    return isinstance(number, int) and 0 <= number < 2**63


class _Refused(Exception):  # noqa: N818  an answer of Telegram
    def __init__(self, answer: dict[str, Any]) -> None:
        self.code = answer.get("error_code")
        self.description = str(answer.get("description", "no description"))
        parameters = answer.get("parameters")
        self.retry_after = parameters.get("retry_after", 0) if isinstance(parameters, dict) else 0
        super().__init__(self.description)
