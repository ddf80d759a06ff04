"""Keeps what the pacer learns over restarts: written rarely, read once at the start."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.services.pacing import Learned
from bot.services.ports.pace import Pace

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.services.pacing import Pacer
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database

LONG = 60.0
"""Seconds: a shorter wait is not worth keeping."""
SAME = timedelta(seconds=5)
"""Two moments that are no further apart are the same wait."""
NEAR = 0.02
"""Two rates that differ by no greater part are the same."""


class KeptPace:
    """Between the pacer, which counts in seconds from now, and the table, which holds moments."""

    def __init__(self, database: Database, pacer: Pacer, clock: Clock) -> None:
        self._database = database
        self._pacer = pacer
        self._clock = clock
        self._kept = Pace()

    async def restore(self) -> None:
        """Let the pacer go on with what is kept."""
        self._kept = kept = await self._database.read(lambda tx: tx.pace.get())
        now = self._clock.now()
        self._pacer.resume(
            Learned(
                rate=kept.rate,
                bulk=(kept.bulk - now).total_seconds() if kept.bulk else 0.0,
                chats={chat: (until - now).total_seconds() for chat, until in kept.chats.items()},
            )
        )

    async def keep(self) -> None:
        """Write it where it has changed by what matters; a tick calls it."""
        pace = self._pace(self._pacer.learned())
        if not _alike(pace, self._kept):
            await self._database.run(lambda tx: tx.pace.put(pace))
            self._kept = pace

    def _pace(self, learned: Learned) -> Pace:
        now = self._clock.now()
        bulk = learned.bulk > (0 if self._kept.bulk else LONG)
        return Pace(
            rate=learned.rate,
            bulk=now + timedelta(seconds=learned.bulk) if bulk else None,
            chats={
                chat: now + timedelta(seconds=seconds)
                for chat, seconds in learned.chats.items()
                if seconds > (0 if chat in self._kept.chats else LONG)
            },
        )


def _alike(one: Pace, other: Pace) -> bool:
    return (
        (one.rate is None) == (other.rate is None)
        and abs((one.rate or 1) - (other.rate or 1)) <= NEAR * (other.rate or 1)
        and _same(_moments(one), _moments(other))
    )


def _moments(pace: Pace) -> Mapping[int | None, datetime]:
    moments: dict[int | None, datetime] = dict(pace.chats.items())
    if pace.bulk:
        moments[None] = pace.bulk
    return moments


def _same(ones: Mapping[int | None, datetime], others: Mapping[int | None, datetime]) -> bool:
    return ones.keys() == others.keys() and all(abs(at - others[chat]) <= SAME for chat, at in ones.items())
