"""Whoever has a place is reminded and asked whether they still come; whose parent has to agree is reminded of that.

Nothing is scheduled ahead but what has a fixed end: a tick looks at the programme as it stands, so that a date that
moves takes its reminders along. What has happened is written down, and each message has a key of its own.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from bot.domain.coming import Purpose, asked, needs_asking, occasions
from bot.domain.deliveries import Delivery, Notice, NoticeKind
from bot.domain.plans import REMEMBERED, OccurrenceState
from bot.domain.registrations import Registration, RegistrationState
from bot.services.calm import calm_of, calm_to_decide

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from bot.domain.coming import Occasion
    from bot.domain.events import Programme
    from bot.domain.places import SessionKey
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database, Transaction
    from bot.services.programme import Programmes

AT_ONCE = 200
"""How many people of a session are written to in one transaction."""
BEFORE_THE_END = timedelta(hours=12)
_KINDS = {Purpose.REMINDER: NoticeKind.REMINDER, Purpose.QUESTION: NoticeKind.STILL_COMING}


class Reminding:
    """Looks for occasions that are due; safe to call at any time, also after a kill in the middle."""

    def __init__(self, programmes: Programmes, clock: Clock, zone: ZoneInfo) -> None:
        self._programmes = programmes
        self._clock = clock
        self._zone = zone
        self._happened: frozenset[str] = frozenset()

    async def due(self, database: Database) -> int:
        """Queue what is due; how many messages that were."""
        now = self._clock.now()
        ahead = list(self._occasions(self._programmes.current, now))
        due = [one for one in ahead if one.due_at <= now and one.happening.key not in self._happened]
        if not due:
            return 0
        keys = [one.happening.key for one in due]
        happened = await database.read(lambda tx: tx.plans.happened(keys))
        queued = sum([await self._tell(database, one) for one in due if one.happening.key not in happened])
        self._happened = frozenset(one.happening.key for one in ahead) & (self._happened | frozenset(keys))
        return queued

    def _occasions(self, programme: Programme, now: datetime) -> Iterator[Occasion]:
        for event in programme:
            for edition in event.editions:
                if not edition.is_over(now, self._zone):
                    for session in edition.sessions:
                        found = occasions(event.key, edition, session, self._zone)
                        yield from (one for one in found if one.too_late > now - REMEMBERED)

    async def _tell(self, database: Database, one: Occasion) -> int:
        queued = 0
        last: int | None = 0
        while last is not None:
            added, last = await database.run(partial(self._slice, one=one, after=last))
            queued += added
        return queued

    def _slice(self, tx: Transaction, one: Occasion, after: int) -> tuple[int, int | None]:
        """Write to the next people of the session; how many messages, and who was the last, None at the end."""
        tx.registrations.lock()
        now = self._clock.now()
        ahead = list(self._occasions(self._programmes.within(tx), now))
        if one not in ahead:
            return 0, None  # its organizers have just changed it: it is another occasion now
        together = {other.session: other for other in ahead if other.is_asked_with(one)}
        some = tx.registrations.in_state(one.session, RegistrationState.CONFIRMED, after, AT_ONCE)
        is_late = one.too_late <= now
        those = [] if is_late else [to for to in some if to.asked_at <= one.due_at]
        queued = sum(self._write(tx, one, to, now, together) for to in those)
        if len(some) == AT_ONCE and not is_late:
            return queued, some[-1].id
        is_dropped = is_late and any(to.asked_at <= one.due_at for to in some)
        tx.plans.add(one.happening, OccurrenceState.DROPPED if is_dropped else OccurrenceState.QUEUED)
        return queued, None

    def _write(
        self,
        tx: Transaction,
        one: Occasion,
        to: Registration,
        now: datetime,
        together: Mapping[SessionKey, Occasion],
    ) -> int:
        """Who has several places there reads of all of them in one message; `together` is what is asked at once."""
        params = {"registration": str(to.id)}
        if one.purpose is Purpose.REMINDER:
            at = calm_of(tx, to.owner, self._zone).next(now)
            params["begins"] = one.begins.isoformat()
        else:
            at = calm_to_decide(tx, to, self._zone).next(now)
            if at >= one.too_late or not needs_asking(to, now):
                return 0
            theirs = tx.registrations.of(to.owner) if len(together) > 1 else [to]
            for each in theirs:
                of = together.get(each.session)
                if of and each.asked_at <= of.due_at and at < of.too_late and needs_asking(each, now):
                    tx.registrations.put(asked(each, at, frees=of.frees, closes=of.too_late))
            params["asked"] = at.isoformat()
        return tx.outbox.add(
            [Delivery(f"{one.happening.key}:{to.owner}", to.owner, Notice(_KINDS[one.purpose], params), at)]
        )


def consent_reminders(tx: Transaction, one: Registration, now: datetime, zone: ZoneInfo) -> list[Delivery]:
    """What reminds a pupil of the parent's consent while the place waits for it: at half of the time, and near its end.

    Seats of a class that no pupil has taken are the teacher's, who sees them all at once.
    """
    if one.state is not RegistrationState.AWAITING_GUARDIAN or one.until is None or one.application.child:
        return []
    calm = calm_to_decide(tx, one, zone)
    half, near = calm.next(now + (one.until - now) / 2), calm.next(one.until - BEFORE_THE_END)
    params = {"registration": str(one.id)}
    return [
        Delivery(f"consent:{one.id}:{which}", one.owner, Notice(NoticeKind.CONSENT_REMINDER, params), at)
        for which, at in (("half", half), ("near", near))
        if now < at < one.until and (which == "half" or at > half)
    ]
