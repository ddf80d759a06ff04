"""Organizers ask more about an application before they decide, and the person replies; says nothing itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.auditing import AuditAction
from bot.domain.deliveries import Delivery, Notice, NoticeKind
from bot.domain.policy import Action, may
from bot.domain.registrations import NotNow, RegistrationState
from bot.domain.reviews import REMINDED_AFTER, ReviewQuestion, Unasked, may_ask
from bot.services.auditing import record
from bot.services.calm import calm_of
from bot.services.registering import UnknownRegistration
from bot.services.reviews import with_reviews
from bot.services.staffing import NotAllowed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from bot.domain.attachments import Attachment
    from bot.domain.registrations import Registration
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database, Transaction
    from bot.services.seating import Seating
    from bot.services.sessions import Seen
    from bot.services.staffing import Staffing


@dataclass(frozen=True, slots=True)
class TooLate:
    """The question has its reply, or its application is decided or left: no other reply is kept."""

    question: ReviewQuestion


Asked = ReviewQuestion | Unasked | NotNow | UnknownRegistration | NotAllowed
Replied = ReviewQuestion | TooLate | UnknownRegistration


class AskingMore:
    """The use cases of both sides; the application stays as it is, so the person may leave and anybody may decide."""

    def __init__(self, seating: Seating, staffing: Staffing, clock: Clock, zone: ZoneInfo) -> None:
        self._seating = seating
        self._staffing = staffing
        self._clock = clock
        self._zone = zone

    async def ask(self, work: Database, by: int, registration: int, words: str) -> Asked:
        """Ask the person, who is told and reminded once; one question of an application waits at a time."""

        def body(tx: Transaction) -> Asked:
            tx.registrations.lock()
            if not may(self._staffing.role_in(tx, by), Action.DECIDE_REGISTRATIONS):
                return NotAllowed()
            one = tx.registrations.get(registration)
            if one is None:
                return UnknownRegistration()
            refused = may_ask(one, tx.review_questions.of([one.id]).get(one.id, ()))
            if refused is not None:
                return refused
            now = self._clock.now()
            kept = tx.review_questions.add(ReviewQuestion(one.id, by, words, now))
            assert kept is not None  # none waits, which was read behind the lock
            tx.outbox.add(self._notices(tx, one, kept))
            record(tx, now, by, AuditAction.REGISTRATION_ASKED, str(one.id))
            return kept

        return await work.run(body)

    async def look(self, work: Database, owner: int, question: int) -> Replied:
        """The question as it waits for the reply of its person."""
        return await work.read(lambda tx: self._look(tx, owner, question))

    async def reply(
        self, work: Database, owner: int, question: int, words: str, file: Attachment | None = None
    ) -> Replied:
        """Give the organizers the person's words, or a file; who asked is told."""

        def body(tx: Transaction) -> Replied:
            tx.registrations.lock()
            asked = self._look(tx, owner, question)
            if not isinstance(asked, ReviewQuestion):
                return asked
            now = self._clock.now()
            replied = asked.replied(words, now, file.answer if file else None)
            if not tx.review_questions.keep_reply(replied):
                return TooLate(asked)
            notice = Notice(NoticeKind.REVIEW_REPLIED, {"question": str(asked.id)})
            tx.outbox.add([Delivery(f"review:{asked.id}:replied", asked.author, notice, now)])
            return replied

        return await work.run(body)

    async def among(self, work: Database, mine: Sequence[Seen]) -> Sequence[Seen]:
        """The same, with how the reviews go of those that wait for a decision."""
        if not any(one.registration.state is RegistrationState.AWAITING_REVIEW for one in mine):
            return mine
        return await work.read(lambda tx: with_reviews(tx, mine, self._clock.now(), self._zone))

    @staticmethod
    def _look(tx: Transaction, owner: int, question: int) -> Replied:
        asked = tx.review_questions.get(question)
        one = tx.registrations.get(asked.registration) if asked else None
        if asked is None or one is None or one.owner != owner:
            return UnknownRegistration()
        return asked if asked.waits and one.state is RegistrationState.AWAITING_REVIEW else TooLate(asked)

    def _notices(self, tx: Transaction, one: Registration, asked: ReviewQuestion) -> list[Delivery]:
        calm, params = calm_of(tx, one.owner, self._zone), {"question": str(asked.id)}
        notice, again = (Notice(NoticeKind.REVIEW_QUESTION, said) for said in (params, params | {"again": "yes"}))
        return [
            Delivery(f"review:{asked.id}", one.owner, notice, asked.asked_at),
            Delivery(f"review:{asked.id}:again", one.owner, again, calm.next(asked.asked_at + REMINDED_AFTER)),
        ]
