"""The port of the table of what organizers ask about applications, in memory."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.storage.limits import checked_text

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from bot.domain.reviews import ReviewQuestion
    from tests.fakes.tables import Tables


class FakeReviewQuestions:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def add(self, question: ReviewQuestion) -> ReviewQuestion | None:
        self._tables.written()
        kept = self._tables.review_questions
        checked_text(question.question)
        if question.waits and any(one.waits for one in kept.values() if one.registration == question.registration):
            return None
        self._tables.last_review_question += 1
        number = self._tables.last_review_question
        kept[number] = replace(question, id=number)
        return kept[number]

    def get(self, question: int) -> ReviewQuestion | None:
        return self._tables.review_questions.get(question)

    def of(self, registrations: Collection[int]) -> Mapping[int, tuple[ReviewQuestion, ...]]:
        kept = sorted(self._tables.review_questions.values(), key=lambda one: one.id)
        found = {number: tuple(one for one in kept if one.registration == number) for number in registrations}
        return {number: theirs for number, theirs in found.items() if theirs}

    def keep_reply(self, question: ReviewQuestion) -> bool:
        self._tables.written()
        checked_text(question.reply or "")
        before = self._tables.review_questions.get(question.id)
        if before is None or not before.waits:
            return False
        kept = replace(before, reply=question.reply, reply_file=question.reply_file, replied_at=question.replied_at)
        self._tables.review_questions[question.id] = kept
        return True

    def forget(self, registration: int) -> None:
        self._tables.written()
        for number in [key for key, one in self._tables.review_questions.items() if one.registration == registration]:
            del self._tables.review_questions[number]
