"""The table of updates that were received and not yet done; knows nothing of what is in them."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, func, select, update

from bot.services.ports.inbox import Received
from bot.storage.insertion import insert_and_return
from bot.storage.schema import DONE, WAITING, inbox

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

SLICE = 500
"""How many ids one statement names: far below what either engine takes."""

_WAITING = (
    select(inbox.c.id, inbox.c.chat, inbox.c.body, inbox.c.received_at)
    .where(WAITING, inbox.c.id > bindparam("after"))
    .order_by(inbox.c.id)
    .limit(bindparam("most"))
)
_WAITING_OF_CHAT = _WAITING.where(inbox.c.chat == bindparam("of"))
_DEPTH = select(func.count()).select_from(inbox).where(WAITING)
_FINISH = update(inbox).where(WAITING).values(done_at=bindparam("now"), chat=None, body=None, received_at=None)
_FINISH_ONE = _FINISH.where(inbox.c.id == bindparam("this"))
_FINISH_SOME = _FINISH.where(inbox.c.id.in_(bindparam("these", expanding=True)))
_FORGET = delete(inbox).where(DONE, inbox.c.done_at < bindparam("before"))


class SqlInbox:
    """The port `InboxRows`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, updates: Sequence[Received]) -> Sequence[int]:
        """Keep updates; the ids of those that were new, in the order given."""
        if not updates:
            return []
        rows = [{"id": u.id, "chat": u.chat, "body": u.body, "received_at": u.at} for u in updates]
        insertion = insert_and_return(inbox, self._connection.dialect.name, inbox.c.id)
        new = set(self._connection.execute(insertion, rows).scalars())
        return [id_ for id_ in dict.fromkeys(u.id for u in updates) if id_ in new]

    def waiting(self, limit: int, *, after: int = -1, chat: int | None = None) -> Sequence[Received]:
        """Updates not yet done with an id greater than `after` (of one chat, or of all), by id."""
        asked = {"after": after, "most": limit}
        if chat is None:
            rows = self._connection.execute(_WAITING, asked)
        else:
            rows = self._connection.execute(_WAITING_OF_CHAT, asked | {"of": chat})
        return [Received(*row) for row in rows]

    def depth(self) -> int:
        """How many are not yet done."""
        return self._connection.execute(_DEPTH).scalar_one()

    def finish(self, updates: Collection[int], now: datetime) -> None:
        """Mark done and drop all but the id; harmless for unknown ones."""
        for ids in _slices(updates):
            if len(ids) == 1:  # spares SQLAlchemy writing the statement anew
                self._connection.execute(_FINISH_ONE, {"this": ids[0], "now": now})
            else:
                self._connection.execute(_FINISH_SOME, {"these": ids, "now": now})

    def forget(self, before: datetime) -> int:
        """Delete what was done before that moment; how many."""
        return self._connection.execute(_FORGET, {"before": before}).rowcount


def _slices(updates: Collection[int]) -> Iterator[list[int]]:
    # In one order, so that two transactions never wait for each other crosswise.
    rest = iter(sorted(updates))
    while part := list(islice(rest, SLICE)):
        yield part
