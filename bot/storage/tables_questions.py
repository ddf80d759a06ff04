"""The tables of questions: those that are kept, and those that were passed on; holds no query."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, Integer, Table, text

from bot.domain.handovers import HandoverState
from bot.domain.language import Language
from bot.domain.questions import QuestionOutcome
from bot.storage.columns import Id, SafeText, UtcDateTime, Word
from bot.storage.metadata import metadata, one_of, partial

# Conditions of partial indexes. Queries repeat them word for word: SQLite does not see through a bound value.
WAITS = text("state IN ('open', 'taken')")
OVER = text("over_at IS NOT NULL")

# Who asked, where and when exactly is not kept: there is no column for it.
questions = Table(
    "questions",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("text", SafeText, nullable=False),
    Column("language", Word(Language), nullable=False),
    Column("outcome", Word(QuestionOutcome), nullable=False),
    Column("event", SafeText),
    Column("aspect", SafeText),
    Column("day", Date, nullable=False),
    one_of("language", Language),
    one_of("outcome", QuestionOutcome),
    Index("ix_questions_day", "day"),
)

desk = Table(
    "desk",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("chat", Id),
    Column("topic", Id),
    Column("days", SafeText),
    Column("opens", Integer),
    Column("closes", Integer),
    Column("patience", Integer, nullable=False),
    CheckConstraint("id = 1", name="one"),
    CheckConstraint("(days IS NULL) = (opens IS NULL) AND (days IS NULL) = (closes IS NULL)", name="hours"),
)

handovers = Table(
    "handovers",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("person", Id, nullable=False),
    Column("language", Word(Language), nullable=False),
    Column("question", SafeText, nullable=False),
    Column("fingerprint", SafeText, nullable=False),
    Column("event", SafeText),
    Column("message", Id),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("state", Word(HandoverState), nullable=False),
    Column("over_at", UtcDateTime),
    Column("hand", Id),
    Column("hand_name", SafeText),
    Column("reminders", Integer, nullable=False),
    Column("reminded_at", UtcDateTime),
    Column("desk", Id),
    Column("post", Id),
    Column("revision", Integer, nullable=False),
    one_of("language", Language),
    one_of("state", HandoverState),
    CheckConstraint("(state IN ('open', 'taken')) = (over_at IS NULL)", name="over"),
    CheckConstraint("(hand IS NULL) = (hand_name IS NULL)", name="hand"),
    CheckConstraint("state <> 'withdrawn' OR question = ''", name="withdrawn"),
    Index("uq_handovers_live", "person", "fingerprint", unique=True, sqlite_where=WAITS, postgresql_where=WAITS),
    partial("ix_handovers_live", "id", where=WAITS),
    partial("ix_handovers_over", "over_at", where=OVER),
    Index("ix_handovers_person", "person"),
    # The number of a question is told to people: it is never given again.
    sqlite_autoincrement=True,
)

handover_messages = Table(
    "handover_messages",
    metadata,
    Column("chat", Id, primary_key=True, autoincrement=False),
    Column("message", Id, primary_key=True, autoincrement=False),
    Column("handover", Id, ForeignKey("handovers.id", ondelete="CASCADE"), nullable=False),
    Index("ix_handover_messages_handover", "handover"),
)
