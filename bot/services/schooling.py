"""When schools have lessons, as organizers set it: pupils are not asked to decide anything then."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING

from bot.domain.auditing import AuditAction
from bot.domain.lessons import LessonHours, Lessons
from bot.domain.people import Shift
from bot.domain.policy import Action, may
from bot.services.auditing import record
from bot.services.staffing import NotAllowed

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database, Transaction
    from bot.services.staffing import Staffing

FIRST_GUESS = LessonHours(frozenset(range(5)), Lessons(time(8), time(13)), Lessons(time(13, 30), time(18, 30)))
"""What stands there once the first thing is set, until organizers set the rest."""


class Schooling:
    """The organizers' use cases of lesson hours."""

    def __init__(self, staffing: Staffing, clock: Clock) -> None:
        self._staffing = staffing
        self._clock = clock

    async def hours(self, work: Database) -> LessonHours | None:
        """What was set, None while nothing was."""
        return await work.read(lambda tx: tx.lessons.get())

    async def set_days(self, work: Database, by: int, days: frozenset[int]) -> LessonHours | NotAllowed:
        """On which days there are lessons; none in the holidays."""
        return await self._set(work, by, lambda hours: replace(hours, days=days))

    async def set_lessons(self, work: Database, by: int, shift: Shift, lessons: Lessons) -> LessonHours | NotAllowed:
        """From when to when a shift has them."""
        if shift is Shift.FIRST:
            return await self._set(work, by, lambda hours: replace(hours, first=lessons))
        return await self._set(work, by, lambda hours: replace(hours, second=lessons))

    async def _set(
        self, work: Database, by: int, change: Callable[[LessonHours], LessonHours]
    ) -> LessonHours | NotAllowed:
        def body(tx: Transaction) -> LessonHours | NotAllowed:
            if not may(self._staffing.role_in(tx, by), Action.DECIDE_REGISTRATIONS):
                return NotAllowed()
            hours = change(tx.lessons.get() or FIRST_GUESS)
            tx.lessons.put(hours)
            record(tx, self._clock.now(), by, AuditAction.LESSONS_SET)
            return hours

        return await work.run(body)
