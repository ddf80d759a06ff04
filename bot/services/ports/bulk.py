"""The port of the fast way out for announcements: the same words to many, each call once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.domain.announcements import Announcement, Recipient
    from bot.domain.deliveries import SendOutcome


class Bulk(Protocol):
    """Whoever calls has asked the pacer for the first message; nothing is repeated here."""

    async def send(self, announcement: Announcement, recipient: Recipient) -> SendOutcome:
        """Say it in the recipient's language."""
        ...

    async def change(self, announcement: Announcement, recipient: Recipient) -> SendOutcome:
        """Make what was said to the recipient say what the announcement says now; harmless when it does already."""
        ...

    async def delete(self, announcement: Announcement, recipient: Recipient) -> SendOutcome:
        """Take it away from the recipient; harmless when it is gone already."""
        ...
