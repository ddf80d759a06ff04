"""The books of the broadcaster: one transaction that writes what has ended and claims what goes next; sends nothing.

It touches nothing but the transaction and its arguments: it may run twice, and in another thread.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain.announcements import (
    AT_WORK,
    PAUSABLE,
    AnnouncementState,
    Policy,
    Recipient,
    RecipientState,
)
from bot.domain.audience import Audience, BadAudience
from bot.domain.deliveries import CONTENT, Dead, Moved, Refused, Sent, TryAgain, next_attempt
from bot.domain.people import Membership
from bot.domain.plans import day_told
from bot.services.jobs import Claims, Cursor, Ended, Job, Look, Verb

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.services.announcing import Announcing
    from bot.services.chats import ChatDirectory
    from bot.services.people import Directory
    from bot.services.ports.announcements import AtWork
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Transaction

SLICE = 2000
"""Recipients written down in one transaction: nobody else can write for some 30 ms."""
EVERY_REVISION = 2**31 - 1

WRONG = (CONTENT, "refused_by_telegram")
"""Causes of refusals of what is said, whomever it is said to."""
UNREACHED = frozenset({"no_connection", "unauthorized"})
"""Causes that say nothing about the recipient: nothing was sent, and it is no attempt."""


class Ledger:
    """Writes and claims."""

    def __init__(self, announcing: Announcing, clock: Clock, people: Directory, chats: ChatDirectory) -> None:
        self._announcing = announcing
        self._clock = clock
        self._people = people
        self._chats = chats

    def is_idle(self, tx: Transaction) -> bool:
        """Whether there is nothing to do now; only reads."""
        return not tx.announcements.at_work() and not tx.announcements.scheduled(self._clock.now())

    def turn(self, tx: Transaction, ended: Sequence[Ended], look: Look) -> Claims:
        """Write what has ended; let begin what is due; claim up to `look.room`."""
        self.write(tx, ended, look.refusals)
        for number in look.refused_now:
            self._refuse(tx, number, look.refusals[number])
        self._announcing.start_due(tx)
        claims = Claims()
        for work in sorted(tx.announcements.at_work(), key=lambda work: _order(work, look)):
            self._go_on(tx, work, look, claims)
        return claims

    def write(self, tx: Transaction, ended: Sequence[Ended], refusals: Mapping[int, str]) -> None:
        """Write how jobs went."""
        closed: list[Recipient] = []
        for end in ended:
            after = self._after(tx, end, refusals) if end.job.verb is Verb.SEND else _after_repeat(end)
            if after is not None:
                closed.append(after)
        tx.announcements.close(closed)

    def _after(self, tx: Transaction, end: Ended, refusals: Mapping[int, str]) -> Recipient | None:
        """The recipient as it stands now; None where that is written already."""
        recipient = end.job.recipient
        if end.not_before is not None:
            untried = replace(recipient, attempts=recipient.attempts - 1)
            tx.announcements.postpone(untried, self._clock.now() + end.not_before)
            return None
        match end.outcome:
            case Sent(message, more):
                return Recipient(  # `replace` and names take several times as long, and this is every message
                    recipient.announcement,
                    recipient.chat,
                    recipient.thread,
                    recipient.language,
                    RecipientState.SENT,
                    message,
                    more,
                    None,
                    recipient.attempts,
                    end.job.revision,
                )
            case Dead(cause):
                self._lost(tx, recipient.chat, cause)
                return replace(recipient, state=RecipientState.DEAD, cause=cause)
            case Moved(to):
                self._chats.moved(tx, recipient.chat, to)
                tx.announcements.moved(recipient, to, self._clock.now())
                return None
            case TryAgain():
                return self._again(tx, recipient, end.outcome, end.policy)
            case Refused(cause) if recipient.announcement in refusals:
                tx.announcements.postpone(replace(recipient, cause=cause), self._clock.now())
                return None
            case outcome:
                cause = outcome.cause if outcome is not None else "bug"
                return replace(recipient, state=RecipientState.FAILED, cause=cause)

    def _again(self, tx: Transaction, recipient: Recipient, outcome: TryAgain, policy: Policy) -> Recipient | None:
        cause = outcome.cause
        if outcome.perhaps_sent and policy is Policy.SKIP:
            return replace(recipient, state=RecipientState.UNKNOWN, cause=cause)
        attempts = recipient.attempts - (cause in UNREACHED)
        wait = timedelta(0) if cause in UNREACHED else next_attempt(attempts, outcome.after)
        if wait is None:
            return replace(recipient, state=RecipientState.FAILED, cause=cause)
        tx.announcements.postpone(replace(recipient, attempts=attempts, cause=cause), self._clock.now() + wait)
        return None

    def _lost(self, tx: Transaction, chat: int, cause: str) -> None:
        if chat > 0:
            self._people.lost(tx, chat)
        elif (known := tx.chats.get(chat)) is not None and known.membership.inside:
            left = Membership.KICKED if cause == "kicked" else Membership.LEFT
            tx.chats.put(replace(known, membership=left, changed_at=self._clock.now()))

    def _refuse(self, tx: Transaction, number: int, said: str) -> None:
        """Hold an announcement that Telegram refuses; whoever was refused it is to get it once it is fixed."""
        kept = tx.announcements.get(number)
        if kept is None or kept.state is not AnnouncementState.SENDING:
            return
        refused = replace(kept, state=AnnouncementState.REFUSED, reason=said)
        tx.announcements.put(refused)
        self._announcing.news.ended(tx, refused, self._clock.now())
        for cause in WRONG:
            tx.announcements.again(number, RecipientState.FAILED, cause, self._clock.now())

    def _go_on(self, tx: Transaction, work: AtWork, look: Look, claims: Claims) -> None:
        if work.expires_at is not None and work.state in PAUSABLE and work.expires_at <= self._clock.now():
            # The bot was down, or this was paused, for too long: who has not got it has no use for it any more.
            self._turn_into(tx, work.id, AnnouncementState.DROPPED)
            return
        room = look.room - len(claims.jobs)
        match work.state:
            case AnnouncementState.PREPARING:
                if not claims.preparing:
                    self._prepare(tx, work.id)
                    claims.preparing = True
                    claims.served.add(work.id)
                return
            case AnnouncementState.SENDING:
                claims.sending.add(work.id)
                due = look.resting.get(work.id)
                if due is not None and due > self._clock.now():
                    claims.resting[work.id] = due
                    return
                jobs = self._claim(tx, work, room, look, claims)
            case _:
                jobs = self._pass_over(tx, work, room, look, claims)
        claims.jobs += jobs
        if room > 0:
            claims.served.add(work.id)
        if jobs and look.contents.get(work.id) != work.revision:
            content = tx.announcements.get(work.id)
            assert content is not None
            claims.contents[work.id] = content

    def _prepare(self, tx: Transaction, number: int) -> None:
        """Write the next slice of recipients down; begin to send when there is none."""
        kept, now = tx.announcements.get(number), self._clock.now()
        assert kept is not None
        audience = Audience.parse(kept.audience)
        assert not isinstance(audience, BadAudience), "it was read when it was queued"
        told = day_told(kept.occurrence, kept.created_at or now)
        last = tx.announcements.write_down(number, audience, kept.prepared_to, SLICE, now, told=told)
        if last is None:
            tx.announcements.put(replace(kept, state=AnnouncementState.SENDING, started_at=now))
            return
        if kept.urgent is None:
            self._announcing.keep_quiet(tx, number, kept.prepared_to)
        tx.announcements.put(replace(kept, prepared_to=last))

    def _claim(self, tx: Transaction, work: AtWork, room: int, look: Look, claims: Claims) -> list[Job]:
        under_way = look.under_way.get(work.id, 0)
        claimed = tx.announcements.claim(work.id, self._clock.now(), room) if room > 0 else ()
        if room > 0 and not claimed and not under_way:
            due = tx.announcements.next_due(work.id)
            if due is None:
                self._end_sending(tx, work, look.said.get(work.id))
            else:
                claims.resting[work.id] = due
        return [Job(Verb.SEND, recipient, work.revision) for recipient in claimed]

    def _end_sending(self, tx: Transaction, work: AtWork, said: str | None) -> None:
        """All have it, unless some have an older text or nobody could be sent it."""
        if work.revision and tx.announcements.sent_below(work.id, None, 1, older_than=work.revision):
            self._turn_into(tx, work.id, AnnouncementState.FIXING)
            return
        if tx.announcements.all_failed(work.id, WRONG):
            self._refuse(tx, work.id, said or "")
        else:
            self._turn_into(tx, work.id, AnnouncementState.DONE)

    def _pass_over(self, tx: Transaction, work: AtWork, room: int, look: Look, claims: Claims) -> list[Job]:
        """The next ones that were sent, last first; ends the pass when all are done."""
        verb = Verb.CHANGE if work.state is AnnouncementState.FIXING else Verb.DELETE
        under_way = look.under_way.get(work.id, 0)
        cursor = look.cursors.get(work.id)
        if cursor is None or (cursor.verb, cursor.revision) != (verb, work.revision):
            if under_way:
                # What is being sent yet has to be written first, or the pass would miss it.
                return []
            cursor = Cursor(verb, work.revision)
        older_than = work.revision if verb is Verb.CHANGE else EVERY_REVISION
        sent = tx.announcements.sent_below(work.id, cursor.key, room, older_than=older_than) if room > 0 else ()
        if sent:
            cursor = replace(cursor, key=(sent[-1].chat, sent[-1].thread))
        elif room > 0 and not under_way:
            self._end_pass(tx, work.id, verb)
        claims.cursors[work.id] = cursor
        return [Job(verb, recipient, work.revision) for recipient in sent]

    def _end_pass(self, tx: Transaction, number: int, verb: Verb) -> None:
        if verb is Verb.DELETE:
            self._turn_into(tx, number, AnnouncementState.RECALLED)
        elif tx.announcements.next_due(number) is None:
            self._turn_into(tx, number, AnnouncementState.DONE)
        else:
            self._turn_into(tx, number, AnnouncementState.STOPPED)

    def _turn_into(self, tx: Transaction, number: int, state: AnnouncementState) -> None:
        kept = tx.announcements.get(number)
        assert kept is not None
        now = self._clock.now()
        after = replace(kept, state=state, ended_at=kept.ended_at if state in AT_WORK else kept.ended_at or now)
        tx.announcements.put(after)
        if state not in AT_WORK:
            self._announcing.news.ended(tx, after, now)


def _order(work: AtWork, look: Look) -> tuple[bool, int, int]:
    """Urgent ones first; then whose turn was longest ago, so that none waits for the end of another."""
    return not work.urgent, look.served.get(work.id, 0), work.id


def _after_repeat(end: Ended) -> Recipient:
    """A message that was changed or deleted, or could not be."""
    recipient, done = end.job.recipient, isinstance(end.outcome, Sent)
    if end.job.verb is Verb.DELETE:
        if done:
            return replace(recipient, state=RecipientState.RECALLED, cause=None)
        return replace(recipient, cause="not_deleted")
    return replace(recipient, revision=end.job.revision, cause=None if done else "not_changed")
