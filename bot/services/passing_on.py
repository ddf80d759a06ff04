"""What is told to whom about a question that was passed on, as notices in the transaction that causes them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.deliveries import Delivery, Notice, NoticeKind
from bot.domain.policy import Action, may

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from bot.domain.handovers import Handover
    from bot.services.ports.database import Transaction


class PassingOn:
    """Writes into the outbox only; `owners` are of the staff without a row."""

    def __init__(self, owners: Collection[int]) -> None:
        self._owners = owners

    def bring(self, tx: Transaction, handover: Handover, now: datetime) -> Handover:
        """Show it where questions are answered now: as a new post in the organizers' chat, else in their list."""
        desk = tx.handovers.desk()
        brought = handover.brought_to(desk.chat)
        tx.handovers.put(brought)
        if desk.chat is None:
            self.call_staff(tx, f"{now:%Y%m%d%H}", now)
        else:
            params = _about(brought) | {"revision": str(brought.revision), "desk": str(desk.chat)}
            params |= {"topic": str(desk.topic)} if desk.topic else {}
            params |= {"answers": str(handover.post)} if handover.post and handover.desk == desk.chat else {}
            self._add(tx, f"post:{brought.revision}", brought, desk.chat, Notice(NoticeKind.HANDOVER_POST, params), now)
        return brought

    def change(self, tx: Transaction, handover: Handover, now: datetime) -> None:
        """Keep what it has become; its post, once it stands there, is to show that."""
        tx.handovers.put(handover)
        if handover.desk is not None and handover.post is not None:
            params = _about(handover) | {"revision": str(handover.revision), "desk": str(handover.desk)}
            notice = Notice(NoticeKind.HANDOVER_POST, params)
            self._add(tx, f"post:{handover.revision}", handover, handover.desk, notice, now)

    def reply(self, tx: Transaction, handover: Handover, chat: int, message: int, now: datetime) -> None:
        """Give the person a copy of the organizer's message, as an answer to the person's own; once."""
        params = _about(handover) | {"from": str(chat), "copy": str(message)}
        params |= {"answers": str(handover.message)} if handover.message else {}
        notice = Notice(NoticeKind.HANDOVER_REPLY, params)
        self._add(tx, f"reply:{chat}:{message}", handover, handover.person, notice, now)

    def tell_closed(self, tx: Transaction, handover: Handover, now: datetime) -> None:
        """Tell the person that no reply will come."""
        params = _about(handover) | ({"answers": str(handover.message)} if handover.message else {})
        notice = Notice(NoticeKind.HANDOVER_CLOSED, params)
        self._add(tx, f"closed:{handover.revision}", handover, handover.person, notice, now)

    def tell_undelivered(self, tx: Transaction, handover: Handover, cause: str, now: datetime) -> None:
        """Tell the organizers that a reply did not reach the person."""
        params = _about(handover) | {"cause": cause}
        self._to_desk(tx, f"undelivered:{handover.revision}", handover, NoticeKind.HANDOVER_UNDELIVERED, params, now)

    def remind(self, tx: Transaction, handover: Handover, now: datetime) -> None:
        """Say in the organizers' chat that it still waits."""
        params, key = _about(handover), f"reminder:{handover.reminders}"
        self._to_desk(tx, key, handover, NoticeKind.HANDOVER_REMINDER, params, now)

    def call_staff(self, tx: Transaction, occasion: str, now: datetime) -> None:
        """Tell everybody who may answer that questions wait; once on an occasion."""
        members = {member.person for member in tx.staff.all() if may(member.role, Action.ANSWER_QUESTIONS)}
        notice = Notice(NoticeKind.HANDOVERS_WAITING)
        tx.outbox.add(
            [
                Delivery(f"handovers:waiting:{occasion}:{person}", person, notice, now)
                for person in sorted(members | set(self._owners))
            ]
        )

    def tell_desk_lost(self, tx: Transaction, chat: int, now: datetime) -> None:
        """Tell the owners that the organizers' chat cannot be written to any more."""
        notice = Notice(NoticeKind.DESK_LOST)
        occasion = f"desk:lost:{chat}:{now:%Y%m%d%H%M%S}"
        tx.outbox.add([Delivery(f"{occasion}:{owner}", owner, notice, now) for owner in sorted(self._owners)])

    def _to_desk(  # noqa: PLR0917  what a delivery is made of
        self,
        tx: Transaction,
        key: str,
        handover: Handover,
        kind: NoticeKind,
        params: dict[str, str],
        now: datetime,
    ) -> None:
        """Beside the post; where there is no organizers' chat, to whoever took the question."""
        desk = tx.handovers.desk()
        if desk.chat is not None:
            params |= {"topic": str(desk.topic)} if desk.topic else {}
            params |= {"answers": str(handover.post)} if handover.post else {}
        chat = desk.chat or (handover.hand.id if handover.hand else None)
        if chat is not None:
            self._add(tx, key, handover, chat, Notice(kind, params), now)

    @staticmethod
    def _add(  # noqa: PLR0917  as above
        tx: Transaction, key: str, handover: Handover, chat: int, notice: Notice, now: datetime
    ) -> None:
        tx.outbox.add([Delivery(f"handover:{handover.id}:{key}", chat, notice, now)])

    def posted(self, tx: Transaction, handover: Handover, shown: int, message: int, now: datetime) -> None:
        """The post stands under this id and shows that revision; what has changed meanwhile is to be shown too."""
        standing = handover if handover.post else replace(handover, post=message)
        if shown < standing.revision:
            self.change(tx, standing, now)
        elif standing is not handover:
            tx.handovers.put(standing)


def _about(handover: Handover) -> dict[str, str]:
    return {"handover": str(handover.id)}
