"""The organizers' office: in which chat and when questions are answered, what is overdue, and how messages fared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.domain.auditing import AuditAction
from bot.domain.deliveries import Dead, Delivery, NoticeKind, Refused, SendOutcome, Sent
from bot.domain.handovers import KEPT_AFTER, Desk, OfficeHours
from bot.domain.policy import Action, may
from bot.services.auditing import record
from bot.services.staffing import NotAllowed

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime, timedelta
    from zoneinfo import ZoneInfo

    from bot.domain.handovers import Handover
    from bot.services.passing_on import PassingOn
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database, Transaction
    from bot.services.staffing import Staffing


AFTERMATH_OF = (
    NoticeKind.HANDOVER_POST,
    NoticeKind.HANDOVER_REPLY,
    NoticeKind.HANDOVER_CLOSED,
    NoticeKind.HANDOVER_UNDELIVERED,
    NoticeKind.HANDOVER_REMINDER,
)
"""Notices about one question: how they ended is told to `Office.sent`."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The desk is as it was asked for."""

    desk: Desk


class Office:
    """Keeps the desk, also in memory: a message in a group costs no query."""

    def __init__(
        self, database: Database, passing_on: PassingOn, staffing: Staffing, clock: Clock, zone: ZoneInfo
    ) -> None:
        self._database = database
        self._passing_on = passing_on
        self._staffing = staffing
        self._clock = clock
        self._zone = zone
        self.desk = Desk()

    async def refresh(self) -> None:
        """Read the desk again."""
        self.desk = await self._database.read(lambda tx: tx.handovers.desk())

    async def link(self, work: Database, by: int, chat: int, topic: int | None) -> Kept | NotAllowed:
        """Questions come to this chat from now on, also those that wait."""

        def change(tx: Transaction) -> Desk:
            record(tx, self._clock.now(), by, AuditAction.CHAT_LINKED, str(chat))
            return replace(tx.handovers.desk(), chat=chat, topic=topic)

        return await self._set(work, by, change)

    async def unlink(self, work: Database, by: int) -> Kept | NotAllowed:
        """Questions wait in the organizers' page again."""

        def change(tx: Transaction) -> Desk:
            desk = tx.handovers.desk()
            if desk.chat is not None:
                record(tx, self._clock.now(), by, AuditAction.CHAT_UNLINKED, str(desk.chat))
            return replace(desk, chat=None, topic=None)

        return await self._set(work, by, change)

    async def set_hours(self, work: Database, by: int, hours: OfficeHours | None) -> Kept | NotAllowed:
        """When somebody is there; None where that is not told."""
        return await self._set(work, by, lambda tx: replace(tx.handovers.desk(), hours=hours))

    async def set_patience(self, work: Database, by: int, patience: timedelta) -> Kept | NotAllowed:
        """After how much office time somebody is reminded."""
        return await self._set(work, by, lambda tx: replace(tx.handovers.desk(), patience=patience))

    async def remind(self) -> int:
        """Bring every question that waits to the desk of now, and remind of those that have waited long; how many.

        A tick calls it; whatever it says is written with the reminder's number, so that it is said once.
        """

        def body(tx: Transaction) -> int:
            now, desk = self._clock.now(), self._in_line(tx)
            overdue = [one for one in tx.handovers.waiting() if desk.reminds(one, now, self._zone)]
            for handover in overdue:
                reminded = handover.reminded(now)
                tx.handovers.put(reminded)
                if desk.chat is not None:
                    self._passing_on.remind(tx, reminded, now)
            if overdue and desk.chat is None:
                self._passing_on.call_staff(tx, f"overdue:{overdue[0].id}:{overdue[0].reminders + 1}", now)
            return len(overdue)

        if not await self._database.read(self._is_anything_due):
            return 0
        reminded = await self._database.run(body)
        await self.refresh()
        return reminded

    async def forget(self) -> int:
        """Delete what ended long ago; how many. A tick calls it."""
        before = self._clock.now() - KEPT_AFTER
        return await self._database.run(lambda tx: tx.handovers.forget(before))

    def sent(self, tx: Transaction, delivery: Delivery, outcome: SendOutcome) -> None:
        """Draw the consequences of how a message about a question ended, in the transaction that keeps it."""
        now = self._clock.now()
        handover = tx.handovers.get(int(delivery.notice.params["handover"]))
        match outcome:
            case Sent(message) if handover is not None:
                tx.handovers.said(delivery.chat, message, handover.id)
                shown = delivery.notice.params.get("revision")
                if shown is not None and handover.desk == delivery.chat:
                    self._passing_on.posted(tx, handover, int(shown), message, now)
            case Dead() if delivery.chat == tx.handovers.desk().chat:
                self._lose(tx, now)
            case Refused() if handover is not None and delivery.notice.kind is NoticeKind.HANDOVER_POST:
                self._post_again(tx, handover, now)
            case Dead(cause) | Refused(cause) if handover is not None and "copy" in delivery.notice.params:
                reopened = handover.reopen() if isinstance(outcome, Refused) else None
                if reopened is not None:
                    self._passing_on.change(tx, reopened, now)
                self._passing_on.tell_undelivered(tx, reopened or handover, cause, now)

    async def _set(self, work: Database, by: int, change: Callable[[Transaction], Desk]) -> Kept | NotAllowed:
        def body(tx: Transaction) -> Kept | NotAllowed:
            if not may(self._staffing.role_in(tx, by), Action.SET_DESK):
                return NotAllowed()
            tx.handovers.put_desk(change(tx))
            return Kept(self._in_line(tx))

        done = await work.run(body)
        if isinstance(done, Kept):
            self.desk = done.desk
        return done

    def _in_line(self, tx: Transaction) -> Desk:
        """The desk, as far as it can be written to; every question that waits stands there."""
        now, desk = self._clock.now(), tx.handovers.desk()
        known = tx.chats.get(desk.chat) if desk.chat is not None else None
        if known is not None and not known.membership.inside:
            desk = self._lose(tx, now)
        for handover in tx.handovers.waiting():
            if handover.desk != desk.chat:
                self._passing_on.bring(tx, handover, now)
        return desk

    def _lose(self, tx: Transaction, now: datetime) -> Desk:
        """The chat cannot be written to any more."""
        desk = tx.handovers.desk()
        assert desk.chat is not None, "there was one to lose"
        lost = replace(desk, chat=None, topic=None)
        tx.handovers.put_desk(lost)
        self._passing_on.tell_desk_lost(tx, desk.chat, now)
        return lost

    def _post_again(self, tx: Transaction, handover: Handover, now: datetime) -> None:
        """Its post was deleted, or its topic is closed or gone: a new one, if need be outside of the topic."""
        desk = tx.handovers.desk()
        if not handover.state.waits or handover.desk != desk.chat or (handover.post is None and desk.topic is None):
            return
        if handover.post is None:
            tx.handovers.put_desk(replace(desk, topic=None))
        self._passing_on.bring(tx, handover, now)

    def _is_anything_due(self, tx: Transaction) -> bool:
        now, desk = self._clock.now(), tx.handovers.desk()
        known = tx.chats.get(desk.chat) if desk.chat is not None else None
        return (
            desk != self.desk
            or (known is not None and not known.membership.inside)
            or any(one.desk != desk.chat or desk.reminds(one, now, self._zone) for one in tx.handovers.waiting())
        )
