"""Why a queue stands as it does, in one line for organizers; decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.services.queues import Cause

if TYPE_CHECKING:
    from markupsafe import Markup

    from bot.i18n import Translator
    from bot.services.queues import Queue


def why(queue: Queue, tr: Translator) -> Markup:
    """The line."""
    moment = tr.moment(queue.moment) if queue.moment else ""
    match queue.cause:
        case Cause.CLOSED:
            return tr("🕓 The queue stands: nothing moves since {moment}.", moment=moment)
        case Cause.TOLD_LATER:
            return tr(
                "🕓 № {number} gets the offer at {moment}: it is night, or pupils are in lessons.",
                number=queue.number,
                moment=moment,
            )
        case Cause.ASKED:
            return tr("🕓 № {number} is asked and answers until {moment}.", number=queue.number, moment=moment)
        case Cause.BLOCKED:
            return tr("🕓 The queue stands: all who wait have blocked the bot.")
        case Cause.FULL:
            return tr("🕓 The queue stands: no place is free.")
        case Cause.NEEDS_MORE:
            return tr("🕓 The queue stands: the first in it needs more places: {n}.", n=tr.number(queue.number))
        case Cause.MOVING:
            return tr("🕓 The queue moves: the next is asked in a moment.")
