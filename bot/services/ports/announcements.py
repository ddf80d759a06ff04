"""The port of the tables of announcements and of how each went to each recipient."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import datetime

    from bot.domain.announcements import Announcement, AnnouncementState, Counters, Recipient, RecipientState
    from bot.domain.audience import Audience
    from bot.domain.plans import DayTold
    from bot.domain.subscriptions import QuietHours

    WhenToSend = Callable[[QuietHours], datetime]
    """When somebody with these quiet hours is to get it."""
    Key = tuple[int, int]
    """Chat and thread."""


@dataclass(frozen=True, slots=True)
class AtWork:
    """What the broadcaster has to know at each claim, without the content."""

    id: int
    state: AnnouncementState
    revision: int
    expires_at: datetime | None = None
    urgent: bool = False


class Announcements(Protocol):
    """Announcements by number; recipients by announcement, chat and thread."""

    def add(self, announcement: Announcement) -> Announcement | None:
        """Keep a new one, with the number it gets; None when its occurrence is kept already."""
        ...

    def get(self, announcement: int) -> Announcement | None:
        """The announcement with that number, or None."""
        ...

    def put(self, announcement: Announcement) -> None:
        """Replace one that is kept; raises KeyError when it is not."""
        ...

    def remove(self, announcement: int) -> None:
        """Forget it and its recipients; harmless when unknown."""
        ...

    def latest(self, states: Collection[AnnouncementState], limit: int, skip: int = 0) -> Sequence[Announcement]:
        """Those in one of these states, newest first."""
        ...

    def occurred(self, occurrence: str) -> Announcement | None:
        """The one that was queued under that occurrence, or None."""
        ...

    def scheduled(self, until: datetime) -> Sequence[Announcement]:
        """Those scheduled for that moment or before, oldest first."""
        ...

    def at_work(self) -> Sequence[AtWork]:
        """Those the broadcaster has something to do for, by number."""
        ...

    def write_down(
        self,
        announcement: int,
        audience: Audience,
        after: int | None,
        limit: int,
        due_at: datetime,
        *,
        told: DayTold | None = None,
    ) -> int | None:
        """Go through the next `limit` chats of the audience, by chat; keep them as pending recipients, or as they were.

        Who is `told` of that day by a notice that is on its way, or has arrived, is left out.
        The last chat that was gone through, to go on after; None when there was none left.
        """
        ...

    def delay_quiet(self, announcement: int, when: WhenToSend, after: int | None = None) -> None:
        """Say of each pending recipient beyond chat `after` that has quiet hours when it is due."""
        ...

    def claim(self, announcement: int, now: datetime, limit: int) -> Sequence[Recipient]:
        """Turn up to `limit` pending ones that are due into `sending`, `attempts` one higher."""
        ...

    def next_due(self, announcement: int) -> datetime | None:
        """When the next pending one is due, or None."""
        ...

    def close(self, recipients: Sequence[Recipient]) -> None:
        """Write how each stands now: state, message, more, cause, revision; unknown ones are left out."""
        ...

    def postpone(self, recipient: Recipient, due_at: datetime) -> None:
        """Make it pending for later, with its attempts and cause as given; harmless when unknown."""
        ...

    def recover(self, *, unsent: bool = False) -> int:
        """What was `sending` when the process died becomes pending again or unknown, by its policy; how many.

        All of it becomes pending where it is known to be `unsent`.
        """
        ...

    def again(self, announcement: int, state: RecipientState, cause: str | None, due_at: datetime) -> int:
        """Make those in that state (with that cause, if one is given) pending again; how many."""
        ...

    def sent_below(self, announcement: int, key: Key | None, limit: int, *, older_than: int) -> Sequence[Recipient]:
        """Those sent with an older revision whose (chat, thread) is below the key, highest first.

        That is about the order in which they were sent, last first.
        """
        ...

    def move_chat(self, old: int, new: int) -> None:
        """Write what is pending for a group under its new id; where that has its own row, the old one goes."""
        ...

    def moved(self, recipient: Recipient, new: int, due_at: datetime) -> None:
        """Write one that was being sent to its chat's new id, pending; where that is in it, the old row goes."""
        ...

    def all_failed(self, announcement: int, causes: Collection[str]) -> bool:
        """Whether it has recipients, and every one failed for one of these causes; counts nothing."""
        ...

    def counters(self, announcement: int) -> Counters:
        """How many recipients stand where."""
        ...

    def tapped(self, announcement: int, button: int) -> None:
        """Count one more tap on that button (by its number)."""
        ...

    def taps(self, announcement: int) -> Mapping[int, int]:
        """How often each button was tapped; buttons without a tap are left out."""
        ...
