"""The tables of registrations, with the invariants that even a bug must not break; holds no query."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, Index, Integer, Table, text

from bot.domain.registrations import Ending, RegistrationState
from bot.storage.columns import Id, SafeText, UtcDateTime, Word
from bot.storage.metadata import metadata, one_of, partial

# Conditions of partial indexes. Queries repeat them word for word: SQLite does not see through a bound value.
WAITLISTED = text("state = 'waitlisted'")
LIVE = text("state IN ('awaiting_guardian', 'awaiting_review', 'confirmed', 'waitlisted', 'offered')")
NO_REPLY = text("replied_at IS NULL")
NOTHING_SAID: dict[str, str | None] = {
    "answers": "{}",
    "reason": None,
    "school": None,
    "school_class": None,
    "consent_contact": None,
}
"""What is left of what somebody said, once it is forgotten who that was."""

WITH_SCHOOL, WITH_CLASS = text("school IS NOT NULL"), text("school_class IS NOT NULL")

registrations = Table(
    "registrations",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("event", SafeText, nullable=False),
    Column("edition", SafeText, nullable=False),
    Column("session", SafeText, nullable=False),
    Column("owner", Id, nullable=False),
    Column("child", Integer, nullable=False),
    Column("places", Integer, nullable=False),
    Column("minor", Boolean, nullable=False),
    Column("answers", SafeText, nullable=False),
    Column("state", Word(RegistrationState), nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("reviewed", Boolean, nullable=False),
    Column("until", UtcDateTime),
    # Endings grow with the product, so they are checked here in Python and not by a constraint.
    Column("ending", Word(Ending)),
    Column("reason", SafeText),
    Column("sequence", Integer, nullable=False),
    Column("consent_version", SafeText),
    Column("consent_hash", SafeText),
    Column("consent_by", Id),
    Column("consent_at", UtcDateTime),
    Column("consent_paper", Boolean),
    Column("consent_withdrawn_at", UtcDateTime),
    Column("consent_contact", SafeText),
    Column("asked_coming_at", UtcDateTime),
    Column("coming_at", UtcDateTime),
    # What the answers say of school and class: audiences ask for it, and answers are not searched.
    Column("school", SafeText),
    Column("school_class", SafeText),
    one_of("state", RegistrationState),
    CheckConstraint("places > 0", name="places"),
    CheckConstraint(
        "NOT minor OR state NOT IN ('confirmed', 'attended', 'no_show')"
        " OR (consent_at IS NOT NULL AND consent_withdrawn_at IS NULL)",
        name="no_minor_without_consent",
    ),
    CheckConstraint("state NOT IN ('offered', 'awaiting_guardian') OR until IS NOT NULL", name="what_waits_has_an_end"),
    Index(
        "uq_registrations_live",
        "event",
        "edition",
        "session",
        "owner",
        "child",
        unique=True,
        sqlite_where=LIVE,
        postgresql_where=LIVE,
    ),
    Index("ix_registrations_owner", "owner"),
    # Audiences are read along these, owner by owner.
    Index("ix_registrations_event", "event", "owner", "state"),
    partial("ix_registrations_school", "school", "owner", "state", where=WITH_SCHOOL),
    partial("ix_registrations_class", "school_class", "owner", "state", where=WITH_CLASS),
    partial("ix_registrations_until", "until", "id", where=LIVE),
    partial("ix_registrations_waiting", "event", "edition", "session", "id", where=WAITLISTED),
    # The number of a registration is told to people: it is never given again.
    sqlite_autoincrement=True,
)

consent_requests = Table(
    "consent_requests",
    metadata,
    Column("secret_hash", SafeText, primary_key=True),
    Column("registration", Id, nullable=False, unique=True),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used", Boolean, nullable=False),
)

# At most one question about an application waits for its reply.
review_questions = Table(
    "review_questions",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("registration", Id, nullable=False),
    Column("author", Id, nullable=False),
    Column("question", SafeText, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("reply", SafeText),
    Column("reply_file", SafeText),
    Column("replied_at", UtcDateTime),
    Index("ix_review_questions_registration", "registration"),
    Index(
        "uq_review_questions_open",
        "registration",
        unique=True,
        sqlite_where=NO_REPLY,
        postgresql_where=NO_REPLY,
    ),
    sqlite_autoincrement=True,
)

session_places = Table(
    "session_places",
    metadata,
    Column("event", SafeText, primary_key=True),
    Column("edition", SafeText, primary_key=True),
    Column("session", SafeText, primary_key=True),
    Column("capacity", Integer),
    # The capacity, or what is held where it was lowered below that: nobody loses a place.
    Column("allowed", Integer),
    Column("taken", Integer, nullable=False),
    CheckConstraint("taken >= 0 AND (allowed IS NULL OR taken <= allowed)", name="never_oversold"),
    CheckConstraint("(capacity IS NULL) = (allowed IS NULL)", name="limited_or_not"),
)

classes = Table(
    "classes",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("event", SafeText, nullable=False),
    Column("edition", SafeText, nullable=False),
    Column("session", SafeText, nullable=False),
    Column("teacher", Id, nullable=False),
    Column("label", SafeText, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("school", SafeText),
    Index("ix_classes_teacher", "teacher"),
    sqlite_autoincrement=True,
)

# Each seat is a registration of one place; here stands what makes it a seat of a class.
class_seats = Table(
    "class_seats",
    metadata,
    Column("class_id", Id, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("registration", Id, nullable=False, unique=True),
    Column("name", SafeText),
    Column("secret_hash", SafeText, unique=True),
    Column("claimed", Boolean, nullable=False),
)
