"""People change what they said in a form after it was sent, one answer at a time; says nothing itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.amending import amendable, amended
from bot.domain.consent import hash_of
from bot.domain.eligibility import takes_answer
from bot.services.registering import UnknownRegistration

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.forms import Field
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database, Transaction
    from bot.services.seating import Seating
    from bot.services.sessions import Offered, Seen


@dataclass(frozen=True, slots=True)
class Answers:
    """A registration, and which of its answers may be changed now; `refused` where one just could not be."""

    seen: Seen
    fields: tuple[Field, ...]
    refused: bool = False

    @property
    def form(self) -> tuple[Field, ...]:
        """Everything that is asked."""
        form = self.seen.found.session.form if self.seen.found else None
        return form.fields if form else ()

    def field_at(self, place: int) -> Field | None:
        """The one that stands there in the form, if its answer may be changed."""
        return next((field for field in self.form[place : place + 1] if field in self.fields), None)

    def said(self, field: Field) -> str:
        """The present answer, empty where there is none."""
        return self.seen.registration.application.answers.get(field.key, "")


class Amending:
    """The use cases; `words` are those that a guardian would agree to today, in every language."""

    def __init__(self, seating: Seating, clock: Clock, words: Callable[[Offered], str]) -> None:
        self._seating = seating
        self._clock = clock
        self._words = words

    async def look(self, work: Database, owner: int, registration: int) -> Answers | UnknownRegistration:
        """The person's own, with what may be changed."""
        return await work.read(lambda tx: self._answers(tx, owner, registration))

    async def amend(
        self, work: Database, owner: int, registration: int, field: Field, value: str
    ) -> Answers | UnknownRegistration:
        """Put this answer (as `read_answer` makes it, or empty) in place of the one before."""

        def body(tx: Transaction) -> Answers | UnknownRegistration:
            tx.registrations.lock()
            answers = self._answers(tx, owner, registration)
            if isinstance(answers, UnknownRegistration):
                return answers
            found = answers.seen.found
            if found is None or field not in answers.fields or not takes_answer(found.session, field, value):
                return Answers(answers.seen, answers.fields, refused=True)
            tx.registrations.put(amended(answers.seen.registration, found.session, field, value))
            return self._answers(tx, owner, registration)

        return await work.run(body)

    def _answers(self, tx: Transaction, owner: int, registration: int) -> Answers | UnknownRegistration:
        one = tx.registrations.get(registration)
        if one is None or one.owner != owner or one.application.is_seat:
            return UnknownRegistration()
        (seen,) = self._seating.seen(tx, [one])
        if (found := seen.found) is None:
            return Answers(seen, ())
        words = hash_of(self._words(found))
        return Answers(seen, amendable(one, found.session, found.terms.closes, words, self._clock.now()))
