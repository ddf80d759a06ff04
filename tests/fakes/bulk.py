"""The port `Bulk`: keeps what was said to whom; what is to happen is set before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.deliveries import Sent

if TYPE_CHECKING:
    from bot.domain.announcements import Announcement, Recipient
    from bot.domain.deliveries import SendOutcome


class FakeBulk:
    def __init__(self) -> None:
        self.sent: list[tuple[Announcement, Recipient]] = []
        self.outcome: SendOutcome = Sent(1)

    async def send(self, announcement: Announcement, recipient: Recipient) -> SendOutcome:
        self.sent.append((announcement, recipient))
        return self.outcome

    async def change(self, announcement: Announcement, recipient: Recipient) -> SendOutcome:
        return await self.send(announcement, recipient)

    async def delete(self, announcement: Announcement, recipient: Recipient) -> SendOutcome:
        return await self.send(announcement, recipient)
