"""What somebody wants to be told and when not: topics, quiet hours, nothing at all; knows no announcement."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from bot.domain.announcements import Topic

DAY = 24 * 60
"""Minutes of a day."""


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From one minute of the day to another, local time; over midnight when they end before they begin."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not (0 <= self.start < DAY and 0 <= self.end < DAY and self.start != self.end):
            raise ValueError("quiet hours begin and end at two different minutes of a day")

    def __str__(self) -> str:
        return f"{self.start // 60:02}:{self.start % 60:02}–{self.end // 60:02}:{self.end % 60:02}"

    @classmethod
    def parse(cls, text: str) -> QuietHours | None:
        """What people write: `22:00–07:00`, `22-7`, `22.00 7.00`; None when it is nothing like that."""
        found = _HOURS.fullmatch(text.strip())
        if found is None:
            return None
        hour, minute, last_hour, last_minute = (int(number or 0) for number in found.groups())
        start, end = hour * 60 + minute, last_hour * 60 + last_minute
        if max(start, end) > DAY or start % DAY == end % DAY:
            return None
        return cls(start % DAY, end % DAY)

    def end_of(self, now: datetime, zone: ZoneInfo) -> datetime | None:
        """When the quiet that holds now is over, None when it does not hold."""
        here = now.astimezone(zone)
        minute = here.hour * 60 + here.minute
        quiet = self.start <= minute < self.end if self.start < self.end else not self.end <= minute < self.start
        if not quiet:
            return None
        day = here.date() if minute < self.end else here.date() + timedelta(days=1)
        return datetime.combine(day, time(self.end // 60, self.end % 60), zone)


_CLOCK = r"([01]?[0-9]|2[0-4])(?:[:.]([0-5][0-9]))?"
_HOURS = re.compile(rf"{_CLOCK}\s*(?:[-–—]|\s)\s*{_CLOCK}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Subscription:
    """What one chat wants, a person's own or a group's; who has chosen nothing yet has these values.

    `chat` is Telegram's id (a person's is that of their chat); `thread` is the forum topic of a supergroup to write in,
    0 for none; `stopped` ends every announcement, whatever the topics are.
    """

    chat: int
    topics: frozenset[Topic] = frozenset()
    stopped: bool = False
    quiet: QuietHours | None = None
    thread: int = 0
