"""Announcements until they go: write, queue, confirm, send back, begin; sends nothing itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain.announcements import (
    Announcement,
    AnnouncementState,
)
from bot.domain.audience import Audience, BadAudience, OfSchool
from bot.domain.auditing import AuditAction
from bot.services.announced import (
    AlreadyQueued,
    Awaiting,
    Done,
    Incomplete,
    InThePast,
    Nobody,
    NoSuchAnnouncement,
    NotNow,
    Outcome,
    Queued,
    QueueRefusal,
    SamePerson,
)
from bot.services.auditing import record
from bot.services.steering import Steering

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from bot.domain.audience import Headcount
    from bot.services.ports.database import Database, Transaction

JUST_NOW = timedelta(minutes=2)
"""A time that passed so lately is now."""


class Announcing(Steering):
    """All verbs of announcements: those until they go, and with them those of what is under way."""

    async def draft(self, work: Database, announcement: Announcement) -> Done | NotNow | NoSuchAnnouncement:
        """Keep a draft, a new one or (with its number) a changed one."""
        return await work.run(lambda tx: self.drafted(tx, announcement))

    def drafted(self, tx: Transaction, announcement: Announcement) -> Done | NotNow | NoSuchAnnouncement:
        """The same in a transaction under way."""
        draft = replace(announcement, state=AnnouncementState.DRAFT, created_at=self._clock.now())
        if not announcement.id:
            added = tx.announcements.add(draft)
            assert added is not None, "a draft has no occurrence"
            return Done(added)
        before = tx.announcements.get(announcement.id)
        if before is None:
            return NoSuchAnnouncement()
        if before.state is not AnnouncementState.DRAFT:
            return NotNow(before)
        tx.announcements.put(draft)
        return Done(draft)

    async def discard(self, work: Database, number: int) -> Outcome:
        """Forget a draft."""

        def body(tx: Transaction) -> Outcome:
            before = tx.announcements.get(number)
            if before is None:
                return NoSuchAnnouncement()
            if before.state is not AnnouncementState.DRAFT:
                return NotNow(before)
            tx.announcements.remove(number)
            return Done(before)

        return await work.run(body)

    async def queue(
        self, work: Database, announcement: Announcement
    ) -> Queued | AlreadyQueued | Awaiting | QueueRefusal:
        """Send it to its audience, now or at its time; with the number of a draft, that draft as it is given."""
        return await work.run(lambda tx: self.queued(tx, announcement))

    def queued(
        self, tx: Transaction, announcement: Announcement, shown: int | None = None
    ) -> Queued | AlreadyQueued | Awaiting | QueueRefusal:
        """The same in a transaction under way; how far it is goes into the author's message that is `shown`."""
        now = self._clock.now()
        audience = Audience.parse(announcement.audience)
        if isinstance(audience, Audience) and any(isinstance(part, OfSchool) for part in audience.parts):
            audience = audience.within(tx.programme.schools())
        if isinstance(audience, BadAudience):
            return audience
        if announcement.content.missing:
            return Incomplete(announcement.content.missing)
        headcount = tx.subscriptions.count(audience)
        by_schedule = announcement.occurrence is not None
        if announcement.send_at is None:
            if not (headcount.total or by_schedule):
                return Nobody(audience)
        elif announcement.send_at < now - JUST_NOW and not by_schedule:
            return InThePast(announcement.send_at)
        alone = announcement.author is None or headcount.total <= self._second_above
        state = _first(announcement, now) if alone else AnnouncementState.AWAITING
        kept = self._keep(tx, replace(announcement, audience=str(audience), state=state, created_at=now))
        if not isinstance(kept, Announcement):
            return kept
        record(tx, now, kept.author, AuditAction.ANNOUNCEMENT_QUEUED, str(kept.id))
        if not alone:
            return Awaiting(kept, headcount, self.news.ask(tx, kept, now))
        self.news.begins(tx, kept, now, shown)
        return Queued(kept, headcount)

    async def confirm(self, work: Database, number: int, by: int) -> Done | SamePerson | NotNow | NoSuchAnnouncement:
        """A second organizer lets it go out."""

        def confirmed(kept: Announcement, now: datetime) -> Announcement:
            return replace(kept, state=_first(kept, now), confirmed_by=by)

        def body(tx: Transaction) -> Done | SamePerson | NotNow | NoSuchAnnouncement:
            before = tx.announcements.get(number)
            if before is not None and before.state is AnnouncementState.AWAITING and before.author == by:
                return SamePerson(before)
            after = self._change(tx, number, {AnnouncementState.AWAITING}, confirmed)
            if isinstance(after, Done):
                record(tx, self._clock.now(), by, AuditAction.ANNOUNCEMENT_CONFIRMED, str(number))
                self.news.begins(tx, after.announcement, self._clock.now())
            return after

        return await work.run(body)

    async def send_back(self, work: Database, number: int) -> Outcome:
        """A second organizer wants it changed first: it is a draft again."""

        def sent_back(kept: Announcement, _: datetime) -> Announcement:
            return replace(kept, state=AnnouncementState.DRAFT)

        def body(tx: Transaction) -> Outcome:
            after = self._change(tx, number, {AnnouncementState.AWAITING}, sent_back)
            if isinstance(after, Done):
                self.news.sent_back(tx, after.announcement, self._clock.now())
            return after

        return await work.run(body)

    async def get(self, work: Database, number: int) -> Announcement | None:
        """The announcement with that number."""
        return await work.read(lambda tx: tx.announcements.get(number))

    async def latest(
        self, work: Database, states: Collection[AnnouncementState], limit: int, skip: int = 0
    ) -> Sequence[Announcement]:
        """Those in one of these states, newest first."""
        return await work.read(lambda tx: tx.announcements.latest(states, limit, skip))

    async def headcount(self, work: Database, audience: Audience) -> Headcount:
        """How many it would reach now."""
        return await work.read(lambda tx: tx.subscriptions.count(audience))

    def start_due(self, tx: Transaction) -> Sequence[Announcement]:
        """Let begin what is scheduled for now, and drop what is too late for its purpose; those changed."""
        now = self._clock.now()
        changed = []
        for scheduled in tx.announcements.scheduled(now):
            after = self._begun(tx, scheduled, now)
            tx.announcements.put(after)
            changed.append(after)
        return changed

    def _begun(self, tx: Transaction, scheduled: Announcement, now: datetime) -> Announcement:
        """It begins; or it is too late, or its author may not send it any more: then it waits for somebody who may."""
        state = _first(scheduled, now)
        if state is AnnouncementState.DROPPED:
            dropped = replace(scheduled, state=state, ended_at=now)
            self.news.ended(tx, dropped, now)
            return dropped
        alone = scheduled.author is not None and scheduled.confirmed_by is None
        if alone and not self.news.may_announce(tx, scheduled.author or 0):
            held = replace(scheduled, state=AnnouncementState.AWAITING)
            self.news.ask(tx, held, now, held=True)
            return held
        return replace(scheduled, state=state)

    @staticmethod
    def _keep(
        tx: Transaction, announcement: Announcement
    ) -> Announcement | AlreadyQueued | NotNow | NoSuchAnnouncement:
        if announcement.id:
            before = tx.announcements.get(announcement.id)
            if before is None:
                return NoSuchAnnouncement()
            if before.state is not AnnouncementState.DRAFT:
                return NotNow(before)
            tx.announcements.put(announcement)
            return announcement
        added = tx.announcements.add(announcement)
        if added is None:
            assert announcement.occurrence is not None
            before = tx.announcements.occurred(announcement.occurrence)
            assert before is not None
            return AlreadyQueued(before)
        return added


def _first(announcement: Announcement, now: datetime) -> AnnouncementState:
    """Where it stands when nobody's word is needed any more."""
    if announcement.expires_at is not None and announcement.expires_at <= now:
        return AnnouncementState.DROPPED
    if announcement.send_at is not None and announcement.send_at > now:
        return AnnouncementState.SCHEDULED
    return AnnouncementState.PREPARING
