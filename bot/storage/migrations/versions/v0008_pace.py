"""What 429s have taught the pacer, for the time after a restart."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "pace",
        sa.Column("chat", number, autoincrement=False, nullable=False),
        sa.Column("until", sa.DateTime(timezone=True)),
        sa.Column("rate", sa.Float()),
        sa.PrimaryKeyConstraint("chat", name="pk_pace"),
        sa.CheckConstraint("rate > 0", name=op.f("ck_pace_rate")),
        sa.CheckConstraint("rate IS NULL OR chat = 0", name=op.f("ck_pace_one_rate")),
    )


def downgrade() -> None:
    op.drop_table("pace")
