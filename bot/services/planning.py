"""Announcement plans at work: what is due is queued once, what came too late is dropped and said so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from bot.domain.announcements import UNDER_WAY, Announcement, AnnouncementState, Topic
from bot.domain.auditing import AuditAction
from bot.domain.events import EditionState
from bot.domain.plans import (
    DATE_ANNOUNCED,
    DIGEST,
    REMEMBERED,
    Occurrence,
    OccurrenceState,
    begins_soon,
    coming,
    day_key,
    day_told,
    days_before,
    digest,
    digests_before,
    occurrences,
    told_anew,
    topic_of,
)
from bot.domain.policy import Action, may
from bot.services.auditing import record
from bot.services.staffing import NotAllowed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from bot.domain.announcements import Content
    from bot.domain.events import Edition, Event, Programme
    from bot.domain.language import Language
    from bot.services.announcing import Announcing
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database, Transaction
    from bot.services.programme import Programmes
    from bot.services.staffing import Staffing

MOST_AT_WORK = 1000
"""Announcements under way that are looked over after a change of the programme."""


class Composer(Protocol):
    """Makes the words of an occurrence from the programme as it stands."""

    def of_edition(self, rule: str, event: Event, edition: Edition) -> Content:
        """Of a rule of an event's plan."""
        ...

    def of_digest(self, found: Sequence[tuple[Event, Edition]]) -> Content:
        """Of what is coming."""
        ...


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of an event's plan: whether it is on, and what of it is to come next."""

    name: str
    on: bool
    next: Occurrence | None


@dataclass(frozen=True, slots=True)
class Plan:
    """The rules of one event; None stands for the weekly digest."""

    event: Event | None
    rules: Sequence[Rule]


@dataclass(frozen=True, slots=True)
class Overview:
    """Every plan, and the keys of what came too late in the last days."""

    plans: Sequence[Plan]
    dropped: Sequence[str]


class Planning:
    """Looks at the programme as it stands: nothing is scheduled ahead, so nothing has to be taken back."""

    def __init__(  # noqa: PLR0917  built in one place
        self,
        programmes: Programmes,
        announcing: Announcing,
        staffing: Staffing,
        composer: Composer,
        clock: Clock,
        zone: ZoneInfo,
    ) -> None:
        self._programmes = programmes
        self._announcing = announcing
        self._staffing = staffing
        self._composer = composer
        self._clock = clock
        self._zone = zone
        self._happened: frozenset[str] = frozenset()
        self._looked_over: Programme | None = None

    async def due(self, database: Database) -> int:
        """Queue what is due; how many were queued. A tick calls it, and calling it twice queues nothing twice."""
        now, programme = self._clock.now(), self._programmes.current
        if programme is not self._looked_over:
            await database.run(lambda tx: self._drop_outdated(tx, now))
            self._looked_over = programme
        known = self._all(self._programmes.current, now)
        due = [one for one in known if one.due_at <= now and one.key not in self._happened]
        if not due:
            return 0
        queued, happened = await database.run(lambda tx: self._fire(tx, due, now))
        self._happened = frozenset(one.key for one in known) & (self._happened | happened)
        return queued

    async def overview(self, work: Database, by: int) -> Overview | NotAllowed:
        """Every plan, for who may switch them."""
        if not may(self._staffing.role(by), Action.EDIT_PROGRAMME):
            return NotAllowed()
        now = self._clock.now()

        def body(tx: Transaction) -> Overview:
            off, planned = tx.plans.off(), [event for event in self._programmes.current if event.plan]
            plans = [Plan(None, [Rule(DIGEST, (DIGEST, DIGEST) not in off, None)])]
            plans += [Plan(event, self._rules(event, off)) for event in planned]
            return Overview(plans, tx.plans.dropped(now - REMEMBERED))

        return await work.read(body)

    async def switch(self, work: Database, by: int, event: str, rule: str, *, on: bool) -> bool:
        """Switch a rule on or off; False where that is not allowed or there is no such rule."""

        def body(tx: Transaction) -> bool:
            found = self._programmes.within(tx).get(event)
            known = (event, rule) == (DIGEST, DIGEST) or (found is not None and rule in found.plan)
            if not (known and may(self._staffing.role_in(tx, by), Action.EDIT_PROGRAMME)):
                return False
            tx.plans.switch(event, rule, on=on)
            details = {"rule": rule, "on": "on" if on else "off"}
            record(tx, self._clock.now(), by, AuditAction.PLAN_SWITCHED, event, details)
            return True

        return await work.run(body)

    def _rules(self, event: Event, off: frozenset[tuple[str, str]]) -> list[Rule]:
        now = self._clock.now()
        ahead = sorted(occurrences(event, now, self._zone), key=lambda one: one.due_at)
        return [
            Rule(
                rule,
                (event.key, rule) not in off,
                next((one for one in ahead if one.rule == rule and one.due_at > now), None),
            )
            for rule in event.plan
        ]

    def _all(self, programme: Programme, now: datetime) -> list[Occurrence]:
        found = [one for event in programme for one in occurrences(event, now, self._zone)]
        return [*found, digest(now, self._zone)]

    def _fire(self, tx: Transaction, due: list[Occurrence], now: datetime) -> tuple[int, frozenset[str]]:
        """How many were queued, and what has happened by now: what is switched off has not."""
        programme = self._programmes.within(tx)
        # A date that has moved since memory heard of it is not told any more.
        stand = {one.key for one in self._all(programme, now)}
        happened, off = tx.plans.happened([one.key for one in due]), tx.plans.off()
        dates = [one for one in due if one.rule == DATE_ANNOUNCED and one.key in happened]
        anew = {one.key: told for one in dates if (told := told_anew(one, tx.plans.last(one)))}
        happened -= anew.keys()
        begun = [one for one in due if one.key in stand - happened and (one.event, one.rule) not in off]
        waiting = [anew.get(one.key, one) for one in begun]
        announced = {(one.event, one.edition) for one in waiting if one.rule == DATE_ANNOUNCED}
        queued = 0
        for one in waiting:
            # Who is told the date now is not reminded of it in the same minute.
            again = days_before(one.rule) is not None and (one.event, one.edition) in announced
            is_queued = not again and one.too_late > now and self._queue(tx, one, programme)
            queued += is_queued
            tx.plans.add(one, OccurrenceState.QUEUED if is_queued or again else OccurrenceState.DROPPED)
        return queued, happened | {one.key for one in begun}

    def _drop_outdated(self, tx: Transaction, now: datetime) -> None:
        """End what tells of a day that does not hold any more: who has not got it yet would read what is wrong."""
        days = {
            day_key(event.key, edition, self._zone)
            for event in self._programmes.within(tx)
            for edition in event.editions
            if edition.state is not EditionState.CANCELLED
        }
        for one in tx.announcements.latest(UNDER_WAY, MOST_AT_WORK):
            told = day_told(one.occurrence, now)
            if told is not None and told.day not in days:
                tx.announcements.put(replace(one, state=AnnouncementState.DROPPED, ended_at=now))

    def _queue(self, tx: Transaction, one: Occurrence, programme: Programme) -> bool:
        announcement = self._announcement(tx, one, programme)
        if announcement is not None:
            self._announcing.queued(tx, announcement)
        # A week in which nothing is coming, or nothing that is new or near, is silent, and that is no failure.
        return announcement is not None or one.rule == DIGEST

    def _announcement(self, tx: Transaction, one: Occurrence, programme: Programme) -> Announcement | None:
        event = programme.get(one.event)
        edition = event.edition(one.edition) if event else None
        if event and edition:
            content, topic = self._composer.of_edition(one.rule, event, edition), topic_of(event.kind)
        elif one.rule == DIGEST and (found := coming(programme, self._clock.now(), self._zone)):
            content, topic = self._composer.of_digest(found), Topic.NEWS
            if content.text == self._digest_before(tx, one) and not begins_soon(found, self._clock.now(), self._zone):
                return None
        else:
            return None
        return Announcement(content, f"topic:{topic}", topic=topic, expires_at=one.too_late, occurrence=one.key)

    def _digest_before(self, tx: Transaction, one: Occurrence) -> Mapping[Language, str] | None:
        """What subscribers read last."""
        before = (tx.announcements.occurred(key) for key in digests_before(one))
        return next((was.content.text for was in before if was and was.state is not AnnouncementState.DROPPED), None)
