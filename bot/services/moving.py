"""A date, a time or a place that moves: whoever has a registration there, or agreed to one, reads what was and what is.

Everybody is told once, however many registrations they have; those with a place are asked whether they still come.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.changes import NewsKind
from bot.domain.coming import nearest
from bot.domain.deliveries import Delivery, Notice, NoticeKind
from bot.services.cancelling import key, params

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.domain.changes import News
    from bot.services.ports.database import Transaction

MOVES = frozenset({NewsKind.ANNOUNCED, NewsKind.CHANGED, NewsKind.TAKEN_BACK})


def concerned(tx: Transaction, event: str, told: News) -> Mapping[int, tuple[int, str]]:
    """Who is told of a move, each with a registration that it concerns, and as what they are told: the nearest."""
    if told.kind not in MOVES:
        return {}
    parties = [
        one
        for one in tx.registrations.parties(event, told.edition.key)
        if told.sessions is None or one.session in told.sessions
    ]
    return nearest(parties)


def tell_move(
    tx: Transaction, event: str, told: News, change: int, now: datetime, *, day: str | None
) -> list[Delivery]:
    """The messages about it, and about that `day`; every calendar learns it anew, and what was asked before is void."""
    people = concerned(tx, event, told)
    if people:
        tx.registrations.moved(event, told.edition.key, told.sessions, now)
    of = params(change, told.edition.key)
    notices = {
        person: Notice(NoticeKind.PLACE_MOVED, {**of, "registration": str(registration), "as": role})
        for person, (registration, role) in people.items()
    }
    return [
        Delivery(key(change, told.edition.key, person), person, one, now, about=day) for person, one in notices.items()
    ]
