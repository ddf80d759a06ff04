"""Passing a question on to an organizer, and its way to a reply; what is told on the way stands in `passing_on`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.auditing import AuditAction
from bot.domain.handovers import LONGEST_QUESTION, MOST_OPEN, Desk, Hand, Handover
from bot.domain.masking import masked
from bot.domain.people import Person
from bot.domain.policy import Action, may
from bot.services.auditing import record
from bot.services.staffing import NotAllowed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from bot.domain.language import Language
    from bot.services.passing_on import PassingOn
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database, Transaction
    from bot.services.staffing import Staffing


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody wants an organizer to answer: their words, the event they spoke of, and their own message."""

    text: str
    language: Language
    event: str | None = None
    message: int | None = None


@dataclass(frozen=True, slots=True)
class PassedOn:
    """The organizers have it; `again` when the same question waited already."""

    handover: Handover
    desk: Desk
    again: bool = False


@dataclass(frozen=True, slots=True)
class TooMany:
    """So many questions of the person wait already."""

    waiting: int


@dataclass(frozen=True, slots=True)
class NoText:
    """There is nothing to pass on."""


@dataclass(frozen=True, slots=True)
class Changed:
    """It was done, and the question stands so now."""

    handover: Handover


@dataclass(frozen=True, slots=True)
class Unchanged:
    """It cannot be done as the question stands now."""

    handover: Handover


@dataclass(frozen=True, slots=True)
class Unknown:
    """There is no such question (any more), or it is somebody else's."""


@dataclass(frozen=True, slots=True)
class Place:
    """Who of the organizers acts, and in which chat: in their own chat everybody may answer."""

    hand: Hand
    chat: int


class Handovers:
    """The use cases of who asks and of who answers."""

    def __init__(self, passing_on: PassingOn, staffing: Staffing, clock: Clock) -> None:
        self._passing_on = passing_on
        self._staffing = staffing
        self._clock = clock

    async def ask(self, work: Database, person: int, question: Question) -> PassedOn | TooMany | NoText:
        """Pass it on, masked; the same question waits once."""
        text = _masked(question.text)

        def body(tx: Transaction) -> PassedOn | TooMany | NoText:
            if not text:
                return NoText()
            now = self._clock.now()
            asked = Handover(person, question.language, text, now, question.event, question.message)
            waiting = [one for one in tx.handovers.of(person) if one.state.waits]
            same = next((one for one in waiting if one.fingerprint == asked.fingerprint), None)
            if same is not None:
                return PassedOn(same, tx.handovers.desk(), again=True)
            if len(waiting) >= MOST_OPEN:
                return TooMany(len(waiting))
            if tx.people.get(person) is None:
                tx.people.put(Person(person))
            kept = tx.handovers.add(asked)
            assert kept is not None, "no other one of the person waits"
            return PassedOn(self._passing_on.bring(tx, kept, now), tx.handovers.desk())

        return await work.run(body)

    async def ask_more(
        self, work: Database, person: int, number: int, text: str, message: int | None
    ) -> PassedOn | Unchanged | Unknown | NoText:
        """The person writes again about the same question."""
        text = _masked(text)

        def body(tx: Transaction) -> PassedOn | Unchanged | Unknown | NoText:
            if not text:
                return NoText()
            handover = _of(tx, person, number)
            if handover is None:
                return Unknown()
            now = self._clock.now()
            asked = handover.ask_more(text, message, now)
            if asked is None:
                return Unchanged(handover)
            return PassedOn(self._passing_on.bring(tx, asked, now), tx.handovers.desk())

        return await work.run(body)

    async def withdraw(self, work: Database, person: int, number: int) -> Changed | Unchanged | Unknown:
        """The person takes it back before it was answered."""

        def body(tx: Transaction) -> Changed | Unchanged | Unknown:
            handover = _of(tx, person, number)
            if handover is None:
                return Unknown()
            now = self._clock.now()
            withdrawn = handover.withdraw(now)
            if withdrawn is None:
                return Unchanged(handover)
            self._passing_on.change(tx, withdrawn, now)
            return Changed(withdrawn)

        return await work.run(body)

    async def mine(self, work: Database, person: int) -> Sequence[Handover]:
        """The person's questions that are kept, newest first."""
        return (await work.read(lambda tx: tx.handovers.of(person)))[::-1]

    async def about(self, work: Database, chat: int, message: int) -> Handover | None:
        """The question that the bot's message there is about."""
        return await work.read(lambda tx: tx.handovers.of_message(chat, message))

    async def queue(self, work: Database, by: int) -> Sequence[Handover] | NotAllowed:
        """All that wait, the oldest first, for who may answer."""
        if not may(self._staffing.role(by), Action.ANSWER_QUESTIONS):
            return NotAllowed()
        return await work.read(lambda tx: tx.handovers.waiting())

    async def get(self, work: Database, by: int, number: int) -> Handover | Unknown | NotAllowed:
        """One of them, in whatever state."""
        if not may(self._staffing.role(by), Action.ANSWER_QUESTIONS):
            return NotAllowed()
        return await work.read(lambda tx: tx.handovers.get(number)) or Unknown()

    async def take(self, work: Database, place: Place, number: int) -> Changed | Unchanged | Unknown | NotAllowed:
        """«I take it»: the others see who."""
        return await self._change(work, place, number, lambda handover, _: handover.take(place.hand))

    async def release(self, work: Database, place: Place, number: int) -> Changed | Unchanged | Unknown | NotAllowed:
        """Leave it to the others."""
        return await self._change(work, place, number, lambda handover, _: handover.release())

    async def close(self, work: Database, place: Place, number: int) -> Changed | Unchanged | Unknown | NotAllowed:
        """End it without a reply; the person is told."""

        def tell(tx: Transaction, handover: Handover, now: datetime) -> None:
            self._passing_on.tell_closed(tx, handover, now)
            record(tx, now, place.hand.id, AuditAction.QUESTION_CLOSED, str(handover.id))

        return await self._change(work, place, number, lambda handover, now: handover.close(place.hand, now), tell)

    async def reply(
        self, work: Database, place: Place, number: int, message: int
    ) -> Changed | Unchanged | Unknown | NotAllowed:
        """Give the person the message that stands in the place's chat."""

        def tell(tx: Transaction, handover: Handover, now: datetime) -> None:
            self._passing_on.reply(tx, handover, place.chat, message, now)
            record(tx, now, place.hand.id, AuditAction.QUESTION_ANSWERED, str(handover.id))

        return await self._change(work, place, number, lambda handover, now: handover.answer(place.hand, now), tell)

    async def _change(
        self,
        work: Database,
        place: Place,
        number: int,
        change: Callable[[Handover, datetime], Handover | None],
        tell: Callable[[Transaction, Handover, datetime], None] | None = None,
    ) -> Changed | Unchanged | Unknown | NotAllowed:
        def body(tx: Transaction) -> Changed | Unchanged | Unknown | NotAllowed:
            of_staff = may(self._staffing.role_in(tx, place.hand.id), Action.ANSWER_QUESTIONS)
            if not of_staff and tx.handovers.desk().chat != place.chat:
                return NotAllowed()
            handover = tx.handovers.get(number)
            if handover is None:
                return Unknown()
            now = self._clock.now()
            changed = change(handover, now)
            if changed is None:
                return Unchanged(handover)
            self._passing_on.change(tx, changed, now)
            if tell is not None:
                tell(tx, changed, now)
            return Changed(changed)

        return await work.run(body)


def _masked(text: str) -> str:
    """What is passed on of somebody's words: without what tells who they are, and not more than fits."""
    return masked(text).strip()[:LONGEST_QUESTION]


def _of(tx: Transaction, person: int, number: int) -> Handover | None:
    handover = tx.handovers.get(number)
    return handover if handover is not None and handover.person == person else None
