"""The tables of announcement plans; knows no rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from bot.domain.plans import Happened, OccurrenceState
from bot.storage.insertion import insert_new
from bot.storage.schema import plan_occurrences, plans_off

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.domain.plans import Occurrence


class SqlPlans:
    """The port `Plans`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def happened(self, keys: Collection[str]) -> frozenset[str]:
        """Which of these have happened."""
        found = select(plan_occurrences.c.key).where(plan_occurrences.c.key.in_(list(keys)))
        return frozenset(self._connection.execute(found).scalars())

    def add(self, occurrence: Occurrence, state: OccurrenceState) -> bool:
        """Write down that it happened; False when it had."""
        row = {"key": occurrence.key, "due_at": occurrence.due_at, "state": state}
        insertion = insert_new(plan_occurrences, self._connection.dialect.name)
        return self._connection.execute(insertion, row).rowcount == 1

    def last(self, occurrence: Occurrence) -> Happened | None:
        """What happened last by the same rule of the same edition."""
        at, beginning = plan_occurrences.c, occurrence.key.removesuffix(occurrence.mark)
        found = select(at.key, at.due_at).where(at.key.startswith(beginning, autoescape=True))
        row = self._connection.execute(found.order_by(at.due_at.desc(), at.key.desc()).limit(1)).first()
        return None if row is None else Happened(*row)

    def dropped(self, since: datetime) -> Sequence[str]:
        """The keys of what came too late and was due then or later, the latest first."""
        at = plan_occurrences.c
        found = select(at.key).where(at.state == OccurrenceState.DROPPED, at.due_at >= since)
        return self._connection.execute(found.order_by(at.due_at.desc(), at.key)).scalars().all()

    def off(self) -> frozenset[tuple[str, str]]:
        """The rules that are switched off, each with its event."""
        rows = self._connection.execute(select(plans_off.c.event, plans_off.c.rule))
        return frozenset((event, rule) for event, rule in rows)

    def switch(self, event: str, rule: str, *, on: bool) -> None:
        """Switch a rule of an event on or off."""
        if on:
            self._connection.execute(delete(plans_off).where(plans_off.c.event == event, plans_off.c.rule == rule))
        else:
            insertion = insert_new(plans_off, self._connection.dialect.name)
            self._connection.execute(insertion, {"event": event, "rule": rule})
