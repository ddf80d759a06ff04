"""Whether registrations are taken, and where they are not, why and since or until when; knows no words for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.domain.events import EditionState

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from bot.domain.events import Edition, Event


class Stage(StrEnum):
    """How far a registration is."""

    NOT_ANNOUNCED = "not_announced"
    LATER = "later"
    OPEN = "open"
    CLOSED = "closed"
    OVER = "over"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Opening:
    """A stage, and the moment at which it begins (later) or ends (open) or began (closed), where that is published."""

    stage: Stage
    at: datetime | None = None


def opening(edition: Edition | None, now: datetime, zone: ZoneInfo) -> Opening:
    """How the registration of an edition stands; a window that is only planned is not told."""
    window = edition.registration if edition else None
    if edition is None:
        return Opening(Stage.NOT_ANNOUNCED)
    if edition.state is EditionState.CANCELLED:
        return Opening(Stage.CANCELLED)
    if edition.is_over(now, zone):
        return Opening(Stage.OVER)
    if edition.state is EditionState.CLOSED:
        return Opening(Stage.CLOSED)
    if window is None or edition.state is EditionState.PLANNED:
        return Opening(Stage.NOT_ANNOUNCED)
    if now < window.opens:
        return Opening(Stage.LATER, window.opens)
    return Opening(Stage.OPEN, window.closes) if now < window.closes else Opening(Stage.CLOSED, window.closes)


def opening_of(event: Event, now: datetime, zone: ZoneInfo) -> Opening:
    """The same of an event: of the edition to come, else of the newest; of what recurs the next is not announced."""
    edition = event.current(now, zone)
    return opening(edition or (None if event.recurs else event.last(now, zone)), now, zone)
