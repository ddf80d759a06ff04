"""The tables, with the invariants that even a bug must not break; holds no query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Boolean, CheckConstraint, Column, Date, Float, ForeignKey, Index, Integer, MetaData, Table, text

from bot.domain.announcements import AT_WORK, AnnouncementState, Policy, RecipientState, Topic
from bot.domain.auditing import AuditAction
from bot.domain.deliveries import DeliveryState, NoticeKind
from bot.domain.handovers import HandoverState
from bot.domain.language import ChatLanguage, Language
from bot.domain.people import ChatKind, Membership, Role
from bot.domain.plans import OccurrenceState
from bot.domain.policy import StaffRole
from bot.domain.questions import QuestionOutcome
from bot.domain.registrations import Ending, RegistrationState
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
GROUPS = text("chat < 0")
SCHEDULED = text("state = 'scheduled'")
ANNOUNCEMENTS_AT_WORK = text("state IN ({})".format(", ".join(f"'{state.value}'" for state in AT_WORK)))
WAITS = text("state IN ('open', 'taken')")
OVER = text("over_at IS NOT NULL")
WAITLISTED = text("state = 'waitlisted'")
LIVE = text("state IN ('awaiting_guardian', 'awaiting_review', 'confirmed', 'waitlisted', 'offered')")

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
    # The edition whose date the person was told; NULL while they wait for one.
    Column("told", SafeText),
    Index("ix_follows_event", "event"),
)

# What the files said of an event when they were last loaded.
loaded_events = Table(
    "loaded_events",
    metadata,
    Column("key", SafeText, primary_key=True),
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
    _one_of("state", OccurrenceState),
    Index("ix_plan_occurrences_due_at", "due_at"),
)

plans_off = Table(
    "plans_off",
    metadata,
    Column("event", SafeText, primary_key=True),
    Column("rule", SafeText, primary_key=True),
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
    Column("ending", Word(Ending)),
    Column("reason", SafeText),
    Column("sequence", Integer, nullable=False),
    Column("consent_version", SafeText),
    Column("consent_hash", SafeText),
    Column("consent_by", Id),
    Column("consent_at", UtcDateTime),
    Column("consent_paper", Boolean),
    Column("consent_withdrawn_at", UtcDateTime),
    _one_of("state", RegistrationState),
    _one_of("ending", Ending),
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
    _partial("ix_registrations_until", "until", "id", where=LIVE),
    _partial("ix_registrations_waiting", "event", "edition", "session", "id", where=WAITLISTED),
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
    _one_of("language", Language),
    _one_of("outcome", QuestionOutcome),
    Index("ix_questions_day", "day"),
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
    _one_of("policy", Policy),
    _one_of("topic", Topic),
    _one_of("state", AnnouncementState),
    _partial("ix_announcements_at_work", "id", where=ANNOUNCEMENTS_AT_WORK),
    _partial("ix_announcements_scheduled", "send_at", where=SCHEDULED),
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
    _one_of("language", ChatLanguage),
    _one_of("state", RecipientState),
    _partial("ix_recipients_pending", "announcement", "due_at", "chat", "thread", where=PENDING),
    _partial("ix_recipients_sending", "announcement", where=SENDING),
    # Rows of a moved group are looked up by their chat; people do not move.
    _partial("ix_recipients_group", "chat", where=GROUPS),
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
    _one_of("language", Language),
    _one_of("state", HandoverState),
    CheckConstraint("(state IN ('open', 'taken')) = (over_at IS NULL)", name="over"),
    CheckConstraint("(hand IS NULL) = (hand_name IS NULL)", name="hand"),
    CheckConstraint("state <> 'withdrawn' OR question = ''", name="withdrawn"),
    Index("uq_handovers_live", "person", "fingerprint", unique=True, sqlite_where=WAITS, postgresql_where=WAITS),
    _partial("ix_handovers_live", "id", where=WAITS),
    _partial("ix_handovers_over", "over_at", where=OVER),
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

versions = Table(
    "versions",
    metadata,
    Column("name", SafeText, primary_key=True),
    Column("number", Id, nullable=False),
    CheckConstraint("number > 0", name="number"),
)
