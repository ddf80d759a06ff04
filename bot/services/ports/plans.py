"""The port of the tables of announcement plans: what has happened, and what was switched off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from bot.domain.plans import Happened, Occurrence, OccurrenceState


class Plans(Protocol):
    """Each occurrence happens once."""

    def happened(self, keys: Collection[str]) -> frozenset[str]:
        """Which of these have happened."""
        ...

    def add(self, occurrence: Occurrence, state: OccurrenceState) -> bool:
        """Write down that it happened; False when it had."""
        ...

    def last(self, occurrence: Occurrence) -> Happened | None:
        """What happened last by the same rule of the same edition."""
        ...

    def dropped(self, since: datetime) -> Sequence[str]:
        """The keys of what came too late and was due then or later, the latest first."""
        ...

    def off(self) -> frozenset[tuple[str, str]]:
        """The rules that are switched off, each with its event."""
        ...

    def switch(self, event: str, rule: str, *, on: bool) -> None:
        """Switch a rule of an event on or off."""
        ...
