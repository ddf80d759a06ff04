"""Questions passed on to organizers, and the desk where they are answered."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_LIVE = sa.text("state IN ('open', 'taken')")
_OVER = sa.text("over_at IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "desk",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("chat", _number()),
        sa.Column("topic", _number()),
        sa.Column("days", sa.Text()),
        sa.Column("opens", sa.Integer()),
        sa.Column("closes", sa.Integer()),
        sa.Column("patience", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_desk"),
        _check("id = 1", name="ck_desk_one"),
        _check("(days IS NULL) = (opens IS NULL) AND (days IS NULL) = (closes IS NULL)", name="ck_desk_hours"),
    )
    op.create_table(
        "handovers",
        sa.Column("id", _number(), nullable=False),
        sa.Column("person", _number(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("event", sa.Text()),
        sa.Column("message", _number()),
        sa.Column("asked_at", _moment(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("over_at", _moment()),
        sa.Column("hand", _number()),
        sa.Column("hand_name", sa.Text()),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("reminded_at", _moment()),
        sa.Column("desk", _number()),
        sa.Column("post", _number()),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_handovers"),
        _check("language IN ('kk', 'ru')", name="ck_handovers_language"),
        _check("state IN ('open', 'taken', 'answered', 'withdrawn', 'closed')", name="ck_handovers_state"),
        _check("(state IN ('open', 'taken')) = (over_at IS NULL)", name="ck_handovers_over"),
        _check("(hand IS NULL) = (hand_name IS NULL)", name="ck_handovers_hand"),
        _check("state <> 'withdrawn' OR question = ''", name="ck_handovers_withdrawn"),
        sqlite_autoincrement=True,
    )
    for name, columns, where, unique in (
        ("uq_handovers_live", ["person", "fingerprint"], _LIVE, True),
        ("ix_handovers_live", ["id"], _LIVE, False),
        ("ix_handovers_over", ["over_at"], _OVER, False),
    ):
        op.create_index(name, "handovers", columns, unique=unique, sqlite_where=where, postgresql_where=where)
    op.create_index("ix_handovers_person", "handovers", ["person"])
    op.create_table(
        "handover_messages",
        sa.Column("chat", _number(), autoincrement=False, nullable=False),
        sa.Column("message", _number(), autoincrement=False, nullable=False),
        sa.Column("handover", _number(), nullable=False),
        sa.PrimaryKeyConstraint("chat", "message", name="pk_handover_messages"),
        sa.ForeignKeyConstraint(
            ["handover"], ["handovers.id"], name="fk_handover_messages_handover_handovers", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_handover_messages_handover", "handover_messages", ["handover"])


def downgrade() -> None:
    op.drop_table("handover_messages")
    op.drop_table("handovers")
    op.drop_table("desk")


def _check(condition: str, *, name: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(name))


def _number() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)
