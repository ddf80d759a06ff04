"""Notices about questions that were passed on, as they are when they are said; what is gone is not spoken of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.deliveries import NoticeKind
from bot.views import desk, handover
from bot.views.saying import Copied, Revision, Together

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.events import Event
    from bot.domain.handovers import Handover
    from bot.views.saying import Said, Setting, Words


def _post(params: Mapping[str, str], setting: Setting) -> Said | None:
    """A new post, or a new look of the one that stands; what went to another chat meanwhile has its post there."""
    one = _handover(params, setting)
    if one is None or one.desk != int(params["desk"]):
        return None
    event = _event(one, setting)
    view = Together(lambda voice: desk.post(one, event, setting.surface, voice))
    return view if one.post is None else Revision(one.post, view)


def _reply(params: Mapping[str, str], setting: Setting) -> Said | None:
    one = _handover(params, setting)
    if one is None:
        return None
    return Copied(int(params["from"]), int(params["copy"]), lambda tr: handover.under_reply(one, tr))


def _closed(params: Mapping[str, str], setting: Setting) -> Said | None:
    one = _handover(params, setting)
    return None if one is None else lambda tr: handover.closed(one, tr)


def _undelivered(params: Mapping[str, str], setting: Setting) -> Said | None:
    one = _handover(params, setting)
    return None if one is None else lambda tr: desk.undelivered(one, params["cause"], tr)


def _reminder(params: Mapping[str, str], setting: Setting) -> Said | None:
    one = _handover(params, setting)
    if one is None or not one.state.waits:
        return None
    event = _event(one, setting)
    return Together(lambda voice: desk.reminder(one, event, setting.now, voice))


def _waiting(_params: Mapping[str, str], setting: Setting) -> Said | None:
    count = len(setting.tx.handovers.waiting())
    return (lambda tr: desk.waiting(count, tr)) if count else None


def _desk_lost(_params: Mapping[str, str], setting: Setting) -> Said | None:
    return desk.desk_lost if setting.tx.handovers.desk().chat is None else None


def _handover(params: Mapping[str, str], setting: Setting) -> Handover | None:
    return setting.tx.handovers.get(int(params["handover"]))


def _event(one: Handover, setting: Setting) -> Event | None:
    return setting.programme.get(one.event) if one.event else None


HANDOVER_WORDS: dict[NoticeKind, Words] = {
    NoticeKind.HANDOVER_POST: _post,
    NoticeKind.HANDOVER_REPLY: _reply,
    NoticeKind.HANDOVER_CLOSED: _closed,
    NoticeKind.HANDOVER_UNDELIVERED: _undelivered,
    NoticeKind.HANDOVER_REMINDER: _reminder,
    NoticeKind.HANDOVERS_WAITING: _waiting,
    NoticeKind.DESK_LOST: _desk_lost,
}
