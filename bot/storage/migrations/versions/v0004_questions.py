"""Questions that were asked, without who asked them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "questions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("event", sa.Text()),
        sa.Column("aspect", sa.Text()),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_questions"),
        sa.CheckConstraint("language IN ('kk', 'ru')", name=op.f("ck_questions_language")),
        sa.CheckConstraint(
            "outcome IN ('answered', 'not_published', 'function', 'clarified', 'offtopic', 'not_understood')",
            name=op.f("ck_questions_outcome"),
        ),
    )
    op.create_index("ix_questions_day", "questions", ["day"])


def downgrade() -> None:
    op.drop_table("questions")
