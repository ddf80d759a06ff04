"""Announcements, and how each went to each recipient."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_AT_WORK = sa.text("state IN ('preparing', 'sending', 'fixing', 'recalling')")
_SCHEDULED = sa.text("state = 'scheduled'")
_PENDING = sa.text("state = 'pending'")
_SENDING = sa.text("state = 'sending'")
_GROUPS = sa.text("chat < 0")


def upgrade() -> None:
    _announcements()
    _recipients()


def downgrade() -> None:
    op.drop_table("recipients")
    op.drop_table("announcements")


def _announcements() -> None:
    op.create_table(
        "announcements",
        sa.Column("id", _number(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text()),
        sa.Column("send_at", _moment()),
        sa.Column("expires_at", _moment()),
        sa.Column("silent", sa.Boolean(), nullable=False),
        sa.Column("urgent", sa.Text()),
        sa.Column("parity_override", sa.Text()),
        sa.Column("author", _number()),
        sa.Column("confirmed_by", _number()),
        sa.Column("occurrence", sa.Text()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("prepared_to", _number()),
        sa.Column("created_at", _moment(), nullable=False),
        sa.Column("started_at", _moment()),
        sa.Column("ended_at", _moment()),
        sa.PrimaryKeyConstraint("id", name="pk_announcements"),
        sa.UniqueConstraint("occurrence", name="uq_announcements_occurrence"),
        _check("policy IN ('skip', 'resend')", name="ck_announcements_policy"),
        _check("topic IN ('forums', 'contests', 'festival', 'internships', 'news')", name="ck_announcements_topic"),
        _check(
            "state IN ('draft', 'awaiting', 'scheduled', 'preparing', 'sending', 'paused', 'done', 'stopped',"
            " 'fixing', 'recalling', 'recalled', 'refused', 'dropped')",
            name="ck_announcements_state",
        ),
        sqlite_autoincrement=True,
    )
    for name, column, where in (
        ("ix_announcements_at_work", "id", _AT_WORK),
        ("ix_announcements_scheduled", "send_at", _SCHEDULED),
    ):
        op.create_index(name, "announcements", [column], sqlite_where=where, postgresql_where=where)


def _recipients() -> None:
    op.create_table(
        "recipients",
        sa.Column("announcement", _number(), autoincrement=False, nullable=False),
        sa.Column("chat", _number(), autoincrement=False, nullable=False),
        sa.Column("thread", _number(), autoincrement=False, nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("due_at", _moment(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("message", _number()),
        sa.Column("more", sa.Text()),
        sa.Column("cause", sa.Text()),
        sa.PrimaryKeyConstraint("announcement", "chat", "thread", name="pk_recipients"),
        _check("language IN ('kk', 'ru', 'both')", name="ck_recipients_language"),
        _check(
            "state IN ('pending', 'sending', 'sent', 'dead', 'failed', 'unknown', 'recalled')",
            name="ck_recipients_state",
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_recipients_pending",
        "recipients",
        ["announcement", "due_at", "chat", "thread"],
        sqlite_where=_PENDING,
        postgresql_where=_PENDING,
    )
    op.create_index(
        "ix_recipients_sending", "recipients", ["announcement"], sqlite_where=_SENDING, postgresql_where=_SENDING
    )
    op.create_index("ix_recipients_group", "recipients", ["chat"], sqlite_where=_GROUPS, postgresql_where=_GROUPS)


def _moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def _number() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _check(condition: str, name: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(name))
