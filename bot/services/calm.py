"""When somebody may be written to, from what the tables hold of them; decides nothing itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.lessons import Calm
from bot.domain.people import Role

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from bot.domain.registrations import Registration
    from bot.services.ports.database import Transaction


def calm_of(tx: Transaction, person: int, zone: ZoneInfo) -> Calm:
    """When a person is left in peace: at night and in their quiet hours."""
    return Calm(zone, tx.subscriptions.get(person).quiet)


def calm_to_decide(tx: Transaction, one: Registration, zone: ZoneInfo) -> Calm:
    """When its owner is not asked to decide anything: a pupil is spared in lessons too."""
    calm, person = calm_of(tx, one.owner, zone), tx.people.get(one.owner)
    is_pupil = (one.application.minor and not one.application.child) or (person and person.role is Role.PUPIL)
    return replace(calm, lessons=tx.lessons.get(), shift=person.shift if person else None) if is_pupil else calm
