"""When somebody is left in peace: at night, in their own quiet hours, pupils in their lessons; asks no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.domain.people import Shift
from bot.domain.places import EVENING, MORNING, awake

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from bot.domain.subscriptions import QuietHours

FREE_HOUR = timedelta(hours=1)
_LOOKED_AHEAD = 50
"""Steps from one hindrance to the next; a week of lessons and quiet hours has fewer."""


@dataclass(frozen=True, slots=True)
class Lessons:
    """From when to when a shift has lessons, local time."""

    starts: time
    ends: time

    def __post_init__(self) -> None:
        if self.starts >= self.ends:
            raise ValueError("lessons end after they begin")
        if self.starts <= MORNING and self.ends >= EVENING:
            raise ValueError("lessons leave some of the day free")


@dataclass(frozen=True, slots=True)
class LessonHours:
    """The lessons of both shifts on school days (0 is Monday); without days there are holidays."""

    days: frozenset[int]
    first: Lessons
    second: Lessons

    def end_of(self, moment: datetime, shift: Shift | None, zone: ZoneInfo) -> datetime | None:
        """When the lessons that are under way at that moment end; None where there are none.

        Whose shift is not known is spared in both, as long as an hour of the same day is left to write in.
        """
        here = moment.astimezone(zone)
        if here.weekday() not in self.days:
            return None
        if shift is not None:
            return _end(self.first if shift is Shift.FIRST else self.second, here, zone)
        free = here
        while (ends := _end(self.first, free, zone) or _end(self.second, free, zone)) is not None:
            free = ends
        enough = free + FREE_HOUR <= datetime.combine(here.date(), EVENING, zone)
        return free if free > here and enough else None


@dataclass(frozen=True, slots=True)
class Calm:
    """What somebody is spared: `lessons` are set for pupils alone."""

    zone: ZoneInfo
    quiet: QuietHours | None = None
    lessons: LessonHours | None = None
    shift: Shift | None = None

    def next(self, moment: datetime) -> datetime:
        """The moment itself, or the first one after it at which they may be written to.

        Quiet hours that leave no free moment beside night and lessons give way to these.
        """
        free = self._first(moment, self.quiet)
        return free or self._first(moment, None) or awake(moment, self.zone)

    def _first(self, moment: datetime, quiet: QuietHours | None) -> datetime | None:
        free = moment
        for _ in range(_LOOKED_AHEAD):
            after = awake(free, self.zone)
            if quiet is not None:
                after = quiet.end_of(after, self.zone) or after
            if self.lessons is not None:
                after = self.lessons.end_of(after, self.shift, self.zone) or after
            if after == free:
                return free
            free = after
        return None


def _end(lessons: Lessons, here: datetime, zone: ZoneInfo) -> datetime | None:
    if not lessons.starts <= here.astimezone(zone).time() < lessons.ends:
        return None
    return datetime.combine(here.date(), lessons.ends, zone)
