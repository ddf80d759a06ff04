"""The table of messages that must not be lost; sends nothing."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select, update

from bot.domain.deliveries import Delivery, DeliveryState, Notice
from bot.storage.insertion import insert_and_return
from bot.storage.schema import NOT_ENDED, PENDING, SENDING, outbox

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row

_COLUMNS = (
    outbox.c.key,
    outbox.c.chat,
    outbox.c.kind,
    outbox.c.params,
    outbox.c.due_at,
    outbox.c.id,
    outbox.c.state,
    outbox.c.attempts,
    outbox.c.message,
    outbox.c.cause,
    outbox.c.about,
)
_GET = select(*_COLUMNS).where(outbox.c.key == bindparam("wanted"))
# PostgreSQL passes over rows that another claim holds; SQLite has one writer and leaves the clause out.
_DUE = (
    select(outbox.c.id)
    .where(PENDING, outbox.c.due_at <= bindparam("now"))
    .order_by(outbox.c.due_at, outbox.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
    .cte("due")
)
_CLAIM = (
    update(outbox)
    .where(outbox.c.id.in_(select(_DUE.c.id)))
    .values(state=DeliveryState.SENDING, attempts=outbox.c.attempts + 1)
    .returning(*_COLUMNS)
)
_CLOSE = (
    update(outbox)
    .where(outbox.c.id == bindparam("closed"))
    .values(state=bindparam("ended"), message=bindparam("as_message"), cause=bindparam("because"))
)
_RECOVER = update(outbox).where(SENDING).values(state=DeliveryState.PENDING)
_NEXT_DUE = select(outbox.c.due_at).where(PENDING).order_by(outbox.c.due_at).limit(1)
_COUNTS = select(outbox.c.state, func.count()).group_by(outbox.c.state)


def _delivery(row: Row[*tuple[Any, ...]]) -> Delivery:
    key, chat, kind, params, *rest = row
    return Delivery(key, chat, Notice(kind, MappingProxyType(json.loads(params))), *rest)


class SqlOutbox:
    """The port `Outbox`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, deliveries: Sequence[Delivery]) -> int:
        """Queue those whose key is new; how many were."""
        if not deliveries:
            return 0
        rows = [
            {
                "key": d.key,
                "chat": d.chat,
                "kind": d.notice.kind,
                "params": json.dumps(dict(d.notice.params), ensure_ascii=False),
                "due_at": d.due_at,
                "state": d.state,
                "attempts": d.attempts,
                "message": d.message,
                "cause": d.cause,
                "about": d.about,
            }
            for d in deliveries
        ]
        insertion = insert_and_return(outbox, self._connection.dialect.name, outbox.c.id)
        # Several rows take a way of their own, which costs one row twice as much.
        return len(self._connection.execute(insertion, rows if len(rows) > 1 else rows[0]).all())

    def get(self, key: str) -> Delivery | None:
        """The delivery under that key, or None."""
        row = self._connection.execute(_GET, {"wanted": key}).first()
        return None if row is None else _delivery(row)

    def claim(self, now: datetime, limit: int) -> Sequence[Delivery]:
        """Turn up to `limit` pending ones that are due into `sending`, oldest due first, `attempts` one higher."""
        claimed = [_delivery(row) for row in self._connection.execute(_CLAIM, {"now": now, "most": limit})]
        return sorted(claimed, key=lambda delivery: (delivery.due_at, delivery.id))

    def close(
        self, delivery: int, state: DeliveryState, *, message: int | None = None, cause: str | None = None
    ) -> None:
        """Write how it ended; harmless when unknown."""
        ended = {"closed": delivery, "ended": state, "as_message": message, "because": cause}
        self._connection.execute(_CLOSE, ended)

    def postpone(self, delivery: int, due_at: datetime, cause: str, *, chat: int | None = None) -> None:
        """Make it pending again for later, to another chat if one is given; harmless when unknown."""
        later = update(outbox).where(outbox.c.id == delivery)
        later = later.values(state=DeliveryState.PENDING, due_at=due_at, cause=cause)
        self._connection.execute(later if chat is None else later.values(chat=chat))

    def recover(self) -> int:
        """Make everything that was `sending` when the process died pending again; how many."""
        return self._connection.execute(_RECOVER).rowcount

    def next_due(self) -> datetime | None:
        """When the next pending one is due, or None."""
        return self._connection.execute(_NEXT_DUE).scalar()

    def move_chat(self, old: int, new: int) -> None:
        """Rewrite the chat of everything not yet ended."""
        self._connection.execute(update(outbox).where(outbox.c.chat == old, NOT_ENDED).values(chat=new))

    def counts(self) -> Mapping[DeliveryState, int]:
        """How many stand in each state; states without any are left out."""
        return {state: number for state, number in self._connection.execute(_COUNTS)}  # noqa: C416  rows are not pairs
