"""Announcements under way: pause, resume, stop, fix, recall, and how they stand; sends nothing itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.announcements import (
    FIXABLE,
    PAUSABLE,
    RESUMABLE,
    STOPPABLE,
    Announcement,
    AnnouncementState,
    RecipientState,
)
from bot.domain.auditing import AuditAction
from bot.services.announced import (
    Done,
    Incomplete,
    NoSuchAnnouncement,
    NotNow,
    OtherMedia,
    Outcome,
    Status,
    TooLate,
)
from bot.services.announcement_news import AnnouncementNews
from bot.services.auditing import record

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from bot.domain.announcements import Content
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database, Transaction

SECOND_ORGANIZER_ABOVE = 500
"""More recipients than this, and a second organizer confirms."""


class Steering:
    """The verbs of what is under way; the broadcaster reads the state they leave at each claim."""

    def __init__(
        self,
        clock: Clock,
        zone: ZoneInfo,
        *,
        second_organizer_above: int = SECOND_ORGANIZER_ABOVE,
        owners: Collection[int] = (),
    ) -> None:
        self._clock = clock
        self._zone = zone
        self._second_above = second_organizer_above
        self.news = AnnouncementNews(owners)

    async def pause(self, work: Database, number: int) -> Outcome:
        """Send nothing more until it is resumed."""

        def paused(kept: Announcement, _: datetime) -> Announcement:
            return replace(kept, state=AnnouncementState.PAUSED)

        return await work.run(lambda tx: self._change(tx, number, PAUSABLE, paused))

    async def resume(self, work: Database, number: int) -> Outcome:
        """Go on where it was paused, or where Telegram refused what is fixed by now."""

        def resumed(kept: Announcement, _: datetime) -> Announcement:
            state = AnnouncementState.SENDING if kept.started_at else AnnouncementState.PREPARING
            return replace(kept, state=state, reason=None)

        def body(tx: Transaction) -> Outcome:
            after = self._change(tx, number, RESUMABLE, resumed)
            if isinstance(after, Done) and after.announcement.urgent is None:
                self.keep_quiet(tx, number)
            return after

        return await work.run(body)

    async def stop(self, work: Database, number: int, by: int | None = None) -> Outcome:
        """Send nothing more, for good."""

        def stopped(kept: Announcement, now: datetime) -> Announcement:
            return replace(kept, state=AnnouncementState.STOPPED, ended_at=now)

        def body(tx: Transaction) -> Outcome:
            after = self._change(tx, number, STOPPABLE, stopped)
            if isinstance(after, Done):
                record(tx, self._clock.now(), by, AuditAction.ANNOUNCEMENT_STOPPED, str(number))
            return after

        return await work.run(body)

    async def recall(self, work: Database, number: int, by: int | None = None) -> Outcome | TooLate:
        """Delete it where it was sent; what was not sent yet never is."""

        def body(tx: Transaction) -> Outcome | TooLate:
            before = tx.announcements.get(number)
            if before is None:
                return NoSuchAnnouncement()
            now = self._clock.now()
            if before.may_be_recalled(now):
                after = replace(before, state=AnnouncementState.RECALLING, ended_at=before.ended_at or now)
                tx.announcements.put(after)
                record(tx, now, by, AuditAction.ANNOUNCEMENT_RECALLED, str(number))
                return Done(after)
            return TooLate(before) if before.state in FIXABLE and before.started_at else NotNow(before)

        return await work.run(body)

    async def fix(
        self, work: Database, number: int, content: Content, by: int | None = None
    ) -> Outcome | OtherMedia | Incomplete:
        """Say it so from now on, and change it where it was sent; a refused one waits to be resumed."""

        def body(tx: Transaction) -> Outcome | OtherMedia | Incomplete:
            before = tx.announcements.get(number)
            if before is None:
                return NoSuchAnnouncement()
            if before.state not in FIXABLE:
                return NotNow(before)
            if before.content.media != content.media:
                return OtherMedia(before)
            if content.missing:
                return Incomplete(content.missing)
            after = replace(before, content=content, revision=before.revision + 1)
            if before.state in {AnnouncementState.DONE, AnnouncementState.STOPPED}:
                after = replace(after, state=AnnouncementState.FIXING)
            tx.announcements.put(after)
            record(tx, self._clock.now(), by, AuditAction.ANNOUNCEMENT_FIXED, str(number))
            return Done(after)

        return await work.run(body)

    async def send_unknown(self, work: Database, number: int) -> Outcome:
        """Send it once more to those of whom nobody knows whether they got it."""

        def sent_again(kept: Announcement, _: datetime) -> Announcement:
            return replace(kept, state=AnnouncementState.SENDING, ended_at=None)

        def body(tx: Transaction) -> Outcome:
            after = self._change(tx, number, {AnnouncementState.DONE}, sent_again)
            if isinstance(after, Done):
                tx.announcements.again(number, RecipientState.UNKNOWN, None, self._clock.now())
            return after

        return await work.run(body)

    async def status(self, work: Database, number: int) -> Status | NoSuchAnnouncement:
        """How it stands."""

        def body(tx: Transaction) -> Status | NoSuchAnnouncement:
            announcement = tx.announcements.get(number)
            if announcement is None:
                return NoSuchAnnouncement()
            return self.seen(tx, announcement)

        return await work.read(body)

    @staticmethod
    def seen(tx: Transaction, announcement: Announcement) -> Status:
        """The same in a transaction under way."""
        number = announcement.id
        return Status(announcement, tx.announcements.counters(number), tx.announcements.taps(number))

    async def tap(self, work: Database, number: int, button: int) -> Announcement | None:
        """Somebody tapped a button; counted once it is sent off."""

        def body(tx: Transaction) -> Announcement | None:
            kept = tx.announcements.get(number)
            if kept is not None and kept.started_at is not None and kept.event_of(button) is not None:
                tx.announcements.tapped(number, button)
            return kept

        return await work.run(body)

    def keep_quiet(self, tx: Transaction, number: int, after: int | None = None) -> None:
        """Let those beyond chat `after` who have quiet hours now get it when these are over."""
        now = self._clock.now()
        tx.announcements.delay_quiet(number, lambda quiet: quiet.end_of(now, self._zone) or now, after)

    def _change(
        self,
        tx: Transaction,
        number: int,
        allowed: Collection[AnnouncementState],
        change: Callable[[Announcement, datetime], Announcement],
    ) -> Outcome:
        before = tx.announcements.get(number)
        if before is None:
            return NoSuchAnnouncement()
        if before.state not in allowed:
            return NotNow(before)
        after = change(before, self._clock.now())
        tx.announcements.put(after)
        return Done(after)
