"""The tables of people, chats and the staff; holds no query."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, Index, Integer, Table

from bot.domain.announcements import Topic
from bot.domain.language import ChatLanguage, Language
from bot.domain.people import ChatKind, Membership, Role
from bot.domain.policy import StaffRole
from bot.storage.columns import Id, SafeText, UtcDateTime, Word
from bot.storage.metadata import metadata, one_of

people = Table(
    "people",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("language", Word(Language)),
    Column("role", Word(Role)),
    Column("blocked", Boolean, nullable=False),
    # 1 or 2: in which shift a pupil studies.
    Column("shift", Integer),
    one_of("language", Language),
    one_of("role", Role),
)

chats = Table(
    "chats",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("kind", Word(ChatKind), nullable=False),
    Column("title", SafeText, nullable=False),
    Column("membership", Word(Membership), nullable=False),
    Column("language", Word(ChatLanguage), nullable=False),
    Column("changed_at", UtcDateTime),
    one_of("kind", ChatKind),
    one_of("membership", Membership),
    one_of("language", ChatLanguage),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    # A person's own chat has the person's id, groups and channels have negative ones.
    Column("chat", Id, primary_key=True, autoincrement=False),
    *(Column(topic.value, Boolean, nullable=False) for topic in Topic),
    Column("stopped", Boolean, nullable=False),
    Column("quiet_start", Integer),
    Column("quiet_end", Integer),
    Column("thread", Id, nullable=False),
    CheckConstraint("(quiet_start IS NULL) = (quiet_end IS NULL)", name="quiet_begins_and_ends"),
)

lesson_hours = Table(
    "lesson_hours",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    # Weekdays from 0, Monday; empty in the holidays. The edges are minutes of a day.
    Column("days", SafeText, nullable=False),
    Column("first_starts", Integer, nullable=False),
    Column("first_ends", Integer, nullable=False),
    Column("second_starts", Integer, nullable=False),
    Column("second_ends", Integer, nullable=False),
    CheckConstraint("id = 1", name="one"),
)

follows = Table(
    "follows",
    metadata,
    Column("person", Id, primary_key=True, autoincrement=False),
    Column("event", SafeText, primary_key=True),
    Column("since", UtcDateTime, nullable=False),
    # The edition whose date the person was told; NULL while they wait for one.
    Column("told", SafeText),
    Index("ix_follows_event", "event"),
)

# Owners come from the settings only: no row can make one.
APPOINTED = (StaffRole.ORGANIZER, StaffRole.ANSWERER)

staff = Table(
    "staff",
    metadata,
    Column("person", Id, primary_key=True, autoincrement=False),
    Column("role", Word(StaffRole), nullable=False),
    Column("since", UtcDateTime, nullable=False),
    one_of("role", APPOINTED),
)

invitations = Table(
    "invitations",
    metadata,
    Column("secret_hash", SafeText, primary_key=True),
    Column("role", Word(StaffRole), nullable=False),
    Column("invited_by", Id, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_by", Id),
    one_of("role", APPOINTED),
)
