"""The table of what organizers ask about applications; decides nothing."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from bot.domain.reviews import ReviewQuestion
from bot.storage.insertion import insert_new
from bot.storage.schema import review_questions

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy import Connection


class SqlReviewQuestions:
    """The port `ReviewQuestions`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, question: ReviewQuestion) -> ReviewQuestion | None:
        """Keep a new one, with the id it gets; None when another one of the same application waits for its reply."""
        insertion = insert_new(review_questions, self._connection.dialect.name).returning(review_questions)
        values = {
            "registration": question.registration,
            "author": question.author,
            "question": question.question,
            "asked_at": question.asked_at,
            "reply": question.reply,
            "reply_file": question.reply_file,
            "replied_at": question.replied_at,
        }
        row = self._connection.execute(insertion, values).mappings().first()
        return None if row is None else ReviewQuestion(**row)

    def get(self, question: int) -> ReviewQuestion | None:
        """The one with that id, or None."""
        wanted = select(review_questions).where(review_questions.c.id == question)
        row = self._connection.execute(wanted).mappings().first()
        return None if row is None else ReviewQuestion(**row)

    def of(self, registrations: Collection[int]) -> Mapping[int, tuple[ReviewQuestion, ...]]:
        """All of these applications, the oldest first; applications without any are left out."""
        of = review_questions.c
        theirs = select(review_questions).where(of.registration.in_(registrations)).order_by(of.registration, of.id)
        found = [ReviewQuestion(**row) for row in self._connection.execute(theirs).mappings()]
        return {number: tuple(theirs) for number, theirs in groupby(found, lambda one: one.registration)}

    def keep_reply(self, question: ReviewQuestion) -> bool:
        """Keep its reply; False when there is one already (also when two try at once) or it is unknown."""
        waits = review_questions.c.id == question.id, review_questions.c.replied_at.is_(None)
        replied = {name: getattr(question, name) for name in ("reply", "reply_file", "replied_at")}
        return self._connection.execute(update(review_questions).where(*waits).values(replied)).rowcount == 1

    def forget(self, registration: int) -> None:
        """Take out everything about that application."""
        self._connection.execute(delete(review_questions).where(review_questions.c.registration == registration))
