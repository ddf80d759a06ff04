"""A guardian's consent: to which words, by whom and when; it can be withdrawn, and is kept as it was given."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Consent:
    """`by` is the guardian's Telegram id; on paper it is the teacher's who says that the school holds it.

    `contact` is the guardian's own phone number, where the session asks for it and while the consent holds.
    """

    version: str
    text_hash: str
    by: int
    at: datetime
    paper: bool = False
    withdrawn_at: datetime | None = None
    contact: str | None = None

    @property
    def is_live(self) -> bool:
        """Whether it still holds."""
        return self.withdrawn_at is None

    def withdraw(self, now: datetime) -> Consent:
        """The same, taken back, without the number; what was withdrawn before stays so."""
        return self if self.withdrawn_at else replace(self, withdrawn_at=now, contact=None)


@dataclass(frozen=True, slots=True)
class ConsentRequest:
    """A link by which a guardian is asked about a registration, once; only the hash of its secret is kept."""

    secret_hash: str
    registration: int
    expires_at: datetime
    used: bool = False

    def is_valid(self, now: datetime) -> bool:
        """Whether a decision can still be made by it."""
        return not self.used and now < self.expires_at


def hash_of(text: str) -> str:
    """What proves later which words were agreed to, or that a secret is the one that was given out."""
    return sha256(text.encode()).hexdigest()
