"""The sender of the outbox: claims what is due, says it through the messenger, writes how it went; makes no words."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.domain.deliveries import (
    Dead,
    Delivery,
    DeliveryState,
    Moved,
    NoticeKind,
    Refused,
    SendOutcome,
    Sent,
    Stale,
    TryAgain,
    next_attempt,
)

if TYPE_CHECKING:
    from datetime import timedelta

    from bot.services.chats import ChatDirectory
    from bot.services.people import Directory
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database, Transaction
    from bot.services.ports.messenger import Messenger
    from bot.services.ports.metrics import Metrics

log = logging.getLogger(__name__)

Aftermath = Callable[["Transaction", Delivery, SendOutcome], None]
"""What follows from how a delivery of a kind ended, in the transaction that keeps it."""

NO_AFTERMATH: Mapping[NoticeKind, Aftermath] = MappingProxyType({})

AT_ONCE = 4
"""Claimed together: what may be said twice after a kill is never more than this."""


class Sender:
    """Empties the outbox; the row says `sending` before Telegram is called, and `sent` after."""

    def __init__(
        self,
        database: Database,
        messenger: Messenger,
        clock: Clock,
        metrics: Metrics,
        *,
        people: Directory,
        chats: ChatDirectory,
        aftermath: Mapping[NoticeKind, Aftermath] = NO_AFTERMATH,
    ) -> None:
        self._database = database
        self._messenger = messenger
        self._clock = clock
        self._metrics = metrics
        self._people = people
        self._chats = chats
        self._aftermath = aftermath
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """Look at the outbox now; a tick calls it too."""
        self._wake.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Send what is due until `stop` is set; sends under way are finished."""
        recovered = await self._database.run(lambda tx: tx.outbox.recover())
        if recovered:
            log.warning("deliveries under way at the last end are sent again", extra={"count": recovered})
        self._wake.set()
        while not stop.is_set():
            await self._wake.wait()
            self._wake.clear()
            try:
                while not stop.is_set() and await self.drain():
                    pass
            except Exception:
                log.exception("the outbox is out of reach, the next tick tries again")
                self._metrics.error("outbox")

    async def drain(self) -> int:
        """Send one handful; how many were claimed."""
        claimed = await self._database.run(lambda tx: tx.outbox.claim(self._clock.now(), AT_ONCE))
        if not claimed:
            return 0
        outcomes = await asyncio.gather(*(self._send(delivery) for delivery in claimed))
        pairs = list(zip(claimed, outcomes, strict=True))
        await self._record(pairs)
        for delivery, outcome in pairs:
            self._metrics.delivered(type(outcome).__name__.lower())
            if isinstance(outcome, Dead):
                self._people.forget(delivery.chat)
        if any(isinstance(outcome, Moved) for outcome in outcomes):
            await self._chats.refresh()
        return len(claimed)

    async def _send(self, delivery: Delivery) -> SendOutcome:
        try:
            return await self._messenger.send(delivery)
        except Exception:
            log.exception("a delivery met a bug", extra={"kind": delivery.notice.kind})
            self._metrics.error("delivery")
            return TryAgain("bug")

    async def _record(self, pairs: list[tuple[Delivery, SendOutcome]]) -> None:
        """Write how it went, however long the database is away: what was said must not be said again."""
        while True:
            try:
                await self._database.run(lambda tx: self._write(tx, pairs))
            except Exception:
                log.exception("outcomes of deliveries not written, trying again")
                self._metrics.error("outbox")
                await asyncio.sleep(1)
            else:
                return

    def _write(self, tx: Transaction, pairs: list[tuple[Delivery, SendOutcome]]) -> None:
        for delivery, outcome in pairs:
            match outcome:
                case Sent(message):
                    tx.outbox.close(delivery.id, DeliveryState.SENT, message=message)
                case Dead(cause):
                    tx.outbox.close(delivery.id, DeliveryState.DEAD, cause=cause)
                    self._people.lost(tx, delivery.chat)
                case Moved(to):
                    self._chats.moved(tx, delivery.chat, to)
                    tx.outbox.postpone(delivery.id, self._clock.now(), "moved", chat=to)
                case Refused(cause) | Stale(cause):
                    tx.outbox.close(delivery.id, DeliveryState.FAILED, cause=cause)
                case TryAgain(cause, after):
                    self._again(tx, delivery, cause, after)
            self._follow_up(tx, delivery, outcome)

    def _follow_up(self, tx: Transaction, delivery: Delivery, outcome: SendOutcome) -> None:
        """Only of what has ended; giving up is a refusal."""
        if delivery.notice.kind in self._aftermath and not isinstance(outcome, TryAgain | Moved):
            self._aftermath[delivery.notice.kind](tx, delivery, outcome)

    def _again(self, tx: Transaction, delivery: Delivery, cause: str, after: timedelta | None) -> None:
        wait = next_attempt(delivery.attempts, after)
        if wait is None:
            tx.outbox.close(delivery.id, DeliveryState.FAILED, cause=cause)
            self._follow_up(tx, delivery, Refused(cause))
        else:
            tx.outbox.postpone(delivery.id, self._clock.now() + wait, cause)
