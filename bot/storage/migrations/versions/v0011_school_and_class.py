"""School and class of a registration in columns of their own, and the indexes that audiences are read along."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("registrations", sa.Column("school", sa.Text()))
    op.add_column("registrations", sa.Column("school_class", sa.Text()))
    op.create_index("ix_registrations_event", "registrations", ["event", "owner", "state"])
    for name, column in _INDEXES.items():
        known = sa.text(f"{column} IS NOT NULL")
        op.create_index(name, "registrations", [column, "owner", "state"], sqlite_where=known, postgresql_where=known)


def downgrade() -> None:
    for name in (*_INDEXES, "ix_registrations_event"):
        op.drop_index(name, "registrations")
    op.drop_column("registrations", "school_class")
    op.drop_column("registrations", "school")


_INDEXES = {"ix_registrations_school": "school", "ix_registrations_class": "school_class"}
