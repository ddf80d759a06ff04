"""The first tables: people, chats, staff, programme, follows, inbox, outbox, dialogues."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _people_and_chats()
    _staff()
    _programme()
    _inbox()
    _outbox()
    _dialogues()


def downgrade() -> None:
    for table in (
        "versions",
        "dialogues",
        "outbox",
        "inbox",
        "follows",
        "events",
        "invitations",
        "staff",
        "chats",
        "people",
    ):
        op.drop_table(table)


def _moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def _number() -> sa.types.TypeEngine[int]:
    # INTEGER PRIMARY KEY is SQLite's own row id: one tree less to write for each row.
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _check(condition: str, name: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(name))


def _partial(name: str, table: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, sqlite_where=condition, postgresql_where=condition)


def _people_and_chats() -> None:
    op.create_table(
        "people",
        sa.Column("id", _number(), autoincrement=False, nullable=False),
        sa.Column("language", sa.Text()),
        sa.Column("role", sa.Text()),
        sa.Column("blocked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        _check("language IN ('kk', 'ru')", name="ck_people_language"),
        _check(
            "role IN ('pupil', 'parent', 'student', 'teacher', 'worker', 'employer', 'guest')", name="ck_people_role"
        ),
    )
    op.create_table(
        "chats",
        sa.Column("id", _number(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("membership", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("changed_at", _moment()),
        sa.PrimaryKeyConstraint("id", name="pk_chats"),
        _check("kind IN ('group', 'supergroup', 'channel')", name="ck_chats_kind"),
        _check("membership IN ('member', 'administrator', 'left', 'kicked')", name="ck_chats_membership"),
        _check("language IN ('kk', 'ru', 'both')", name="ck_chats_language"),
    )


def _staff() -> None:
    op.create_table(
        "staff",
        sa.Column("person", _number(), autoincrement=False, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("since", _moment(), nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_staff"),
        _check("role IN ('organizer', 'answerer')", name="ck_staff_role"),
    )
    op.create_table(
        "invitations",
        sa.Column("secret_hash", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("invited_by", _number(), nullable=False),
        sa.Column("expires_at", _moment(), nullable=False),
        sa.Column("used_by", _number()),
        sa.PrimaryKeyConstraint("secret_hash", name="pk_invitations"),
        _check("role IN ('organizer', 'answerer')", name="ck_invitations_role"),
    )


def _programme() -> None:
    op.create_table(
        "events",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_events"),
    )
    op.create_table(
        "follows",
        sa.Column("person", _number(), autoincrement=False, nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("since", _moment(), nullable=False),
        sa.PrimaryKeyConstraint("person", "event", name="pk_follows"),
    )
    op.create_index("ix_follows_event", "follows", ["event"])
    op.create_table(
        "versions",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("number", _number(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_versions"),
        _check("number > 0", name="ck_versions_number"),
    )


def _inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", _number(), autoincrement=False, nullable=False),
        sa.Column("chat", _number()),
        sa.Column("body", sa.Text()),
        sa.Column("received_at", _moment()),
        sa.Column("done_at", _moment()),
        sa.PrimaryKeyConstraint("id", name="pk_inbox"),
        _check(
            "(done_at IS NULL AND chat IS NOT NULL AND body IS NOT NULL AND received_at IS NOT NULL)"
            " OR (done_at IS NOT NULL AND chat IS NULL AND body IS NULL AND received_at IS NULL)",
            name="ck_inbox_waiting_or_done",
        ),
    )
    _partial("ix_inbox_waiting", "inbox", ["id"], "done_at IS NULL")
    _partial("ix_inbox_waiting_chat", "inbox", ["chat", "id"], "done_at IS NULL")
    _partial("ix_inbox_done", "inbox", ["done_at"], "done_at IS NOT NULL")


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", _number(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("chat", _number(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("params", sa.Text(), nullable=False),
        sa.Column("due_at", _moment(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("message", _number()),
        sa.Column("cause", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
        _check("state IN ('pending', 'sending', 'sent', 'dead', 'failed')", name="ck_outbox_state"),
        _check("attempts >= 0", name="ck_outbox_attempts"),
        sqlite_autoincrement=True,
    )
    _partial("ix_outbox_pending", "outbox", ["due_at", "id"], "state = 'pending'")
    _partial("ix_outbox_sending", "outbox", ["id"], "state = 'sending'")
    _partial("ix_outbox_chat", "outbox", ["chat"], "state IN ('pending', 'sending')")


def _dialogues() -> None:
    op.create_table(
        "dialogues",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("chat", _number(), nullable=False),
        sa.Column("state", sa.Text()),
        sa.Column("data", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_dialogues"),
        _check("state IS NOT NULL OR data <> '{}'", name="ck_dialogues_under_way"),
    )
    op.create_index("ix_dialogues_chat", "dialogues", ["chat"])
