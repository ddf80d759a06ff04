"""The port of the tables of staff and of invitations to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.policy import Invitation, Staff


class StaffRows(Protocol):
    """Organizers and answerers (owners come from the settings), and the one-use links that make them."""

    def all(self) -> Sequence[Staff]:
        """Everybody of the staff, by the time since when."""
        ...

    def put(self, member: Staff) -> None:
        """Add, or replace the role of a member."""
        ...

    def remove(self, person: int) -> bool:
        """Take the role away; False when the person had none."""
        ...

    def invite(self, invitation: Invitation) -> None:
        """Keep a new invitation."""
        ...

    def invitation(self, secret_hash: str) -> Invitation | None:
        """The invitation with that hash of its secret, or None."""
        ...

    def use(self, secret_hash: str, by: int) -> bool:
        """Use an invitation up; False when somebody already has (also when two try at once)."""
        ...
