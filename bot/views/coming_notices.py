"""Reminders and questions as they are when they are said; what is no longer so, or too late, is not said."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bot.domain.coming import asked_with, beginning, has_answered
from bot.domain.deliveries import NoticeKind
from bot.domain.registrations import RegistrationState
from bot.services.sessions import Seen, offered_in
from bot.views import coming

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.registrations import Registration
    from bot.services.sessions import Offered
    from bot.views.saying import Said, Setting, Words


def _reminder(params: Mapping[str, str], setting: Setting) -> Said | None:
    mine = _of_owner(params, setting)
    return (lambda tr: coming.reminder(mine, tr)) if mine else None


def _question(params: Mapping[str, str], setting: Setting) -> Said | None:
    """About all that was asked at once and has no answer; what has moved since was asked about anew."""
    first = setting.tx.registrations.get(int(params["registration"]))
    if first is None:
        return None
    # Earlier versions queued it without the moment.
    asked_at = datetime.fromisoformat(params["asked"]) if "asked" in params else first.asked_coming_at
    theirs = asked_with(first, setting.tx.registrations.of(first.owner))
    found = [Seen(one, _found(one, setting)) for one in theirs if one.asked_coming_at == asked_at]
    mine = [seen for seen in found if _ahead(seen.found, setting)]
    return (lambda tr: coming.question(mine, tr)) if mine else None


def _question_to_parent(params: Mapping[str, str], setting: Setting) -> Said | None:
    seen = _confirmed(params, setting)
    return (lambda tr: coming.question_to_parent(seen, tr)) if seen and not has_answered(seen.registration) else None


def _said(params: Mapping[str, str], setting: Setting) -> Said | None:
    seen = _confirmed(params, setting)
    return (lambda tr: coming.parent_said(seen, tr)) if seen else None


def _consent(params: Mapping[str, str], setting: Setting) -> Said | None:
    one = setting.tx.registrations.get(int(params["registration"]))
    if one is None or one.state is not RegistrationState.AWAITING_GUARDIAN or one.is_overdue(setting.now):
        return None
    seen = Seen(one, _found(one, setting))
    return lambda tr: coming.consent_awaited(seen, tr)


def _of_owner(params: Mapping[str, str], setting: Setting) -> list[Seen]:
    """The confirmed places of the owner there, while it begins when it was to begin and has not begun."""
    first = setting.tx.registrations.get(int(params["registration"]))
    found = _found(first, setting) if first else None
    begins = _ahead(found, setting)
    if first is None or begins is None or begins.isoformat() != params["begins"]:
        return []
    theirs = [one for one in setting.tx.registrations.of(first.owner) if one.session == first.session]
    return [Seen(one, found) for one in reversed(theirs) if one.state is RegistrationState.CONFIRMED]


def _ahead(found: Offered | None, setting: Setting) -> datetime | None:
    """When it begins, where that is still to come."""
    if found is None or found.edition.is_over(setting.now, setting.zone):
        return None
    begins = beginning(found.edition, found.session, setting.zone)
    return begins if begins and setting.now < begins else None


def _confirmed(params: Mapping[str, str], setting: Setting) -> Seen | None:
    one = setting.tx.registrations.get(int(params["registration"]))
    if one is None or one.state is not RegistrationState.CONFIRMED:
        return None
    return Seen(one, _found(one, setting))


def _found(one: Registration, setting: Setting) -> Offered | None:
    return offered_in(setting.programme, one.session, setting.now, setting.zone)


COMING_WORDS: Mapping[NoticeKind, Words] = {
    NoticeKind.REMINDER: _reminder,
    NoticeKind.STILL_COMING: _question,
    NoticeKind.STILL_COMING_PARENT: _question_to_parent,
    NoticeKind.COMING_SAID: _said,
    NoticeKind.CONSENT_REMINDER: _consent,
}
