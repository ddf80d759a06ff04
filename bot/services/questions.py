"""What people ask, kept without who asked, for who makes the answers better; answers nothing itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain.policy import Action, StaffRole, may
from bot.domain.questions import KEPT, Asked, Question, QuestionOutcome, kept_text
from bot.services.answering import Answer, Clarify, Function, NotUnderstood, OffTopic
from bot.services.staffing import NotAllowed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from zoneinfo import ZoneInfo

    from bot.domain.language import Language
    from bot.services.answering import Outcome
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database

MOST_WAITING = 10_000
"""Questions that are held in memory while the database is out of reach; later ones are not kept."""

PERIODS = (7, 30)
"""Days that can be looked back."""

PAGE = 10
"""Texts on a page."""


@dataclass(frozen=True, slots=True)
class Texts:
    """A page of questions with one outcome, with how often each was asked."""

    texts: Sequence[tuple[str, int]]
    page: int
    more: bool


class Questions:
    """Collects questions in memory and writes them together: an answer costs no transaction of its own."""

    def __init__(self, database: Database, clock: Clock, zone: ZoneInfo) -> None:
        self._database = database
        self._clock = clock
        self._zone = zone
        self._waiting: list[Question] = []

    def note(self, text: str, language: Language, found: Outcome) -> None:
        """Keep what was asked and how it went; what is not written yet is lost with the process."""
        if len(self._waiting) < MOST_WAITING:
            outcome, event, aspect = _went(found)
            self._waiting.append(Question(kept_text(text), language, outcome, self._today(), event, aspect))

    async def write(self) -> None:
        """Write what has been collected; a tick calls it, and the end of the process."""
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        try:
            await self._database.run(lambda tx: tx.questions.add(waiting))
        except BaseException:
            self._waiting = (waiting + self._waiting)[:MOST_WAITING]
            raise

    async def forget(self) -> int:
        """Delete what is older than it may be; how many. A tick calls it."""
        before = self._today() - KEPT
        return await self._database.run(lambda tx: tx.questions.forget(before))

    async def asked(self, work: Database, role: StaffRole | None, days: int) -> Sequence[Asked] | NotAllowed:
        """What was asked in the last days, most asked first, for who may see it."""
        if not may(role, Action.SEE_QUESTIONS):
            return NotAllowed()
        since = self._since(days)
        return await work.read(lambda tx: tx.questions.asked(since))

    async def texts(
        self, work: Database, role: StaffRole | None, outcome: QuestionOutcome, days: int, page: int
    ) -> Texts | NotAllowed:
        """A page of the texts that went so, most asked first."""
        if not may(role, Action.SEE_QUESTIONS):
            return NotAllowed()
        since = self._since(days)
        found = await work.read(lambda tx: tx.questions.texts(outcome, since, PAGE + 1, page * PAGE))
        return Texts(found[:PAGE], page, more=len(found) > PAGE)

    def _since(self, days: int) -> date:
        return self._today() - timedelta(days=days - 1)

    def _today(self) -> date:
        return self._clock.now().astimezone(self._zone).date()


def _went(found: Outcome) -> tuple[QuestionOutcome, str | None, str | None]:
    """How it went, the key of the event, and what was asked of it."""
    match found:
        case Answer(event=event, aspect=aspect, published=published):
            return QuestionOutcome.ANSWERED if published else QuestionOutcome.NOT_PUBLISHED, event.key, aspect
        case Function(name=name, event=about):
            return QuestionOutcome.FUNCTION, about.key if about else None, name
        case Clarify(aspect=aspect):
            return QuestionOutcome.CLARIFIED, None, aspect
        case OffTopic():
            return QuestionOutcome.OFFTOPIC, None, None
        case NotUnderstood(event=about):
            return QuestionOutcome.NOT_UNDERSTOOD, about.key if about else None, None
