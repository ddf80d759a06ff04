"""The places of a session: which session it is, how many there are, and the rules that time has a part in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from bot.domain.lessons import Calm

MORNING, EVENING = time(8), time(21)
"""Nobody is asked to decide anything outside of these hours."""


@dataclass(frozen=True, slots=True, order=True)
class SessionKey:
    """Which session of which edition of which event."""

    event: str
    edition: str
    session: str

    def __str__(self) -> str:
        return f"{self.event}/{self.edition}/{self.session}"


@dataclass(frozen=True, slots=True)
class Terms:
    """The rules of a session that time has a part in: how long a place is held, until when anything moves at all."""

    closes: datetime
    consent_life: timedelta = timedelta(hours=72)
    offer_life: timedelta = timedelta(hours=24)

    def consent_until(self, now: datetime) -> datetime:
        """Until when a place waits for the guardian."""
        return min(now + self.consent_life, self.closes)

    def offer(self, now: datetime, calm: Calm) -> tuple[datetime, datetime]:
        """When a freed place is offered, and until when it is kept; neither lies where people are left in peace."""
        told = calm.next(now)
        return told, min(calm.next(told + self.offer_life), self.closes)


@dataclass(frozen=True, slots=True)
class Places:
    """The places of a session: `capacity` None is without limit; a capacity that was lowered frees nobody's place."""

    capacity: int | None
    taken: int = 0

    @property
    def free(self) -> int | None:
        """How many are left, None without limit."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)

    def fit(self, places: int) -> bool:
        """Whether so many are left."""
        return self.free is None or places <= self.free

    def never_fit(self, places: int) -> bool:
        """Whether there are fewer in all."""
        return self.capacity is not None and places > self.capacity


def awake(moment: datetime, zone: ZoneInfo) -> datetime:
    """The moment itself, or the morning after where it lies in the night."""
    local = moment.astimezone(zone)
    if MORNING <= local.time() < EVENING:
        return moment
    day = local.date() if local.time() < MORNING else local.date() + timedelta(days=1)
    return datetime.combine(day, MORNING, zone)
