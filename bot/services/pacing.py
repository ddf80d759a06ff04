"""The one pacer that every send of the bot asks: replies first, bulk smooth, 429 obeyed; sends nothing itself."""

from __future__ import annotations

import asyncio
from collections import deque
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

PRIVATE_BURST = 6
"""Messages a person may get at once, before one a second."""
GROUP_MOST = 20
GROUP_WINDOW = 60.0
"""At most so many messages to a group in so many seconds."""
REMEMBERED = 10_000


class Priority(IntEnum):
    """Who goes first: an answer to somebody who waits, then what is due, then bulk."""

    REPLY = 0
    NOTICE = 1
    BULK = 2


class Pacer:
    """Says when a message may go: call `turn` before each send, `slow_down` at each 429.

    `monotonic` gives seconds of a clock that never goes back; `rate` is bulk messages a second to start from.
    """

    def __init__(
        self,
        rate: float,
        *,
        monotonic: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._interval = 1.0 / rate
        self._monotonic = monotonic
        self._sleep = sleep
        self._next_bulk = 0.0
        self._bulk_from = 0.0
        self._people: dict[int, float] = {}
        self._groups: dict[int, deque[float]] = {}
        self._parked: dict[int, float] = {}

    async def turn(self, chat: int | None, priority: Priority) -> None:
        """Wait until a message to this chat may go (`chat` None: no chat's limit applies)."""
        while (wait := self._wait(chat, priority)) > 0:
            await self._sleep(wait)
        self._count(chat)

    @property
    def bulk_rate(self) -> float:
        """Messages a second that go in bulk now."""
        return 1.0 / self._interval

    def ready_in(self, chat: int | None, priority: Priority) -> float:
        """Seconds until a message to this chat may go (`chat` None: to whomever)."""
        return max(0.0, self._wait(chat, priority))

    def granted(self, horizon: float) -> int:
        """How many messages may start in bulk within so many seconds."""
        now = self._monotonic()
        first = max(now, self._next_bulk, self._bulk_from)
        return int((now + horizon - first) / self._interval) + 1 if first <= now + horizon else 0

    def slow_down(self, chat: int | None, seconds: float, priority: Priority) -> None:
        """Telegram asked for a wait: nothing goes to that chat before, and no bulk where bulk was refused."""
        until = self._monotonic() + seconds
        if chat is not None:
            self._parked[chat] = max(until, self._parked.get(chat, 0.0))
        if priority is not Priority.REPLY and (chat is None or chat > 0):
            self._bulk_from = max(until, self._bulk_from)

    def _wait(self, chat: int | None, priority: Priority) -> float:
        now = self._monotonic()
        ready = now
        if priority is not Priority.REPLY:
            ready = max(ready, self._next_bulk, self._bulk_from)
        if chat is not None:
            ready = max(ready, self._parked.get(chat, 0.0), self._chat_ready(chat, now))
        return ready - now

    def _chat_ready(self, chat: int, now: float) -> float:
        if chat > 0:
            return self._people.get(chat, now) - (PRIVATE_BURST - 1)
        sent = self._groups.get(chat)
        return sent[0] + GROUP_WINDOW if sent and len(sent) == GROUP_MOST else now

    def _count(self, chat: int | None) -> None:
        now = self._monotonic()
        self._next_bulk = max(now, self._next_bulk) + self._interval
        if chat is None:
            return
        if len(self._people) + len(self._groups) > REMEMBERED:
            self._forget(now)
        if chat > 0:
            # The moment at which the person will have got no more than one message a second.
            self._people[chat] = max(now, self._people.get(chat, now)) + 1.0
        else:
            self._groups.setdefault(chat, deque(maxlen=GROUP_MOST)).append(now)

    def _forget(self, now: float) -> None:
        """Drop chats that no limit concerns any more."""
        self._people = {chat: even for chat, even in self._people.items() if even > now}
        self._groups = {chat: sent for chat, sent in self._groups.items() if sent[-1] > now - GROUP_WINDOW}
        self._parked = {chat: until for chat, until in self._parked.items() if until > now}
