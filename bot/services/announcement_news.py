"""What organizers are told about an announcement, as notices in the transaction that causes them; sends nothing."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from bot.domain.deliveries import Delivery, DeliveryState, Notice, NoticeKind
from bot.domain.policy import Action, StaffRole, may

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from bot.domain.announcements import Announcement
    from bot.services.ports.database import Transaction


class Told(StrEnum):
    """What organizers are told."""

    AWAITS = "awaits"
    """A second organizer is needed."""
    HELD = "held"
    """Its author is no organizer any more: somebody else has to confirm it."""
    SENT_BACK = "sent_back"
    PROGRESS = "progress"
    """The one message that shows how far it is, and is edited."""
    ENDED = "ended"


class AnnouncementNews:
    """Writes into the outbox only; `owners` are of the staff without a row."""

    def __init__(self, owners: Collection[int] = ()) -> None:
        self._owners = owners

    def may_announce(self, tx: Transaction, person: int) -> bool:
        """Whether this person may send announcements now."""
        role = StaffRole.OWNER if person in self._owners else None
        role = role or next((member.role for member in tx.staff.all() if member.person == person), None)
        return may(role, Action.ANNOUNCE)

    def ask(self, tx: Transaction, announcement: Announcement, now: datetime, *, held: bool = False) -> int:
        """Ask everybody else who may confirm it; how many they are."""
        others = [person for person in self._organizers(tx) if person != announcement.author]
        for person in others:
            self._tell(tx, announcement, person, Told.HELD if held else Told.AWAITS, now)
        return len(others)

    def begins(self, tx: Transaction, announcement: Announcement, now: datetime, shown: int | None = None) -> None:
        """Show its author how far it is, from when it begins: where that is now, in the message that is `shown`."""
        due_at = max(now, announcement.send_at or now)
        self._tell_author(tx, announcement, Told.PROGRESS, due_at)
        told = tx.outbox.get(progress_key(announcement.id))
        if told is not None and shown is not None and due_at == now:
            tx.outbox.close(told.id, DeliveryState.SENT, message=shown)

    def sent_back(self, tx: Transaction, announcement: Announcement, now: datetime) -> None:
        """Tell its author that it is a draft again."""
        self._tell_author(tx, announcement, Told.SENT_BACK, now)

    def ended(self, tx: Transaction, announcement: Announcement, now: datetime) -> None:
        """Report to its author."""
        self._tell_author(tx, announcement, Told.ENDED, now)

    def _organizers(self, tx: Transaction) -> Sequence[int]:
        appointed = (member.person for member in tx.staff.all() if may(member.role, Action.ANNOUNCE))
        return sorted({*self._owners, *appointed})

    def _tell_author(self, tx: Transaction, announcement: Announcement, told: Told, due_at: datetime) -> None:
        if announcement.author is not None:
            self._tell(tx, announcement, announcement.author, told, due_at)

    @staticmethod
    def _tell(tx: Transaction, announcement: Announcement, person: int, told: Told, due_at: datetime) -> None:
        key = f"announcement:{announcement.id}:{told}:{due_at:%Y%m%dT%H%M%S.%f}:{person}"
        if told is Told.PROGRESS:
            key = progress_key(announcement.id)
        notice = Notice(NoticeKind.ANNOUNCEMENT, {"announcement": str(announcement.id), "told": told.value})
        tx.outbox.add([Delivery(key, person, notice, due_at)])


def progress_key(number: int) -> str:
    """The key of the one message that shows how far an announcement is."""
    return f"announcement:{number}:{Told.PROGRESS}"
