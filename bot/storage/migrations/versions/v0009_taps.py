"""How often the buttons of announcements were tapped."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "taps",
        sa.Column("announcement", number, autoincrement=False, nullable=False),
        sa.Column("button", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("announcement", "button", name="pk_taps"),
        sa.CheckConstraint("count > 0", name=op.f("ck_taps_counted")),
    )


def downgrade() -> None:
    op.drop_table("taps")
