"""The tables, with the invariants that even a bug must not break; holds no query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Boolean, CheckConstraint, Column, Index, Integer, MetaData, Table, text

from bot.domain.deliveries import DeliveryState, NoticeKind
from bot.domain.language import ChatLanguage, Language
from bot.domain.people import ChatKind, Membership, Role
from bot.domain.policy import StaffRole
from bot.storage.columns import Id, SafeText, UtcDateTime, Word

if TYPE_CHECKING:
    from collections.abc import Iterable
    from enum import StrEnum

    from sqlalchemy import TextClause

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    }
)


def _one_of(column: str, members: Iterable[StrEnum]) -> CheckConstraint:
    values = ", ".join(f"'{member.value}'" for member in members)
    return CheckConstraint(f"{column} IN ({values})", name=column)


def _partial(name: str, *columns: str, where: TextClause) -> Index:
    return Index(name, *columns, sqlite_where=where, postgresql_where=where)


# Conditions of partial indexes. Queries repeat them word for word: SQLite does not see through a bound value.
WAITING = text("done_at IS NULL")
DONE = text("done_at IS NOT NULL")
PENDING = text("state = 'pending'")
SENDING = text("state = 'sending'")
NOT_ENDED = text("state IN ('pending', 'sending')")

people = Table(
    "people",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("language", Word(Language)),
    Column("role", Word(Role)),
    Column("blocked", Boolean, nullable=False),
    _one_of("language", Language),
    _one_of("role", Role),
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
    _one_of("kind", ChatKind),
    _one_of("membership", Membership),
    _one_of("language", ChatLanguage),
)

# Owners come from the settings only: no row can make one.
APPOINTED = (StaffRole.ORGANIZER, StaffRole.ANSWERER)

staff = Table(
    "staff",
    metadata,
    Column("person", Id, primary_key=True, autoincrement=False),
    Column("role", Word(StaffRole), nullable=False),
    Column("since", UtcDateTime, nullable=False),
    _one_of("role", APPOINTED),
)

invitations = Table(
    "invitations",
    metadata,
    Column("secret_hash", SafeText, primary_key=True),
    Column("role", Word(StaffRole), nullable=False),
    Column("invited_by", Id, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_by", Id),
    _one_of("role", APPOINTED),
)

events = Table(
    "events",
    metadata,
    Column("key", SafeText, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("document", SafeText, nullable=False),
    Column("archived", Boolean, nullable=False),
)

follows = Table(
    "follows",
    metadata,
    Column("person", Id, primary_key=True, autoincrement=False),
    Column("event", SafeText, primary_key=True),
    Column("since", UtcDateTime, nullable=False),
    Index("ix_follows_event", "event"),
)

inbox = Table(
    "inbox",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("chat", Id),
    Column("body", SafeText),
    Column("received_at", UtcDateTime),
    Column("done_at", UtcDateTime),
    # What is done keeps its id alone.
    CheckConstraint(
        "(done_at IS NULL AND chat IS NOT NULL AND body IS NOT NULL AND received_at IS NOT NULL)"
        " OR (done_at IS NOT NULL AND chat IS NULL AND body IS NULL AND received_at IS NULL)",
        name="waiting_or_done",
    ),
    _partial("ix_inbox_waiting", "id", where=WAITING),
    _partial("ix_inbox_waiting_chat", "chat", "id", where=WAITING),
    _partial("ix_inbox_done", "done_at", where=DONE),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("key", SafeText, nullable=False, unique=True),
    Column("chat", Id, nullable=False),
    # Kinds grow with the programme, so they are checked here in Python and not by a constraint.
    Column("kind", Word(NoticeKind), nullable=False),
    Column("params", SafeText, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("state", Word(DeliveryState), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("message", Id),
    Column("cause", SafeText),
    _one_of("state", DeliveryState),
    CheckConstraint("attempts >= 0", name="attempts"),
    _partial("ix_outbox_pending", "due_at", "id", where=PENDING),
    _partial("ix_outbox_sending", "id", where=SENDING),
    _partial("ix_outbox_chat", "chat", where=NOT_ENDED),
    # An id is never used twice, so that a late `close` cannot hit another delivery.
    sqlite_autoincrement=True,
)

dialogues = Table(
    "dialogues",
    metadata,
    Column("key", SafeText, primary_key=True),
    Column("chat", Id, nullable=False),
    Column("state", SafeText),
    Column("data", SafeText, nullable=False),
    CheckConstraint("state IS NOT NULL OR data <> '{}'", name="under_way"),
    Index("ix_dialogues_chat", "chat"),
)

versions = Table(
    "versions",
    metadata,
    Column("name", SafeText, primary_key=True),
    Column("number", Id, nullable=False),
    CheckConstraint("number > 0", name="number"),
)
