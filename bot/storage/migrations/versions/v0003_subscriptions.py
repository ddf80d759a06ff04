"""What people, groups and channels want to be told."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("chat", _number(), autoincrement=False, nullable=False),
        sa.Column("forums", sa.Boolean(), nullable=False),
        sa.Column("contests", sa.Boolean(), nullable=False),
        sa.Column("festival", sa.Boolean(), nullable=False),
        sa.Column("internships", sa.Boolean(), nullable=False),
        sa.Column("news", sa.Boolean(), nullable=False),
        sa.Column("stopped", sa.Boolean(), nullable=False),
        sa.Column("quiet_start", sa.Integer()),
        sa.Column("quiet_end", sa.Integer()),
        sa.Column("thread", _number(), nullable=False),
        sa.PrimaryKeyConstraint("chat", name="pk_subscriptions"),
        sa.CheckConstraint(
            "(quiet_start IS NULL) = (quiet_end IS NULL)", name=op.f("ck_subscriptions_quiet_begins_and_ends")
        ),
    )


def downgrade() -> None:
    op.drop_table("subscriptions")


def _number() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")
