"""The port of the tables of questions passed on to organizers, of their messages, and of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.domain.handovers import Desk, Handover, HandoverState


class HandoverRows(Protocol):
    """Questions that organizers answer."""

    def add(self, handover: Handover) -> Handover | None:
        """Keep a new one, with the number it gets; None when the same question of the person waits already."""
        ...

    def get(self, handover: int) -> Handover | None:
        """The one with that number, or None."""
        ...

    def put(self, handover: Handover) -> None:
        """Replace the one with that number; harmless when it is gone."""
        ...

    def waiting(self) -> Sequence[Handover]:
        """All that wait for a reply, by number."""
        ...

    def of(self, person: int) -> Sequence[Handover]:
        """All that are kept of a person, by number."""
        ...

    def counts(self) -> Mapping[HandoverState, int]:
        """How many stand in each state; states without any are left out."""
        ...

    def forget(self, before: datetime) -> int:
        """Delete those that ended before; how many."""
        ...

    def said(self, chat: int, message: int, handover: int) -> None:
        """Keep that the bot's message is about that question; harmless when that is kept, or the question gone."""
        ...

    def of_message(self, chat: int, message: int) -> Handover | None:
        """The question that the bot's message is about, or None."""
        ...

    def desk(self) -> Desk:
        """The desk; one without a chat while nothing was set."""
        ...

    def put_desk(self, desk: Desk) -> None:
        """Replace it."""
        ...
