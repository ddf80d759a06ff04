"""The table of questions that were asked; knows nobody who asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select

from bot.domain.questions import Asked
from bot.storage.schema import questions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Connection

    from bot.domain.questions import Question, QuestionOutcome

_SAME = (questions.c.event, questions.c.aspect, questions.c.outcome)
_COUNT = func.count().label("count")


class SqlQuestions:
    """The port `Questions`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, asked: Sequence[Question]) -> None:
        """Keep them."""
        rows = [
            {
                "text": one.text,
                "language": one.language,
                "outcome": one.outcome,
                "event": one.event,
                "aspect": one.aspect,
                "day": one.day,
            }
            for one in asked
        ]
        if rows:
            self._connection.execute(insert(questions), rows)

    def asked(self, since: date) -> Sequence[Asked]:
        """What was asked from that day on, most asked first."""
        found = select(*_SAME, _COUNT).where(questions.c.day >= since).group_by(*_SAME)
        newest = func.max(questions.c.id).desc()
        return [Asked(*row) for row in self._connection.execute(found.order_by(_COUNT.desc(), newest))]

    def texts(self, outcome: QuestionOutcome, since: date, limit: int, offset: int = 0) -> Sequence[tuple[str, int]]:
        """The texts of questions that went so, with how often; most asked first, then the newest."""
        found = (
            select(questions.c.text, _COUNT)
            .where(questions.c.outcome == outcome, questions.c.day >= since)
            .group_by(questions.c.text)
            .order_by(_COUNT.desc(), func.max(questions.c.id).desc())
        )
        return [(text, count) for text, count in self._connection.execute(found.limit(limit).offset(offset))]

    def forget(self, before: date) -> int:
        """Delete what was asked before that day; how many."""
        return self._connection.execute(delete(questions).where(questions.c.day < before)).rowcount
