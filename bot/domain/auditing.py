"""What the staff did, as the audit log keeps it: who, what, about what; never what a visitor wrote."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


class AuditAction(StrEnum):
    """What was done; a new one needs its words in `views/auditing.py`."""

    INVITED = "invited"
    APPOINTED = "appointed"
    DISMISSED = "dismissed"
    PROGRAMME_CHANGED = "programme_changed"
    PROGRAMME_LOADED = "programme_loaded"
    PLAN_SWITCHED = "plan_switched"
    ANNOUNCEMENT_QUEUED = "announcement_queued"
    ANNOUNCEMENT_CONFIRMED = "announcement_confirmed"
    ANNOUNCEMENT_STOPPED = "announcement_stopped"
    ANNOUNCEMENT_RECALLED = "announcement_recalled"
    ANNOUNCEMENT_FIXED = "announcement_fixed"
    QUESTION_ANSWERED = "question_answered"
    QUESTION_CLOSED = "question_closed"
    CHAT_LINKED = "chat_linked"
    CHAT_UNLINKED = "chat_unlinked"
    REGISTRATION_ASKED = "registration_asked"
    REGISTRATION_DECIDED = "registration_decided"
    LESSONS_SET = "lessons_set"
    REGISTRATIONS_EXPORTED = "registrations_exported"


@dataclass(frozen=True, slots=True)
class Entry:
    """One act: `author` is a member of the staff, None the console or the bot itself; `subject` is a key or an id."""

    at: datetime
    author: int | None
    action: AuditAction
    subject: str = ""
    details: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    id: int = 0
