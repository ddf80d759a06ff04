"""The port of time: a clock that stands until a test moves it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

START = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


class FakeClock:
    def __init__(self, now: datetime = START) -> None:
        self.set(now)

    def now(self) -> datetime:
        return self._now

    def set(self, now: datetime) -> None:
        if now.tzinfo is None:
            raise ValueError("a clock needs its time zone")
        self._now = now.astimezone(UTC)

    def advance(self, by: timedelta) -> datetime:
        self._now += by
        return self._now
