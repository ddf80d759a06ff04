"""The port of the table of messages that must not be lost, in memory."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.deliveries import DeliveryState
from bot.storage.limits import checked_id, checked_text, checked_time

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.domain.deliveries import Delivery
    from tests.fakes.tables import Tables

_NOT_ENDED = {DeliveryState.PENDING, DeliveryState.SENDING}


class FakeOutbox:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def add(self, deliveries: Sequence[Delivery]) -> int:
        self._tables.written()
        new = 0
        for delivery in deliveries:
            checked_id(delivery.chat)
            due_at = checked_time(delivery.due_at)
            if self.get(delivery.key) is None:
                self._tables.last_delivery += 1
                new += 1
                self._keep(replace(delivery, id=self._tables.last_delivery, due_at=due_at))
        return new

    def get(self, key: str) -> Delivery | None:
        checked_text(key)
        return next((d for d in self._tables.outbox.values() if d.key == key), None)

    def claim(self, now: datetime, limit: int) -> Sequence[Delivery]:
        self._tables.written()
        due = sorted((d.due_at, d.id) for d in self._in(DeliveryState.PENDING) if d.due_at <= checked_time(now))
        claimed = [self._tables.outbox[key] for _, key in due[:limit]]
        return [self._keep(replace(d, state=DeliveryState.SENDING, attempts=d.attempts + 1)) for d in claimed]

    def close(
        self, delivery: int, state: DeliveryState, *, message: int | None = None, cause: str | None = None
    ) -> None:
        self._tables.written()
        if row := self._tables.outbox.get(checked_id(delivery)):
            self._keep(replace(row, state=state, message=message, cause=cause))

    def postpone(self, delivery: int, due_at: datetime, cause: str, *, chat: int | None = None) -> None:
        self._tables.written()
        if row := self._tables.outbox.get(checked_id(delivery)):
            later = replace(row, state=DeliveryState.PENDING, due_at=checked_time(due_at), cause=cause)
            self._keep(later if chat is None else replace(later, chat=checked_id(chat)))

    def recover(self) -> int:
        self._tables.written()
        sending = self._in(DeliveryState.SENDING)
        for delivery in sending:
            self._keep(replace(delivery, state=DeliveryState.PENDING))
        return len(sending)

    def next_due(self) -> datetime | None:
        return min((d.due_at for d in self._in(DeliveryState.PENDING)), default=None)

    def move_chat(self, old: int, new: int) -> None:
        self._tables.written()
        for delivery in list(self._tables.outbox.values()):
            if delivery.chat == old and delivery.state in _NOT_ENDED:
                self._keep(replace(delivery, chat=checked_id(new)))

    def counts(self) -> Mapping[DeliveryState, int]:
        return dict(Counter(d.state for d in self._tables.outbox.values()))

    def _in(self, state: DeliveryState) -> list[Delivery]:
        return [d for d in self._tables.outbox.values() if d.state is state]

    def _keep(self, delivery: Delivery) -> Delivery:
        self._tables.outbox[delivery.id] = delivery
        return delivery
