"""The port of the messenger: the one way out for messages that must not be lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.domain.deliveries import Delivery, SendOutcome


class Messenger(Protocol):
    """Says a notice in the language the chat has now."""

    async def send(self, delivery: Delivery) -> SendOutcome:
        """Send it once; how it went, as a value. Raises only on bugs."""
        ...
