"""The tables of the programme, its history, its plans and the audit log; holds no query."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, Index, Integer, Table

from bot.domain.auditing import AuditAction
from bot.domain.plans import OccurrenceState
from bot.storage.columns import Id, SafeText, UtcDateTime, Word
from bot.storage.metadata import metadata, one_of

events = Table(
    "events",
    metadata,
    Column("key", SafeText, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("document", SafeText, nullable=False),
    Column("archived", Boolean, nullable=False),
)

# What the files said of an event when they were last loaded.
loaded_events = Table(
    "loaded_events",
    metadata,
    Column("key", SafeText, primary_key=True),
    Column("document", SafeText, nullable=False),
)

schools = Table(
    "schools",
    metadata,
    Column("id", SafeText, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("document", SafeText, nullable=False),
)

changes = Table(
    "changes",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("event", SafeText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("author", Id),
    Column("undoes", Id),
    Column("before", SafeText, nullable=False),
    Column("after", SafeText, nullable=False),
    Index("ix_changes_event", "event", "id"),
    sqlite_autoincrement=True,
)

# A trigger of its migration keeps its rows from being rewritten.
audit = Table(
    "audit",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("at", UtcDateTime, nullable=False),
    Column("author", Id),
    # Actions grow with the bot, so they are checked here in Python and not by a constraint.
    Column("action", Word(AuditAction), nullable=False),
    Column("subject", SafeText, nullable=False),
    Column("details", SafeText, nullable=False),
    sqlite_autoincrement=True,
)

plan_occurrences = Table(
    "plan_occurrences",
    metadata,
    Column("key", SafeText, primary_key=True),
    Column("due_at", UtcDateTime, nullable=False),
    Column("state", Word(OccurrenceState), nullable=False),
    one_of("state", OccurrenceState),
    Index("ix_plan_occurrences_due_at", "due_at"),
)

plans_off = Table(
    "plans_off",
    metadata,
    Column("event", SafeText, primary_key=True),
    Column("rule", SafeText, primary_key=True),
)

versions = Table(
    "versions",
    metadata,
    Column("name", SafeText, primary_key=True),
    Column("number", Id, nullable=False),
    CheckConstraint("number > 0", name="number"),
)
