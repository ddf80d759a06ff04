"""Why nobody can sign up somewhere now, and whether it is announced when they can; asks one table at most."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.domain.opening import Stage
from bot.domain.plans import REGISTRATION_OPENS
from bot.domain.when import is_date

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from bot.domain.events import Edition, Event, Session
    from bot.domain.opening import Opening
    from bot.services.ports.database import Transaction
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
    """The event, or the session, with what there is to wait for."""
    current, session = event.current(now, zone), found.session if found else None
    return Shut(event, opening, current, session, awaits_date=event.awaits_date(now, zone))


def may_be_announced(one: Shut) -> bool:
    """Whether a rule of the event's plan tells when it opens, if no organizer has switched it off."""
    later, dated = one.opening.stage is Stage.LATER, one.edition is not None and is_date(one.edition.when)
    return later and dated and REGISTRATION_OPENS in one.event.plan


def announced(tx: Transaction, one: Shut) -> Shut:
    """The same with whether that rule is on."""
    return replace(one, is_announced=(one.event.key, REGISTRATION_OPENS) not in tx.plans.off())
