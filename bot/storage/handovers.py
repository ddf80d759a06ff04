"""The tables of questions passed on to organizers, and of the desk; decides nothing."""

from __future__ import annotations

import hashlib
from datetime import time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select, update

from bot.domain.handovers import Desk, Hand, Handover, HandoverState, OfficeHours
from bot.storage.insertion import insert_new, insert_or_replace
from bot.storage.schema import OVER, WAITS, desk, handover_messages, handovers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row

_COUNTS = select(handovers.c.state, func.count()).group_by(handovers.c.state)
_WAITING = select(handovers).where(WAITS).order_by(handovers.c.id)


def _row(handover: Handover) -> dict[str, Any]:
    return {
        "person": handover.person,
        "language": handover.language,
        "question": handover.question,
        # A long question would not fit an index of PostgreSQL.
        "fingerprint": hashlib.sha256(handover.fingerprint.encode()).hexdigest(),
        "event": handover.event,
        "message": handover.message,
        "asked_at": handover.asked_at,
        "state": handover.state,
        "over_at": handover.over_at,
        "hand": handover.hand.id if handover.hand else None,
        "hand_name": handover.hand.name if handover.hand else None,
        "reminders": handover.reminders,
        "reminded_at": handover.reminded_at,
        "desk": handover.desk,
        "post": handover.post,
        "revision": handover.revision,
    }


def _handover(row: Row[*tuple[Any, ...]]) -> Handover:
    values = dict(row._mapping)  # noqa: SLF001  SQLAlchemy's public name for it
    del values["fingerprint"]
    hand, name = values.pop("hand"), values.pop("hand_name")
    return Handover(**values, hand=None if hand is None else Hand(hand, name))


class SqlHandovers:
    """The port `HandoverRows`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, handover: Handover) -> Handover | None:
        """Keep a new one, with the number it gets; None when the same question of the person waits already."""
        insertion = insert_new(handovers, self._connection.dialect.name).returning(handovers)
        row = self._connection.execute(insertion, _row(handover)).first()
        return None if row is None else _handover(row)

    def get(self, handover: int) -> Handover | None:
        """The one with that number, or None."""
        row = self._connection.execute(select(handovers).where(handovers.c.id == handover)).first()
        return None if row is None else _handover(row)

    def put(self, handover: Handover) -> None:
        """Replace the one with that number; harmless when it is gone."""
        self._connection.execute(update(handovers).where(handovers.c.id == handover.id).values(_row(handover)))

    def waiting(self) -> Sequence[Handover]:
        """All that wait for a reply, by number."""
        return [_handover(row) for row in self._connection.execute(_WAITING)]

    def of(self, person: int) -> Sequence[Handover]:
        """All that are kept of a person, by number."""
        found = select(handovers).where(handovers.c.person == person).order_by(handovers.c.id)
        return [_handover(row) for row in self._connection.execute(found)]

    def counts(self) -> Mapping[HandoverState, int]:
        """How many stand in each state; states without any are left out."""
        return {state: number for state, number in self._connection.execute(_COUNTS)}  # noqa: C416  rows are not pairs

    def forget(self, before: datetime) -> int:
        """Delete those that ended before; how many."""
        return self._connection.execute(delete(handovers).where(OVER, handovers.c.over_at < before)).rowcount

    def said(self, chat: int, message: int, handover: int) -> None:
        """Keep that the bot's message is about that question; harmless when that is kept, or the question gone."""
        if self.get(handover) is not None:
            self._connection.execute(
                insert_or_replace(handover_messages, self._connection.dialect.name),
                {"chat": chat, "message": message, "handover": handover},
            )

    def of_message(self, chat: int, message: int) -> Handover | None:
        """The question that the bot's message is about, or None."""
        found = (
            select(handovers)
            .join(handover_messages, handover_messages.c.handover == handovers.c.id)
            .where(handover_messages.c.chat == chat, handover_messages.c.message == message)
        )
        row = self._connection.execute(found).first()
        return None if row is None else _handover(row)

    def desk(self) -> Desk:
        """The desk; one without a chat while nothing was set."""
        row = self._connection.execute(select(desk)).first()
        if row is None:
            return Desk()
        hours = None
        if row.days is not None:
            hours = OfficeHours(tuple(map(int, row.days)), _time(row.opens), _time(row.closes))
        return Desk(row.chat, row.topic, hours, timedelta(minutes=row.patience))

    def put_desk(self, at: Desk) -> None:
        """Replace it."""
        self._connection.execute(delete(desk))
        self._connection.execute(
            insert(desk),
            {
                "id": 1,
                "chat": at.chat,
                "topic": at.topic,
                "days": "".join(map(str, at.hours.days)) if at.hours else None,
                "opens": _minutes(at.hours.opens) if at.hours else None,
                "closes": _minutes(at.hours.closes) if at.hours else None,
                "patience": at.patience // timedelta(minutes=1),
            },
        )


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _time(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)
