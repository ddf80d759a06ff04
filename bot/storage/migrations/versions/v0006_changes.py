"""The history of the programme, what was last loaded, who was told of which date, the audit log, plans."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "loaded_events",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_loaded_events"),
    )
    # Until now nothing but files made the programme.
    op.execute("INSERT INTO loaded_events (key, document) SELECT key, document FROM events")
    op.create_table(
        "changes",
        sa.Column("id", _number(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("at", _moment(), nullable=False),
        sa.Column("author", _number()),
        sa.Column("undoes", _number()),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_changes"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_changes_event", "changes", ["event", "id"])
    op.create_table(
        "audit",
        sa.Column("id", _number(), nullable=False),
        sa.Column("at", _moment(), nullable=False),
        sa.Column("author", _number()),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
        sqlite_autoincrement=True,
    )
    _make_append_only()
    op.create_table(
        "plan_occurrences",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("due_at", _moment(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_plan_occurrences"),
        sa.CheckConstraint("state IN ('queued', 'dropped')", name=op.f("ck_plan_occurrences_state")),
    )
    op.create_index("ix_plan_occurrences_due_at", "plan_occurrences", ["due_at"])
    op.create_table(
        "plans_off",
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("event", "rule", name="pk_plans_off"),
    )
    op.add_column("follows", sa.Column("told", sa.Text()))


def downgrade() -> None:
    op.execute("DELETE FROM follows WHERE told IS NOT NULL")
    op.drop_column("follows", "told")
    op.drop_table("plans_off")
    op.drop_table("plan_occurrences")
    op.drop_table("audit")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_is_not_rewritten()")
    op.drop_table("changes")
    op.drop_table("loaded_events")


def _make_append_only() -> None:
    """Whatever a bug does, what was written stays as it was."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION audit_is_not_rewritten() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the audit log is not rewritten'; END $$"
        )
        op.execute(
            "CREATE TRIGGER audit_is_not_rewritten BEFORE UPDATE ON audit "
            "FOR EACH ROW EXECUTE FUNCTION audit_is_not_rewritten()"
        )
    else:
        op.execute(
            "CREATE TRIGGER audit_is_not_rewritten BEFORE UPDATE ON audit "
            "BEGIN SELECT RAISE(ABORT, 'the audit log is not rewritten'); END"
        )


def _number() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)
