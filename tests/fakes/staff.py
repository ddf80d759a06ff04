"""The port of the tables of staff and of invitations to it, in memory."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.policy import StaffRole
from bot.storage.limits import checked_id, checked_text, checked_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.policy import Invitation, Staff
    from tests.fakes.tables import Tables


class FakeStaff:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def all(self) -> Sequence[Staff]:
        return sorted(self._tables.staff.values(), key=lambda member: (member.since, member.person))

    def put(self, member: Staff) -> None:
        self._tables.written()
        _check_role(member.role)
        self._tables.staff[checked_id(member.person)] = replace(member, since=checked_time(member.since))

    def remove(self, person: int) -> bool:
        self._tables.written()
        return self._tables.staff.pop(checked_id(person), None) is not None

    def invite(self, invitation: Invitation) -> None:
        self._tables.written()
        _check_role(invitation.role)
        if invitation.secret_hash in self._tables.invitations:
            raise ValueError("there is an invitation with that hash already")
        checked_id(invitation.invited_by)
        kept = replace(invitation, expires_at=checked_time(invitation.expires_at))
        self._tables.invitations[checked_text(invitation.secret_hash)] = kept

    def invitation(self, secret_hash: str) -> Invitation | None:
        return self._tables.invitations.get(checked_text(secret_hash))

    def use(self, secret_hash: str, by: int) -> bool:
        self._tables.written()
        invitation = self.invitation(secret_hash)
        if invitation is None or invitation.used_by is not None:
            return False
        self._tables.invitations[secret_hash] = replace(invitation, used_by=checked_id(by))
        return True


def _check_role(role: StaffRole) -> None:
    if role is StaffRole.OWNER:
        raise ValueError("owners come from the settings")
