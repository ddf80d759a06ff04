"""The audit log: what the staff did, written in the transaction of the deed, read by owners; forgets nothing."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.domain.auditing import Entry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.domain.auditing import AuditAction
    from bot.services.ports.database import Transaction

PAGE = 8
"""Entries on a page."""


@dataclass(frozen=True, slots=True)
class LogPage:
    """A page of the log, the newest first; pages count from 0."""

    entries: Sequence[Entry]
    page: int
    more: bool


def record(  # noqa: PLR0917  it is said in this order: when, who, what, about what
    tx: Transaction,
    at: datetime,
    by: int | None,
    action: AuditAction,
    subject: str = "",
    details: Mapping[str, str] | None = None,
) -> None:
    """Write what was done; `subject` is a key or an id, and `details` hold nothing that a visitor wrote."""
    tx.audit.add(Entry(at, by, action, subject, MappingProxyType(dict(details or {}))))
