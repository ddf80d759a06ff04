"""Why nobody can sign up somewhere now, and whether it is announced when they can; asks no table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.opening import Stage, opening_of
from bot.domain.plans import REGISTRATION_OPENS
from bot.domain.when import is_date

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from bot.domain.events import Edition, Event, Session
    from bot.domain.opening import Opening
    from bot.services.sessions import Offered


@dataclass(frozen=True, slots=True)
class Shut:
    """An event, or one session of it, that takes no registrations now.

    `edition` is the one to come; `is_announced` tells whether the subscribers of its topic are told when it opens.
    """

    event: Event
    opening: Opening
    edition: Edition | None = None
    session: Session | None = None
    is_announced: bool = False
    awaits_date: bool = False


def shut(event: Event, found: Offered | None, opening: Opening, now: datetime, zone: ZoneInfo) -> Shut:
    """The event, or the session, with what there is to wait for, if no organizer has switched that off."""
    current, session = event.current(now, zone), found.session if found else None
    later, awaits = may_be_announced(event, now, zone), event.awaits_date(now, zone)
    return Shut(event, opening, current, session, is_announced=later, awaits_date=awaits)


def may_be_announced(event: Event, now: datetime, zone: ZoneInfo) -> bool:
    """Whether the event's plan tells when its registration opens, and that is still to come."""
    current = event.current(now, zone)
    dated, planned = current is not None and is_date(current.when), REGISTRATION_OPENS in event.plan
    return dated and planned and opening_of(event, now, zone).stage is Stage.LATER


def is_announced(event: Event, off: Collection[tuple[str, str]]) -> bool:
    """Whether that rule of the plan is not among those that are switched off."""
    return (event.key, REGISTRATION_OPENS) not in off
