"""The tables of staff and of invitations to it; asks no policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from bot.domain.policy import Invitation, Staff
from bot.storage.insertion import insert_or_replace
from bot.storage.schema import invitations, staff

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

_ALL = select(staff.c.person, staff.c.role, staff.c.since).order_by(staff.c.since, staff.c.person)
_INVITATION = select(
    invitations.c.secret_hash,
    invitations.c.role,
    invitations.c.invited_by,
    invitations.c.expires_at,
    invitations.c.used_by,
)


class SqlStaff:
    """The port `StaffRows`; an owner in a row is refused by the schema."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> Sequence[Staff]:
        """Everybody of the staff, by the time since when."""
        return [Staff(*row) for row in self._connection.execute(_ALL)]

    def put(self, member: Staff) -> None:
        """Add, or replace the role of a member."""
        self._connection.execute(
            insert_or_replace(staff, self._connection.dialect.name),
            {"person": member.person, "role": member.role, "since": member.since},
        )

    def remove(self, person: int) -> bool:
        """Take the role away; False when the person had none."""
        return self._connection.execute(delete(staff).where(staff.c.person == person)).rowcount > 0

    def invite(self, invitation: Invitation) -> None:
        """Keep a new invitation."""
        self._connection.execute(
            insert(invitations),
            {
                "secret_hash": invitation.secret_hash,
                "role": invitation.role,
                "invited_by": invitation.invited_by,
                "expires_at": invitation.expires_at,
                "used_by": invitation.used_by,
            },
        )

    def invitation(self, secret_hash: str) -> Invitation | None:
        """The invitation with that hash of its secret, or None."""
        row = self._connection.execute(_INVITATION.where(invitations.c.secret_hash == secret_hash)).first()
        return None if row is None else Invitation(*row)

    def use(self, secret_hash: str, by: int) -> bool:
        """Use an invitation up; False when somebody already has (also when two try at once) or it is unknown."""
        unused = invitations.c.secret_hash == secret_hash, invitations.c.used_by.is_(None)
        return self._connection.execute(update(invitations).where(*unused).values(used_by=by)).rowcount == 1
