"""The verbs of announcements: write, queue, confirm, pause, stop, fix, recall; sends nothing itself."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from types import MappingProxyType
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
from bot.domain.audience import Audience, BadAudience
from bot.domain.auditing import AuditAction
from bot.services.announcement_news import AnnouncementNews
from bot.services.auditing import record

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from bot.domain.announcements import Content, Counters
    from bot.domain.audience import Headcount
    from bot.domain.language import Language
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database, Transaction

SECOND_ORGANIZER_ABOVE = 500
"""More recipients than this, and a second organizer confirms."""
JUST_NOW = timedelta(minutes=2)
"""A time that passed so lately is now."""


@dataclass(frozen=True, slots=True)
class Queued:
    """It goes out now, or at its time; `headcount` is of this moment."""

    announcement: Announcement
    headcount: Headcount


@dataclass(frozen=True, slots=True)
class AlreadyQueued:
    """This occurrence was queued before."""

    announcement: Announcement


@dataclass(frozen=True, slots=True)
class Awaiting:
    """It goes out when a second organizer has confirmed it; so many have been `asked`."""

    announcement: Announcement
    headcount: Headcount
    asked: int


@dataclass(frozen=True, slots=True)
class Incomplete:
    """A text is missing in these languages."""

    languages: tuple[Language, ...]


@dataclass(frozen=True, slots=True)
class Nobody:
    """The audience has nobody in it now."""

    audience: Audience


@dataclass(frozen=True, slots=True)
class InThePast:
    """The time to send it at is over."""

    send_at: datetime


@dataclass(frozen=True, slots=True)
class NoSuchAnnouncement:
    """No announcement has this number."""


@dataclass(frozen=True, slots=True)
class NotNow:
    """That cannot be done in the state it is in."""

    announcement: Announcement


@dataclass(frozen=True, slots=True)
class SamePerson:
    """Who wrote it cannot confirm it."""

    announcement: Announcement


@dataclass(frozen=True, slots=True)
class TooLate:
    """Telegram lets a bot delete what it sent for 48 hours only."""

    announcement: Announcement


@dataclass(frozen=True, slots=True)
class OtherMedia:
    """Only texts and buttons of what was sent can be changed."""

    announcement: Announcement


@dataclass(frozen=True, slots=True)
class Done:
    """It is so now."""

    announcement: Announcement


@dataclass(frozen=True, slots=True)
class Status:
    """An announcement and how many recipients stand where."""

    announcement: Announcement
    counters: Counters
    taps: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))
    """On its buttons, by their numbers; links to the outside are not told by Telegram."""


QueueRefusal = Incomplete | BadAudience | Nobody | InThePast | NotNow | NoSuchAnnouncement
Outcome = Done | NotNow | NoSuchAnnouncement


class Announcing:
    """The verbs of announcements; the broadcaster reads the state they leave at each claim."""

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

    def queued(self, tx: Transaction, announcement: Announcement) -> Queued | AlreadyQueued | Awaiting | QueueRefusal:
        """The same in a transaction under way."""
        now = self._clock.now()
        audience = Audience.parse(announcement.audience)
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
        self.news.begins(tx, kept, now)
        return Queued(kept, headcount)

    async def confirm(self, work: Database, number: int, by: int) -> Done | SamePerson | NotNow | NoSuchAnnouncement:
        """A second organizer lets it go out."""

        def body(tx: Transaction) -> Done | SamePerson | NotNow | NoSuchAnnouncement:
            before = tx.announcements.get(number)
            if before is not None and before.state is AnnouncementState.AWAITING and before.author == by:
                return SamePerson(before)
            after = self._change(
                tx,
                before,
                {AnnouncementState.AWAITING},
                lambda kept, now: replace(kept, state=_first(kept, now), confirmed_by=by),
            )
            if isinstance(after, Done):
                record(tx, self._clock.now(), by, AuditAction.ANNOUNCEMENT_CONFIRMED, str(number))
                self.news.begins(tx, after.announcement, self._clock.now())
            return after

        return await work.run(body)

    async def send_back(self, work: Database, number: int) -> Outcome:
        """A second organizer wants it changed first: it is a draft again."""

        def body(tx: Transaction) -> Outcome:
            before = tx.announcements.get(number)
            after = self._change(
                tx,
                before,
                {AnnouncementState.AWAITING},
                lambda kept, _: replace(kept, state=AnnouncementState.DRAFT),
            )
            if isinstance(after, Done):
                self.news.sent_back(tx, after.announcement, self._clock.now())
            return after

        return await work.run(body)

    async def pause(self, work: Database, number: int) -> Outcome:
        """Send nothing more until it is resumed."""
        return await self._turn(work, number, PAUSABLE, lambda _: AnnouncementState.PAUSED)

    async def resume(self, work: Database, number: int) -> Outcome:
        """Go on where it was paused, or where Telegram refused what is fixed by now."""

        def resumed(kept: Announcement, _: datetime) -> Announcement:
            state = AnnouncementState.SENDING if kept.started_at else AnnouncementState.PREPARING
            return replace(kept, state=state, reason=None)

        def body(tx: Transaction) -> Outcome:
            after = self._change(tx, tx.announcements.get(number), RESUMABLE, resumed)
            if isinstance(after, Done) and after.announcement.urgent is None:
                self.keep_quiet(tx, number)
            return after

        return await work.run(body)

    async def stop(self, work: Database, number: int, by: int | None = None) -> Outcome:
        """Send nothing more, for good."""

        def stopped(kept: Announcement, now: datetime) -> Announcement:
            return replace(kept, state=AnnouncementState.STOPPED, ended_at=now)

        def body(tx: Transaction) -> Outcome:
            after = self._change(tx, tx.announcements.get(number), STOPPABLE, stopped)
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

        def body(tx: Transaction) -> Outcome:
            before = tx.announcements.get(number)
            after = self._change(
                tx,
                before,
                {AnnouncementState.DONE},
                lambda kept, _: replace(kept, state=AnnouncementState.SENDING, ended_at=None),
            )
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

    def keep_quiet(self, tx: Transaction, number: int, after: int | None = None) -> None:
        """Let those beyond chat `after` who have quiet hours now get it when these are over."""
        now = self._clock.now()
        tx.announcements.delay_quiet(number, lambda quiet: quiet.end_of(now, self._zone) or now, after)

    async def _turn(
        self,
        work: Database,
        number: int,
        allowed: Collection[AnnouncementState],
        into: Callable[[Announcement], AnnouncementState],
    ) -> Outcome:
        return await work.run(
            lambda tx: self._change(
                tx, tx.announcements.get(number), allowed, lambda kept, _: replace(kept, state=into(kept))
            )
        )

    def _change(
        self,
        tx: Transaction,
        before: Announcement | None,
        allowed: Collection[AnnouncementState],
        change: Callable[[Announcement, datetime], Announcement],
    ) -> Outcome:
        if before is None:
            return NoSuchAnnouncement()
        if before.state not in allowed:
            return NotNow(before)
        after = change(before, self._clock.now())
        tx.announcements.put(after)
        return Done(after)

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
