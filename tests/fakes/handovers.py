"""The port of the tables of questions passed on to organizers, in memory."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.storage.limits import checked_id, checked_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.domain.handovers import Desk, Handover, HandoverState
    from tests.fakes.tables import Tables


class FakeHandovers:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def add(self, handover: Handover) -> Handover | None:
        self._tables.written()
        checked_text(handover.question)
        checked_id(handover.person)
        if any(one.fingerprint == handover.fingerprint for one in self.of(handover.person) if one.state.waits):
            return None
        self._tables.last_handover += 1
        kept = replace(handover, id=self._tables.last_handover)
        self._tables.handovers[kept.id] = kept
        return kept

    def get(self, handover: int) -> Handover | None:
        return self._tables.handovers.get(checked_id(handover))

    def put(self, handover: Handover) -> None:
        self._tables.written()
        if handover.id in self._tables.handovers:
            self._tables.handovers[handover.id] = handover

    def waiting(self) -> Sequence[Handover]:
        return [one for one in self._tables.handovers.values() if one.state.waits]

    def of(self, person: int) -> Sequence[Handover]:
        return [one for one in self._tables.handovers.values() if one.person == person]

    def counts(self) -> Mapping[HandoverState, int]:
        return dict(Counter(one.state for one in self._tables.handovers.values()))

    def forget(self, before: datetime) -> int:
        self._tables.written()
        gone = {one.id for one in self._tables.handovers.values() if one.over_at and one.over_at < before}
        for number in gone:
            del self._tables.handovers[number]
        for key, number in list(self._tables.handover_messages.items()):
            if number in gone:
                del self._tables.handover_messages[key]
        return len(gone)

    def said(self, chat: int, message: int, handover: int) -> None:
        self._tables.written()
        if handover in self._tables.handovers:
            self._tables.handover_messages[chat, message] = handover

    def of_message(self, chat: int, message: int) -> Handover | None:
        handover = self._tables.handover_messages.get((chat, message))
        return None if handover is None else self._tables.handovers[handover]

    def desk(self) -> Desk:
        return self._tables.desk

    def put_desk(self, desk: Desk) -> None:
        self._tables.written()
        self._tables.desk = desk
