"""How organizers write an announcement, part by part, and send it: the gates stand here; sends nothing itself."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.domain.announcements import Announcement, AnnouncementState, Content
from bot.domain.audience import ALL, Audience, BadAudience
from bot.domain.events import Programme
from bot.domain.language import ChatLanguage
from bot.domain.parity import Problem, problems, prohibits
from bot.domain.subscriptions import QuietHours
from bot.services.announced import AlreadyQueued, Done, Incomplete, NoSuchAnnouncement, NotNow
from bot.services.staffing import NotAllowed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from zoneinfo import ZoneInfo

    from bot.domain.audience import Headcount
    from bot.domain.language import Language
    from bot.services.announced import Awaiting, OtherMedia, Outcome, Queued, QueueRefusal
    from bot.services.announcing import Announcing
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database, Transaction
    from bot.services.programme import Programmes

NIGHT = QuietHours(22 * 60, 8 * 60)
"""What is not urgent is not sent now, but in the morning."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A draft as it stands, whom it would reach now, how long that takes, and what is wrong with it.

    The `programme` has the names of the events that it is about.
    """

    announcement: Announcement
    headcount: Headcount
    lasts: timedelta
    problems: tuple[Problem, ...]
    programme: Programme = field(default_factory=Programme)

    @property
    def waived(self) -> bool:
        """Whether somebody gave a reason to send it in spite of its problems."""
        return self.announcement.parity_override is not None and self.may_be_waived

    @property
    def may_be_waived(self) -> bool:
        """Whether a reason is enough to send it so."""
        return not any(map(prohibits, self.problems))

    @property
    def sendable(self) -> bool:
        """Whether nothing stands against it."""
        return not self.problems or self.waived


@dataclass(frozen=True, slots=True)
class Unequal:
    """The languages do not say the same."""

    seen: Seen


@dataclass(frozen=True, slots=True)
class AtNight:
    """It is night now: the morning is suggested."""

    seen: Seen
    morning: datetime


Look = Seen | NotAllowed | NotNow | NoSuchAnnouncement | BadAudience


class Composing:
    """Drafts live in the table of announcements, so that they survive a restart; `rate` is messages a second."""

    def __init__(
        self, announcing: Announcing, programmes: Programmes, clock: Clock, zone: ZoneInfo, *, rate: float
    ) -> None:
        self._announcing = announcing
        self._programmes = programmes
        self._clock = clock
        self._zone = zone
        self._rate = rate

    async def begin(self, work: Database, by: int) -> Seen | NotAllowed:
        """A new, empty draft for everybody."""

        def body(tx: Transaction) -> Seen | NotAllowed:
            if not self._announcing.news.may_announce(tx, by):
                return NotAllowed()
            done = self._announcing.drafted(tx, Announcement(Content({}), ALL, author=by))
            assert isinstance(done, Done), "it is new"
            return self._seen(tx, done.announcement)

        return await work.run(body)

    async def look(self, work: Database, by: int, number: int) -> Look:
        """The draft as it stands."""
        return await work.read(lambda tx: self._look(tx, by, number))

    async def change(self, work: Database, by: int, number: int, edit: Callable[[Announcement], Announcement]) -> Look:
        """Change a draft; whatever was said of its texts before, they are compared anew."""

        def body(tx: Transaction) -> Look:
            before = self._look(tx, by, number)
            if not isinstance(before, Seen):
                return before
            after = edit(before.announcement)
            if after.content != before.announcement.content:
                after = replace(after, parity_override=None)
            audience = Audience.parse(after.audience)
            if isinstance(audience, BadAudience):
                return audience
            # What was shown in a preview under the old number is not what is shown under the new one.
            after = replace(after, audience=str(audience), revision=after.revision + 1)
            self._announcing.drafted(tx, after)
            return self._seen(tx, after)

        return await work.run(body)

    async def send(
        self, work: Database, by: int, number: int, shown: int | None = None
    ) -> Queued | Awaiting | Unequal | AtNight | NotAllowed | QueueRefusal:
        """Send it as it stands, unless something is against it; the message that is `shown` tells how far it is."""

        def body(tx: Transaction) -> Queued | Awaiting | Unequal | AtNight | NotAllowed | QueueRefusal:
            seen = self._look(tx, by, number)
            if not isinstance(seen, Seen):
                return seen
            if not seen.sendable:
                return Unequal(seen)
            if (morning := self.morning(seen.announcement)) is not None:
                return AtNight(seen, morning)
            queued = self._announcing.queued(tx, replace(seen.announcement, author=by), shown)
            assert not isinstance(queued, AlreadyQueued), "a draft is of no schedule"
            return queued

        return await work.run(body)

    async def fix(
        self, work: Database, by: int, number: int, texts: Mapping[Language, str]
    ) -> Outcome | Unequal | OtherMedia | NotAllowed:
        """Change what is said, also where it was sent already; the languages are compared here as well."""

        def compare(tx: Transaction) -> Seen | NotAllowed | NoSuchAnnouncement:
            if not self._announcing.news.may_announce(tx, by):
                return NotAllowed()
            kept = tx.announcements.get(number)
            if kept is None:
                return NoSuchAnnouncement()
            return self._seen(tx, replace(kept, content=replace(kept.content, text={**kept.content.text, **texts})))

        seen = await work.read(compare)
        if not isinstance(seen, Seen):
            return seen
        if not seen.sendable:
            return Unequal(seen)
        fixed = await self._announcing.fix(work, number, seen.announcement.content, by)
        assert not isinstance(fixed, Incomplete), "a missing text is among the problems"
        return fixed

    def morning(self, announcement: Announcement) -> datetime | None:
        """When the night is over in which it would go out now; None where it may go."""
        now = self._clock.now()
        if announcement.urgent or (announcement.send_at and announcement.send_at > now):
            return None
        return NIGHT.end_of(now, self._zone)

    def _look(self, tx: Transaction, by: int, number: int) -> Look:
        if not self._announcing.news.may_announce(tx, by):
            return NotAllowed()
        kept = tx.announcements.get(number)
        if kept is None:
            return NoSuchAnnouncement()
        return self._seen(tx, kept) if kept.state is AnnouncementState.DRAFT else NotNow(kept)

    def _seen(self, tx: Transaction, announcement: Announcement) -> Seen:
        audience = Audience.parse(announcement.audience)
        headcount = tx.subscriptions.count(audience if isinstance(audience, Audience) else Audience())
        together = bool(headcount.chats.get(ChatLanguage.BOTH))
        lasts = timedelta(seconds=headcount.total / self._rate)
        wrong = problems(announcement.content, together=together)
        return Seen(announcement, headcount, lasts, wrong, self._programmes.current)
