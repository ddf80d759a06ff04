"""A row of slots as it stands: which of its times can still be had; promises nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.domain.slots import code_of_slots
from bot.domain.when import Exact

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.domain.places import Places
    from bot.services.ports.database import Transaction
    from bot.services.sessions import Offered


@dataclass(frozen=True, slots=True)
class Slot:
    """One time of a row; `mine` where the person who looks has a live registration there."""

    found: Offered
    begins: datetime
    places: Places
    queued: bool
    mine: bool

    @property
    def is_full(self) -> bool:
        """Whether who signs up now waits."""
        return self.queued or not self.places.fit(1)


def slots_behind(tx: Transaction, offered: Sequence[Offered], code: str, owner: int) -> list[Slot]:
    """Those of the sessions that belong to the row behind a button, in the order of their times."""
    those = [one for one in offered if _code(one) == code]
    taken = {key: tx.registrations.taken(*key) for key in {(one.key.event, one.key.edition) for one in those}}
    queued = set(tx.registrations.queues())
    mine = {one.session for one in tx.registrations.of(owner) if one.is_live and not one.application.is_seat}
    found = [
        Slot(
            one,
            one.session.when.start,
            replace(one.places, taken=taken[one.key.event, one.key.edition].get(one.key.session, 0)),
            one.key in queued,
            one.key in mine,
        )
        for one in those
        if isinstance(one.session.when, Exact)
    ]
    return sorted(found, key=lambda slot: slot.begins)


def _code(one: Offered) -> str | None:
    row = one.session.slots
    return code_of_slots(one.key.event, one.key.edition, row.key) if row else None
