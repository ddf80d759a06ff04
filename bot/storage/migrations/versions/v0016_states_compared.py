"""The states of recipients are compared one by one: SQLite made a table of their list for each row that was written."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0016"
down_revision: str | None = "0015"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_STATES = ("pending", "sending", "sent", "dead", "failed", "unknown", "recalled")
_LISTED = "state IN ({})".format(", ".join(f"'{state}'" for state in _STATES))
_COMPARED = " OR ".join(f"state = '{state}'" for state in _STATES)


def upgrade() -> None:
    _checked(_COMPARED)


def downgrade() -> None:
    _checked(_LISTED)


def _checked(condition: str) -> None:
    """PostgreSQL compares anyway. SQLite takes no constraint away: it makes the table anew."""
    if op.get_bind().dialect.name != "sqlite":
        return
    for name, _, _ in _INDEXES:
        op.drop_index(name, "recipients")
    op.rename_table("recipients", "recipients_before")
    op.create_table(
        "recipients",
        *(
            sa.Column(name, sa.Integer(), autoincrement=False, nullable=False)
            for name in ("announcement", "chat", "thread")
        ),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("message", sa.Integer()),
        sa.Column("more", sa.Text()),
        sa.Column("cause", sa.Text()),
        sa.PrimaryKeyConstraint("announcement", "chat", "thread", name="pk_recipients"),
        sa.CheckConstraint("language IN ('kk', 'ru', 'both')", name=op.f("ck_recipients_language")),
        sa.CheckConstraint(condition, name=op.f("ck_recipients_state")),
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO recipients SELECT * FROM recipients_before")
    op.drop_table("recipients_before")
    for name, columns, where in _INDEXES:
        op.create_index(name, "recipients", columns, sqlite_where=sa.text(where))


_INDEXES = (
    ("ix_recipients_pending", ["announcement", "due_at", "chat", "thread"], "state = 'pending'"),
    ("ix_recipients_sending", ["announcement"], "state = 'sending'"),
    ("ix_recipients_group", ["chat"], "chat < 0"),
)
