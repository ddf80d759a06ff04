"""How the stub refuses: a strict rolling second, a freeze after a 429, groups, dead chats, faults; speaks no HTTP."""

from __future__ import annotations

import time
from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field
from random import Random
from typing import Any

RETRY_AFTER = 3
GROUP_MOST, GROUP_WINDOW = 20, 60.0
OK, DEAD, BROKEN, CUT = "ok", "dead", "broken", "cut"


@dataclass
class Strictness:
    """Decides about each message and counts what became of it; `rate` None refuses nobody."""

    rate: float | None = None
    dead: float = 0.0
    broken: float = 0.0
    cut: float = 0.0
    told: Counter[int] = field(default_factory=Counter)
    calls: int = 0
    refused: int = 0
    group_refused: int = 0
    first: float = 0.0
    last: float = 0.0
    first_person: float = 0.0
    last_person: float = 0.0

    def __post_init__(self) -> None:
        self._random = Random(7)  # noqa: S311  the same faults in every run
        self._window: deque[float] = deque()
        self._groups: dict[int, deque[float]] = defaultdict(deque)
        self._frozen_until = 0.0

    def change(self, rate: float | None) -> None:
        """Another limit from now on."""
        self.rate = rate

    def verdict(self, chat: int) -> str | int:
        """What becomes of a message: one of the words above, or the seconds of a 429."""
        now = time.monotonic()
        self.first = self.first or now
        self.calls += 1
        if seconds := self._too_many(chat, now):
            self.refused += 1
            return seconds
        if self.is_dead(chat):
            return DEAD
        luck = self._random.random()
        if luck < self.broken:
            return BROKEN
        self.told[chat] += 1
        self.last = now
        if chat > 0:
            self.first_person = self.first_person or now
            self.last_person = now
        return CUT if luck < self.broken + self.cut else OK

    def is_dead(self, chat: int) -> bool:
        """Whether the bot is blocked there: the same in every run."""
        return chat > 0 and chat * 2654435761 % 1000 < 1000 * self.dead

    def _too_many(self, chat: int, now: float) -> int:
        if now < self._frozen_until:
            return max(1, round(self._frozen_until - now))
        if chat < 0 and _full(self._groups[chat], now, GROUP_MOST, GROUP_WINDOW):
            self.group_refused += 1
            return max(1, round(self._groups[chat][0] + GROUP_WINDOW - now))
        if self.rate and _full(self._window, now, self.rate, 1.0):
            self._frozen_until = now + RETRY_AFTER
            return RETRY_AFTER
        return 0

    def report(self) -> dict[str, Any]:
        """What the harness asks about."""
        return {
            "calls": self.calls,
            "told": self.told.total(),
            "chats": len(self.told),
            "twice": sum(more - 1 for more in self.told.values()),
            "refused": self.refused,
            "group_refused": self.group_refused,
            "took": self.last - self.first,
            "people_took": self.last_person - self.first_person,
            "since_last": time.monotonic() - self.last,
        }


def _full(sent: deque[float], now: float, most: float, window: float) -> bool:
    """Whether the window is full; where it is not, this one is counted in."""
    while sent and sent[0] <= now - window:
        sent.popleft()
    if len(sent) >= most:
        return True
    sent.append(now)
    return False
