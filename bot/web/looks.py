"""What the health pages look at, made from callables and plain values of the application; imports no part of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, Protocol

from bot.web.health import Finding, State

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from bot.services.ports.clock import Clock
    from bot.web.health import Look
    from bot.web.pulse import Pulse

LATELY: Final = timedelta(seconds=90)
"""Three long polls."""
LONGEST_LAG: Final = 1.0
"""Seconds by which the event loop may be late."""


class Reach(Protocol):
    """Whether Telegram can be reached."""

    @property
    def last_reached(self) -> datetime | None:
        """The last success."""

    @property
    def lost_since(self) -> datetime | None:
        """The first failure after it."""

    @property
    def cause(self) -> str | None:
        """The last failure, in words without a token."""


def loop_alive(pulse: Pulse) -> Look:
    """Ill while the event loop is late by more than a second."""

    def look() -> Finding:
        if pulse.lag > LONGEST_LAG:
            return Finding(State.ILL, f"late by {pulse.lag:.1f} s")
        return Finding(State.FINE, f"late by {pulse.lag * 1000:.0f} ms")

    return look


def telegram_reachable(reach: Reach) -> Look:
    """Troubled while Telegram cannot be reached: the process keeps trying, and a restart would not help."""

    def look() -> Finding:
        if reach.lost_since is not None:
            return Finding(State.TROUBLED, f"unreachable since {_at(reach.lost_since)} ({reach.cause})")
        return Finding(State.FINE, "" if reach.last_reached is None else f"reached at {_at(reach.last_reached)}")

    return look


def telegram_heard(
    reach: Reach, clock: Clock, within: timedelta = LATELY, *, polls: Callable[[], bool] = lambda: True
) -> Look:
    """Ill when the last success is too old; fine while the process does not poll, because it stands by."""

    def look() -> Finding:
        if not polls():
            return Finding(State.FINE, "not asked while standing by")
        if reach.last_reached is None:
            return Finding(State.ILL, "not reached yet")
        if clock.now() - reach.last_reached > within:
            return Finding(State.ILL, f"not reached since {_at(reach.last_reached)}")
        return Finding(State.FINE, f"reached at {_at(reach.last_reached)}")

    return look


def database_answers(probe: Callable[[], Awaitable[object]]) -> Look:
    """Ill when the probe raises or takes too long."""

    async def look() -> Finding:
        await probe()
        return Finding(State.FINE, "answers")

    return look


def schema_at_head(state: Callable[[], Awaitable[str]], head: str) -> Look:
    """Ill when the database stands at another revision than the code."""

    async def look() -> Finding:
        found = await state()
        if found != head:
            return Finding(State.ILL, f"at {found}, the code needs {head}: run the command migrate")
        return Finding(State.FINE, f"at {found}")

    return look


def turn(held: Callable[[], bool]) -> Look:
    """Never ill: a standby is ready too, for it takes webhook calls into the inbox."""

    def look() -> Finding:
        return Finding(State.FINE, "at work" if held() else "standby")

    return look


def _at(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
