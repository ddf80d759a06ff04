"""The port of the messenger: remembers what it was to say."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.domain.deliveries import Sent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.deliveries import Delivery, SendOutcome


class RecordingMessenger:
    """Answers with `outcomes` in turn, an exception among them is raised; afterwards everything is sent."""

    def __init__(self, outcomes: Iterable[SendOutcome | Exception] = ()) -> None:
        self.asked: list[Delivery] = []
        self.sent: list[Delivery] = []
        self.outcomes = list(outcomes)

    async def send(self, delivery: Delivery) -> SendOutcome:
        await asyncio.sleep(0)
        self.asked.append(delivery)
        outcome = self.outcomes.pop(0) if self.outcomes else Sent(len(self.asked))
        if isinstance(outcome, Exception):
            raise outcome
        if isinstance(outcome, Sent):
            self.sent.append(delivery)
        return outcome
