"""Who of the staff may do what: the one policy, asked everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class StaffRole(StrEnum):
    """What a member of the staff is; each higher one may all that the lower ones may."""

    OWNER = "owner"
    ORGANIZER = "organizer"
    ANSWERER = "answerer"


class Action(StrEnum):
    """What the policy is asked about."""

    SEE_ADMIN = "see_admin"
    ANSWER_QUESTIONS = "answer_questions"
    SEE_NUMBERS = "see_numbers"
    SEE_QUESTIONS = "see_questions"
    SEE_STAFF = "see_staff"
    APPOINT_ANSWERER = "appoint_answerer"
    APPOINT_ORGANIZER = "appoint_organizer"
    DISMISS_ANSWERER = "dismiss_answerer"
    DISMISS_ORGANIZER = "dismiss_organizer"
    SET_DESK = "set_desk"
    EDIT_PROGRAMME = "edit_programme"
    ANNOUNCE = "announce"
    DECIDE_REGISTRATIONS = "decide_registrations"
    EXPORT_REGISTRATIONS = "export_registrations"
    SEE_LOG = "see_log"


_ANSWERER = frozenset({Action.SEE_ADMIN, Action.ANSWER_QUESTIONS})
_ORGANIZER = _ANSWERER | {
    Action.SEE_NUMBERS,
    Action.SEE_QUESTIONS,
    Action.SEE_STAFF,
    Action.APPOINT_ANSWERER,
    Action.DISMISS_ANSWERER,
    Action.EDIT_PROGRAMME,
    Action.ANNOUNCE,
    Action.DECIDE_REGISTRATIONS,
    Action.EXPORT_REGISTRATIONS,
}
_OWNER = _ORGANIZER | {Action.APPOINT_ORGANIZER, Action.DISMISS_ORGANIZER, Action.SET_DESK, Action.SEE_LOG}

_ALLOWED = {StaffRole.ANSWERER: _ANSWERER, StaffRole.ORGANIZER: _ORGANIZER, StaffRole.OWNER: _OWNER}


def may(role: StaffRole | None, action: Action) -> bool:
    """Whether somebody with this role (None: not of the staff) may do it."""
    return role is not None and action in _ALLOWED[role]


def allowed(role: StaffRole | None) -> frozenset[Action]:
    """Everything this role may do."""
    return frozenset() if role is None else _ALLOWED[role]


def may_appoint(by: StaffRole | None, role: StaffRole) -> bool:
    """Whether `by` may hand out an invitation to `role`; owners come from the settings only."""
    wanted = {StaffRole.ORGANIZER: Action.APPOINT_ORGANIZER, StaffRole.ANSWERER: Action.APPOINT_ANSWERER}
    return role in wanted and may(by, wanted[role])


def may_dismiss(by: StaffRole | None, role: StaffRole) -> bool:
    """Whether `by` may take `role` away from somebody; owners leave through the settings only."""
    wanted = {StaffRole.ORGANIZER: Action.DISMISS_ORGANIZER, StaffRole.ANSWERER: Action.DISMISS_ANSWERER}
    return role in wanted and may(by, wanted[role])


INVITATION_LIFE = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Invitation:
    """A one-use link that gives a role; only the hash of its secret is kept."""

    secret_hash: str
    role: StaffRole
    invited_by: int
    expires_at: datetime
    used_by: int | None = None

    def is_valid(self, now: datetime) -> bool:
        """Whether it can still be used at `now`."""
        return self.used_by is None and now < self.expires_at


@dataclass(frozen=True, slots=True)
class Staff:
    """A member of the staff."""

    person: int
    role: StaffRole
    since: datetime
