"""The port of the table of questions that were asked, in memory."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from bot.domain.questions import Asked
from bot.storage.limits import checked_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.domain.questions import Question, QuestionOutcome
    from tests.fakes.tables import Tables

K = TypeVar("K")


class FakeQuestions:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def add(self, asked: Sequence[Question]) -> None:
        self._tables.written()
        for one in asked:
            checked_text(one.text)
            self._tables.last_question += 1
            self._tables.questions[self._tables.last_question] = one

    def asked(self, since: date) -> Sequence[Asked]:
        found = [(one.event, one.aspect, one.outcome) for one in self._since(since)]
        return [Asked(*same, count) for same, count in _most_first(found)]

    def texts(self, outcome: QuestionOutcome, since: date, limit: int, offset: int = 0) -> Sequence[tuple[str, int]]:
        found = [one.text for one in self._since(since) if one.outcome is outcome]
        return _most_first(found)[offset:][:limit]

    def forget(self, before: date) -> int:
        self._tables.written()
        old = [number for number, one in self._tables.questions.items() if one.day < before]
        for number in old:
            del self._tables.questions[number]
        return len(old)

    def _since(self, day: date) -> list[Question]:
        return [one for one in self._tables.questions.values() if one.day >= day]


def _most_first(found: Sequence[K]) -> list[tuple[K, int]]:
    newest = {one: number for number, one in enumerate(found)}
    return sorted(Counter(found).items(), key=lambda same: (-same[1], -newest[same[0]]))
