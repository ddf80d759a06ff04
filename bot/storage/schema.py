"""Every table of the database, with the conditions of its partial indexes: the one place to take them from."""

from __future__ import annotations

from bot.storage.metadata import metadata
from bot.storage.tables_messages import (
    ANNOUNCEMENTS_AT_WORK,
    DONE,
    GROUPS,
    NOT_ENDED,
    PENDING,
    SCHEDULED,
    SENDING,
    WAITING,
    announcements,
    dialogues,
    inbox,
    outbox,
    pace,
    recipients,
    taps,
)
from bot.storage.tables_people import APPOINTED, chats, follows, invitations, lesson_hours, people, staff, subscriptions
from bot.storage.tables_programme import audit, changes, events, loaded_events, plan_occurrences, plans_off, versions
from bot.storage.tables_questions import OVER, WAITS, desk, handover_messages, handovers, questions
from bot.storage.tables_registrations import (
    LIVE,
    NOTHING_SAID,
    WAITLISTED,
    consent_requests,
    registrations,
    session_places,
)

__all__ = [
    "ANNOUNCEMENTS_AT_WORK",
    "APPOINTED",
    "DONE",
    "GROUPS",
    "LIVE",
    "NOTHING_SAID",
    "NOT_ENDED",
    "OVER",
    "PENDING",
    "SCHEDULED",
    "SENDING",
    "WAITING",
    "WAITLISTED",
    "WAITS",
    "announcements",
    "audit",
    "changes",
    "chats",
    "consent_requests",
    "desk",
    "dialogues",
    "events",
    "follows",
    "handover_messages",
    "handovers",
    "inbox",
    "invitations",
    "lesson_hours",
    "loaded_events",
    "metadata",
    "outbox",
    "pace",
    "people",
    "plan_occurrences",
    "plans_off",
    "questions",
    "recipients",
    "registrations",
    "session_places",
    "staff",
    "subscriptions",
    "taps",
    "versions",
]
