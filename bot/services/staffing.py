"""Who is of the staff: one-use invitations, roles given and taken away at once; who may do it is the policy's word."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.domain.auditing import AuditAction
from bot.domain.policy import INVITATION_LIFE, Action, Invitation, Staff, StaffRole, may, may_appoint, may_dismiss
from bot.services.auditing import PAGE, LogPage, record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.domain.deliveries import DeliveryState
    from bot.domain.handovers import HandoverState
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database, Transaction

SECRET_BYTES = 16
"""128 bits: nobody guesses a link."""

_RANKS = tuple(StaffRole)


@dataclass(frozen=True, slots=True)
class Invited:
    """A link was made; the secret is shown once and kept nowhere."""

    secret: str
    role: StaffRole
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class NotAllowed:
    """The policy does not let this person do that."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A valid invitation to this role, not used yet."""

    role: StaffRole


@dataclass(frozen=True, slots=True)
class Appointed:
    """The person now has this role."""

    role: StaffRole


@dataclass(frozen=True, slots=True)
class AlreadyStaff:
    """The person has this role or a higher one; the invitation stays unused."""

    role: StaffRole


@dataclass(frozen=True, slots=True)
class NotValid:
    """No such invitation, or it has been used, or it is too old: which one is not told."""


@dataclass(frozen=True, slots=True)
class Dismissed:
    """The role was taken away."""

    member: Staff


@dataclass(frozen=True, slots=True)
class NotStaff:
    """The person has no role that could be taken away."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """How much the bot is used, without anybody's data."""

    people: int
    chats: int
    follows: Mapping[str, int]
    outbox: Mapping[DeliveryState, int]
    handovers: Mapping[HandoverState, int] = field(default_factory=lambda: MappingProxyType({}))


class Staffing:
    """Roles in memory, so that every tap can be checked; what changes them is checked again in its transaction."""

    def __init__(self, database: Database, *, owners: frozenset[int], clock: Clock) -> None:
        self._database = database
        self._owners = owners
        self._clock = clock
        self._roles: dict[int, StaffRole] = {}

    @property
    def owners(self) -> frozenset[int]:
        """The people whom the settings name."""
        return self._owners

    def role(self, person: int) -> StaffRole | None:
        """The person's role now, None for everybody who is not of the staff."""
        return StaffRole.OWNER if person in self._owners else self._roles.get(person)

    async def refresh(self) -> None:
        """Read the roles again (another process may have changed them)."""
        members = await self._database.read(lambda tx: tx.staff.all())
        self._roles = {member.person: member.role for member in members}

    async def invite(self, work: Database, by: int, role: StaffRole) -> Invited | NotAllowed:
        """Make a one-use link to a role."""
        secret = secrets.token_urlsafe(SECRET_BYTES)
        expires_at = self._clock.now() + INVITATION_LIFE

        def body(tx: Transaction) -> Invited | NotAllowed:
            if not may_appoint(self.role_in(tx, by), role):
                return NotAllowed()
            tx.staff.invite(Invitation(_hash(secret), role, by, expires_at))
            record(tx, self._clock.now(), by, AuditAction.INVITED, details={"role": role})
            return Invited(secret, role, expires_at)

        return await work.run(body)

    async def look_at(self, work: Database, person: int, secret: str) -> Offered | AlreadyStaff | NotValid:
        """What this link would give to the person; changes nothing."""
        return await work.read(lambda tx: self._offer(tx, person, secret))

    async def accept(self, work: Database, person: int, secret: str) -> Appointed | AlreadyStaff | NotValid:
        """Use the link up and give its role, unless whoever made it may not do so any more."""

        def body(tx: Transaction) -> Appointed | AlreadyStaff | NotValid:
            match self._offer(tx, person, secret):
                case Offered(role) if tx.staff.use(_hash(secret), person):
                    now = self._clock.now()
                    tx.staff.put(Staff(person, role, now))
                    record(tx, now, person, AuditAction.APPOINTED, str(person), {"role": role})
                    return Appointed(role)
                case AlreadyStaff() as already:
                    return already
                case _:
                    return NotValid()

        outcome = await work.run(body)
        if isinstance(outcome, Appointed):
            self._roles[person] = outcome.role
        return outcome

    async def dismiss(self, work: Database, by: int, person: int) -> Dismissed | NotAllowed | NotStaff:
        """Take a role away; it holds from the moment this returns."""

        def body(tx: Transaction) -> Dismissed | NotAllowed | NotStaff:
            mine = self.role_in(tx, by)
            if not may(mine, Action.SEE_STAFF):
                return NotAllowed()
            member = next((m for m in tx.staff.all() if m.person == person), None)
            if member is None:
                return NotStaff()
            if not may_dismiss(mine, member.role):
                return NotAllowed()
            tx.staff.remove(person)
            record(tx, self._clock.now(), by, AuditAction.DISMISSED, str(person), {"role": member.role})
            return Dismissed(member)

        outcome = await work.run(body)
        if isinstance(outcome, Dismissed | NotStaff):
            self._roles.pop(person, None)
        return outcome

    async def members(self, work: Database, by: int) -> Sequence[Staff] | NotAllowed:
        """Organizers and answerers by the time since when, for who may see them."""
        if not may(self.role(by), Action.SEE_STAFF):
            return NotAllowed()
        return await work.read(lambda tx: tx.staff.all())

    async def log(self, work: Database, by: int, page: int) -> LogPage | NotAllowed:
        """A page of the audit log, for who may see it."""
        if not may(self.role(by), Action.SEE_LOG):
            return NotAllowed()
        page = max(page, 0)
        found = await work.read(lambda tx: tx.audit.newest(PAGE + 1, page * PAGE))
        return LogPage(found[:PAGE], page, len(found) > PAGE)

    async def numbers(self, work: Database, by: int) -> Numbers | NotAllowed:
        """How much the bot is used, for who may see it."""
        if not may(self.role(by), Action.SEE_NUMBERS):
            return NotAllowed()
        return await work.read(
            lambda tx: Numbers(
                people=tx.people.count(),
                chats=sum(chat.membership.inside for chat in tx.chats.all()),
                follows=tx.follows.counts(),
                outbox=tx.outbox.counts(),
                handovers=tx.handovers.counts(),
            )
        )

    def role_in(self, tx: Transaction, person: int) -> StaffRole | None:
        """The person's role as a transaction sees it: what changes anything asks this."""
        if person in self._owners:
            return StaffRole.OWNER
        return next((m.role for m in tx.staff.all() if m.person == person), None)

    def _offer(self, tx: Transaction, person: int, secret: str) -> Offered | AlreadyStaff | NotValid:
        invitation = tx.staff.invitation(_hash(secret))
        if invitation is None or not invitation.is_valid(self._clock.now()):
            return NotValid()
        if not may_appoint(self.role_in(tx, invitation.invited_by), invitation.role):
            return NotValid()
        mine = self.role_in(tx, person)
        if mine is not None and _RANKS.index(mine) <= _RANKS.index(invitation.role):
            return AlreadyStaff(mine)
        return Offered(invitation.role)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
