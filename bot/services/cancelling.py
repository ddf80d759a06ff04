"""An edition that its organizers cancel: who is told of it, and the end of every registration there, slice by slice.

Everybody is told in the transaction that cancels. The registrations end after it, in transactions that are short enough
for taps to come in between; a kill leaves the rest to the next tick. Nothing of it comes back if the edition does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.changes import NewsKind
from bot.domain.coming import nearest
from bot.domain.deliveries import Delivery, Notice, NoticeKind
from bot.domain.events import EditionState
from bot.domain.registrations import Ending, Registration

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.changes import Change, News
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database, Transaction
    from bot.services.programme import Programmes

AT_ONCE = 100
"""How many registrations end in one transaction."""

LOOKED_AT = 20
"""Changes of an event among which the one that cancelled it is looked for."""


def concerned(tx: Transaction, event: str, told: News) -> Mapping[int, str]:
    """Who has signed up for what is cancelled, agreed for a child or brings a class: each once, as the nearest."""
    if told.kind is not NewsKind.CANCELLED:
        return {}
    parties = tx.registrations.parties(event, told.edition.key)
    return {person: "registered" if role == "owner" else role for person, (_, role) in nearest(parties).items()}


class Cancelling:
    """Ends what stands in cancelled editions."""

    def __init__(self, programmes: Programmes, clock: Clock) -> None:
        self._programmes = programmes
        self._clock = clock

    async def end(self, database: Database) -> int:
        """End everything live there; how many registrations that was. Safe at any time."""
        cancelled = [
            (event.key, edition.key)
            for event in self._programmes.current
            for edition in event.editions
            if edition.state is EditionState.CANCELLED
        ]
        return sum([await self._end(database, event, edition) for event, edition in cancelled])

    async def _end(self, database: Database, event: str, edition: str) -> int:
        ended = 0
        while await database.read(lambda tx: bool(tx.registrations.live_in(event, edition, 1))):
            some = await database.run(lambda tx: self._end_some(tx, event, edition))
            if not some:
                break
            ended += some
        return ended

    def _end_some(self, tx: Transaction, event: str, edition: str) -> int:
        tx.registrations.lock()
        found = self._programmes.within(tx).events.get(event)
        now = found.edition(edition) if found else None
        if now is None or now.state is not EditionState.CANCELLED:
            return 0  # it takes place after all, and memory has not heard of it
        some = tx.registrations.live_in(event, edition, AT_ONCE)
        for before in some:
            after = before.cancelled(Ending.EVENT_CANCELLED)
            assert isinstance(after, Registration)  # it was live
            tx.registrations.put(after)
            if before.held:
                tx.registrations.free(before.session, before.held)
        self._tell_late_ones(tx, event, edition, some)
        return len(some)

    def _tell_late_ones(self, tx: Transaction, event: str, edition: str, ended: Sequence[Registration]) -> None:
        """Who signed up while it was being cancelled was not seen there; who was told has the same key already."""
        why = next((one for one in tx.changes.of(event, LOOKED_AT) if _cancels(one, edition)), None)
        if why is not None:
            notice = Notice(NoticeKind.EDITION_CHANGED, params(why.id, edition) | {"registered": "yes"})
            owners = sorted({one.owner for one in ended})
            tx.outbox.add([Delivery(key(why.id, edition, owner), owner, notice, self._clock.now()) for owner in owners])


def key(change: int, edition: str, person: int) -> str:
    """What a change of an edition is told under: to each person once."""
    return f"change:{change}:{edition}:{person}"


def params(change: int, edition: str) -> dict[str, str]:
    """What the notice of such a change speaks of."""
    return {"change": str(change), "edition": edition}


def _cancels(change: Change, edition: str) -> bool:
    before, after = change.before.edition(edition), change.after.edition(edition)
    was = before is not None and before.state is EditionState.CANCELLED
    return after is not None and after.state is EditionState.CANCELLED and not was
