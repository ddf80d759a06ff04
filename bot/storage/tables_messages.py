"""The tables of what comes in and goes out: updates, conversations, notices, announcements; holds no query."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, Float, Index, Integer, Table, text

from bot.domain.announcements import AT_WORK, AnnouncementState, Policy, RecipientState, Topic
from bot.domain.deliveries import DeliveryState, NoticeKind
from bot.domain.language import ChatLanguage
from bot.storage.columns import Id, SafeText, UtcDateTime, Word
from bot.storage.metadata import metadata, one_of, partial

# Conditions of partial indexes. Queries repeat them word for word: SQLite does not see through a bound value.
WAITING = text("done_at IS NULL")
DONE = text("done_at IS NOT NULL")
PENDING = text("state = 'pending'")
SENDING = text("state = 'sending'")
NOT_ENDED = text("state IN ('pending', 'sending')")
GROUPS = text("chat < 0")
TELLS_A_DAY = text("about IS NOT NULL")
SCHEDULED = text("state = 'scheduled'")
ANNOUNCEMENTS_AT_WORK = text("state IN ({})".format(", ".join(f"'{state.value}'" for state in AT_WORK)))

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
    partial("ix_inbox_waiting", "id", where=WAITING),
    partial("ix_inbox_waiting_chat", "chat", "id", where=WAITING),
    partial("ix_inbox_done", "done_at", where=DONE),
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
    # The day of an edition that it tells of: an announcement of the same day leaves its chat out.
    Column("about", SafeText),
    one_of("state", DeliveryState),
    CheckConstraint("attempts >= 0", name="attempts"),
    partial("ix_outbox_pending", "due_at", "id", where=PENDING),
    partial("ix_outbox_sending", "id", where=SENDING),
    partial("ix_outbox_chat", "chat", where=NOT_ENDED),
    partial("ix_outbox_about", "about", "chat", where=TELLS_A_DAY),
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

announcements = Table(
    "announcements",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("content", SafeText, nullable=False),
    Column("audience", SafeText, nullable=False),
    Column("policy", Word(Policy), nullable=False),
    Column("topic", Word(Topic)),
    Column("send_at", UtcDateTime),
    Column("expires_at", UtcDateTime),
    Column("silent", Boolean, nullable=False),
    Column("urgent", SafeText),
    Column("parity_override", SafeText),
    Column("author", Id),
    Column("confirmed_by", Id),
    Column("occurrence", SafeText, unique=True),
    Column("state", Word(AnnouncementState), nullable=False),
    Column("reason", SafeText),
    Column("revision", Integer, nullable=False),
    Column("prepared_to", Id),
    Column("created_at", UtcDateTime, nullable=False),
    Column("started_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    one_of("policy", Policy),
    one_of("topic", Topic),
    one_of("state", AnnouncementState),
    partial("ix_announcements_at_work", "id", where=ANNOUNCEMENTS_AT_WORK),
    partial("ix_announcements_scheduled", "send_at", where=SCHEDULED),
    # An announcement's number is told to people and stands in their buttons: it is never given again.
    sqlite_autoincrement=True,
)

recipients = Table(
    "recipients",
    metadata,
    Column("announcement", Id, primary_key=True, autoincrement=False),
    Column("chat", Id, primary_key=True, autoincrement=False),
    Column("thread", Id, primary_key=True, autoincrement=False),
    Column("language", Word(ChatLanguage), nullable=False),
    Column("state", Word(RecipientState), nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("message", Id),
    Column("more", SafeText),
    Column("cause", SafeText),
    one_of("language", ChatLanguage),
    one_of("state", RecipientState),
    partial("ix_recipients_pending", "announcement", "due_at", "chat", "thread", where=PENDING),
    partial("ix_recipients_sending", "announcement", where=SENDING),
    # Rows of a moved group are looked up by their chat; people do not move.
    partial("ix_recipients_group", "chat", where=GROUPS),
    # The rows lie in the primary key itself: a million of them need no second tree.
    sqlite_with_rowid=False,
)

taps = Table(
    "taps",
    metadata,
    Column("announcement", Id, primary_key=True, autoincrement=False),
    Column("button", Integer, primary_key=True, autoincrement=False),
    Column("count", Integer, nullable=False),
    CheckConstraint("count > 0", name="counted"),
)

# Chat 0 stands for all bulk: no chat has that id.
pace = Table(
    "pace",
    metadata,
    Column("chat", Id, primary_key=True, autoincrement=False),
    Column("until", UtcDateTime),
    Column("rate", Float),
    CheckConstraint("rate > 0", name="rate"),
    CheckConstraint("rate IS NULL OR chat = 0", name="one_rate"),
)
