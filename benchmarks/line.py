"""One bot's updates at the stub: offered, handed out until confirmed, and when each was answered; speaks no HTTP."""

from __future__ import annotations

import asyncio
import time
from collections import Counter, defaultdict, deque
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_plus

from benchmarks.strictness import Strictness

if TYPE_CHECKING:
    from collections.abc import Callable

    Answer = Callable[[bytes], None]

BATCH = 100
LONG_POLL = 20.0
_NONE = b'{"ok":true,"result":[]}'


class Line:
    """A queue as Telegram keeps it: an update is handed out at every poll until a later offset confirms it."""

    def __init__(self) -> None:
        self.slow = 0.0
        self.strict: Strictness | None = None
        self._next = 1
        self._pending: deque[tuple[int, bytes]] = deque()
        self._waiting: tuple[Answer, asyncio.TimerHandle] | None = None
        self._polls = 0
        self._listens: list[tuple[str, str]] = []
        self._forget()

    def _forget(self) -> None:
        self._heard: dict[str, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
        self._offered = self._answered = 0
        self._asked: dict[int, deque[list[float]]] = defaultdict(deque)
        self._seconds: dict[int, list[float]] = defaultdict(list)
        self._calls: Counter[int] = Counter()
        self._first = self._last = 0.0

    def control(self, order: str, said: Any) -> Any:
        """Obey the harness: `offer`, `report`, `reset`, `slow`; `strict` sets rules, `limit` one, `told` asks.

        `listen` names methods and words to hear, `heard` asks how many chats were told them, how often, and when.
        """
        if order == "offer":
            self._offer(said["updates"], said["rate"])
        elif order == "slow":
            self.slow = said
        elif order == "reset":
            self._forget()
            self._polls = 0
        elif order == "strict":
            self.strict = Strictness(**said)
        elif order == "limit" and self.strict:
            self.strict.change(said)
        elif order == "listen":
            self._listens = [(method, word) for method, word in said]
        if order == "told":
            return self.strict.report() if self.strict else {}
        if order == "heard":
            return {f"{method} {word}": _summary(self._heard[f"{method} {word}"]) for method, word in self._listens}
        return {
            "offered": self._offered,
            "answered": self._answered,
            "waiting": len(self._pending),
            "polls": self._polls,
            "took": self._last - self._first,
            "seconds": self._seconds if order == "report" else {},
            "calls": self._calls if order == "report" else {},
        }

    def _offer(self, updates: list[dict[str, Any]], rate: float | None) -> None:
        loop = asyncio.get_running_loop()
        start = loop.time()
        for number, update in enumerate(updates):
            if rate:
                loop.call_at(start + number / rate, self._put, update)
            else:
                self._put(update)

    def _put(self, update: dict[str, Any]) -> None:
        now = time.perf_counter()
        self._first = self._first or now
        self._asked[update["chat"]].append([now, update["calls"]])
        self._offered += 1
        self._pending.append((self._next, b'{"update_id":%d,%s' % (self._next, update["body"][1:].encode())))
        self._next += 1
        # Whatever else is offered in this turn of the loop goes out in the same batch.
        asyncio.get_running_loop().call_soon(self._hand_out)

    def poll(self, offset: int, answer: Answer) -> None:
        """getUpdates: confirm what is older than the offset; wait where there is nothing."""
        self._polls += 1
        while self._pending and self._pending[0][0] < offset:
            self._pending.popleft()
        if self._waiting:
            self._waiting[1].cancel()
        timer = asyncio.get_running_loop().call_later(LONG_POLL, self._come_back)
        self._waiting = (answer, timer)
        self._hand_out()

    def _hand_out(self) -> None:
        if self._waiting and self._pending:
            batch = b",".join(body for _, body in list(self._pending)[:BATCH])
            self._finish_poll(b'{"ok":true,"result":[' + batch + b"]}")

    def _come_back(self) -> None:
        self._finish_poll(_NONE)

    def _finish_poll(self, body: bytes) -> None:
        if self._waiting:
            answer, timer = self._waiting
            self._waiting = None
            timer.cancel()
            answer(body)

    def said(self, chat: int, method: str, body: bytes) -> None:
        """A message for that chat: remember when it said what is listened for."""
        words = [word for of, word in self._listens if of == method]
        text = unquote_plus(body.decode()) if words else ""
        for word in words:
            if word in text:
                self._heard[f"{method} {word}"][chat].append(time.monotonic())

    def came(self, chat: int) -> None:
        """A call for that chat: the oldest update of the chat that awaits one has it."""
        self._calls[chat] += 1
        asked = self._asked[chat]
        if not asked:
            return
        asked[0][1] -= 1
        if asked[0][1] == 0:
            self._last = time.perf_counter()
            self._seconds[chat].append(self._last - asked.popleft()[0])
            self._answered += 1


def _summary(heard: dict[int, list[float]]) -> dict[str, float]:
    """How many chats, how many times, and the first and last moment by the system's monotonic clock."""
    moments = [moment for times in heard.values() for moment in times]
    return {
        "chats": len(heard),
        "times": len(moments),
        "first": min(moments, default=0.0),
        "last": max(moments, default=0.0),
    }
