"""The one pacer that every send of the bot asks: replies first, bulk smooth, 429 obeyed; sends nothing itself."""

from __future__ import annotations

import asyncio
import math
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Mapping

PRIVATE_BURST = 6
"""Messages a person may get at once, before one a second."""
GROUP_MOST = 20
GROUP_WINDOW = 61.0
"""At most so many messages to a group in so many seconds: Telegram's minute, and a second for what travels slowly."""
REMEMBERED = 10_000

LATENESS = 0.02
"""Seconds by which a late send of the bulk does not delay the next: timers and a busy loop cost no throughput."""
MARGIN = 0.25
"""Seconds beyond what a 429 asks for."""
TOGETHER = 1.0
"""Seconds within which 429s of two chats are one of the whole bot."""


class Priority(IntEnum):
    """Who goes first: an answer to somebody who waits, then what is due, then bulk."""

    REPLY = 0
    NOTICE = 1
    BULK = 2


@dataclass(frozen=True, slots=True)
class Learned:
    """What 429s have taught: the rate (None: nothing), and seconds to wait by chat, and for all bulk."""

    rate: float | None
    bulk: float
    chats: Mapping[int, float]


class LearningRate:
    """Messages a second: less after each refusal, for a while below what was refused, then slowly up to the ceiling."""

    LESS = 0.9
    BELOW = 0.95
    UP = 1.01
    STEP = 10.0
    """Seconds in which the rate goes up once."""
    CAUTION = 600.0
    """Seconds for which nothing near the refused rate is tried."""
    LEAST = 1.0

    def __init__(self, ceiling: float) -> None:
        self._ceiling = ceiling
        self._from = ceiling
        self._since = 0.0
        self._cap = ceiling
        self._cap_until = 0.0

    def at(self, now: float) -> float:
        """The rate at that moment."""
        if self._from == self._cap == self._ceiling:
            # Nothing was learned, or not for long: asked for at every message.
            return self._ceiling
        return min(
            self._ceiling, self._risen(self._cap, self._cap_until, now), self._risen(self._from, self._since, now)
        )

    def _risen(self, rate: float, since: float, now: float) -> float:
        steps = (now - since) / self.STEP
        # More steps than this lead from any rate to any other, and would overflow in the end.
        return rate * math.pow(self.UP, min(1000.0, max(0.0, steps)))

    def refused(self, now: float, again: float) -> None:
        """Telegram refused what went at this rate, and is asked again at that moment."""
        rate = self.at(now)
        self.learn(rate * self.LESS, rate * self.BELOW, again)

    def learn(self, rate: float, cap: float, since: float) -> None:
        """Go on from a rate, and not above the cap for a while."""
        self._from = min(self._ceiling, max(self.LEAST, rate))
        self._since = since
        self._cap = min(self._ceiling, max(self.LEAST, cap))
        self._cap_until = since + self.CAUTION


class Pacer:
    """Says when a message may go: call `turn` before each send, `slow_down` at each 429.

    `monotonic` gives seconds of a clock that never goes back; `rate` is the most messages a second in bulk.
    """

    def __init__(
        self,
        rate: float,
        *,
        monotonic: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._ceiling = rate
        self._rate = LearningRate(rate)
        self._monotonic = monotonic
        self._sleep = sleep
        self._next_bulk = 0.0
        self._bulk_from = 0.0
        self._people: dict[int, float] = {}
        self._groups: dict[int, deque[float]] = {}
        self._parked: dict[int, float] = {}
        self._last_refused: tuple[int | None, float] = (None, 0.0)
        self._lines = {Priority.NOTICE: asyncio.Lock(), Priority.BULK: asyncio.Lock()}
        self._waiting = 0

    async def turn(self, chat: int | None, priority: Priority) -> None:
        """Wait until a message to this chat may go (`chat` None: no chat's limit applies)."""
        if priority is Priority.REPLY:
            await self._until_chat_ready(chat)
        else:
            with self._counted(priority):
                await self._until_both_ready(chat, priority)
        self._count(chat)

    @property
    def bulk_rate(self) -> float:
        """Messages a second that go in bulk now."""
        return self._rate.at(self._monotonic())

    def ready_in(self, chat: int | None, priority: Priority) -> float:
        """Seconds until a message to this chat may go (`chat` None: to whomever), were it the next."""
        wait = self._chat_wait(chat)
        return max(0.0, wait if priority is Priority.REPLY else max(wait, self._bulk_wait()))

    def granted(self, horizon: float) -> int:
        """How many more messages may start in bulk within so many seconds, beside those that wait for their turn."""
        now = self._monotonic()
        first = max(now - LATENESS, self._next_bulk, self._bulk_from)
        if first > now + horizon:
            return 0
        return max(0, int((now + horizon - first) * self.bulk_rate) + 1 - self._waiting)

    def slow_down(self, chat: int | None, seconds: float, priority: Priority) -> None:
        """Telegram asked for a wait: nothing goes to that chat before, and no bulk where that may concern all.

        It does when bulk to a person was refused, or when two chats were refused at about the same time.
        """
        now = self._monotonic()
        until = now + seconds + MARGIN
        if chat is not None:
            self._parked[chat] = max(until, self._parked.get(chat, 0.0))
        before, at = self._last_refused
        self._last_refused = chat, now
        several = chat != before and now - at < TOGETHER and at > 0
        if several or (priority is not Priority.REPLY and (chat is None or chat > 0)):
            if now >= self._bulk_from:
                # What was under way when the first was refused teaches nothing more.
                self._rate.refused(now, until)
            self._bulk_from = max(until, self._bulk_from)

    def learned(self) -> Learned:
        """What is worth keeping over a restart."""
        now = self._monotonic()
        rate = self.bulk_rate
        parked = {chat: until - now for chat, until in self._parked.items() if until > now}
        return Learned(rate if rate < self._ceiling else None, max(0.0, self._bulk_from - now), parked)

    def resume(self, learned: Learned) -> None:
        """Go on with what was learned before a restart."""
        now = self._monotonic()
        self._bulk_from = max(self._bulk_from, now + learned.bulk)
        self._parked |= {chat: now + seconds for chat, seconds in learned.chats.items()}
        if learned.rate is not None:
            self._rate.learn(learned.rate, learned.rate, max(now, self._bulk_from))

    @contextmanager
    def _counted(self, priority: Priority) -> Iterator[None]:
        """Who waits for a turn in bulk takes one that was granted."""
        self._waiting += priority is Priority.BULK
        try:
            yield
        finally:
            self._waiting -= priority is Priority.BULK

    async def _until_chat_ready(self, chat: int | None) -> None:
        while (wait := self._chat_wait(chat)) > 0:
            await self._sleep(wait)

    async def _until_both_ready(self, chat: int | None, priority: Priority) -> None:
        """One at a time waits for the next slot; a chat that is not ready does not hold up the line."""
        while True:
            await self._until_chat_ready(chat)
            async with self._lines[priority]:
                while (wait := self._bulk_wait()) > 0 or self._gives_way(priority):
                    await self._sleep(wait if wait > 0 else 1.0 / self.bulk_rate)
                if self._chat_wait(chat) <= 0:
                    return

    def _gives_way(self, priority: Priority) -> bool:
        return priority is Priority.BULK and self._lines[Priority.NOTICE].locked()

    def _bulk_wait(self) -> float:
        return max(self._next_bulk, self._bulk_from) - self._monotonic()

    def _chat_wait(self, chat: int | None) -> float:
        if chat is None:
            return 0.0
        now = self._monotonic()
        return max(self._parked.get(chat, 0.0), self._chat_ready(chat, now)) - now

    def _chat_ready(self, chat: int, now: float) -> float:
        if chat > 0:
            return self._people.get(chat, now) - (PRIVATE_BURST - 1)
        sent = self._groups.get(chat)
        return sent[0] + GROUP_WINDOW if sent and len(sent) == GROUP_MOST else now

    def _count(self, chat: int | None) -> None:
        now = self._monotonic()
        self._next_bulk = max(now - LATENESS, self._next_bulk) + 1.0 / self._rate.at(now)
        if chat is None:
            return
        if len(self._people) + len(self._groups) + len(self._parked) > REMEMBERED:
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
