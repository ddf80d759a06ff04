"""The port of the table of what people, groups and channels want to be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.domain.audience import Audience, Headcount
    from bot.domain.subscriptions import Subscription


class Subscriptions(Protocol):
    """One row a chat; a chat without one has chosen nothing."""

    def get(self, chat: int) -> Subscription:
        """What that chat wants."""
        ...

    def put(self, subscription: Subscription) -> None:
        """Add or replace."""
        ...

    def remove(self, chat: int) -> None:
        """Forget it; harmless when unknown."""
        ...

    def count(self, audience: Audience) -> Headcount:
        """How many people and chats are in the audience now."""
        ...
