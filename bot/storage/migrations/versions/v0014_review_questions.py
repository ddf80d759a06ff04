"""What organizers ask about applications before they decide, and what is replied."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "review_questions",
        sa.Column("id", _number(), nullable=False),
        sa.Column("registration", _number(), nullable=False),
        sa.Column("author", _number(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reply", sa.Text()),
        sa.Column("replied_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_review_questions"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_review_questions_registration", "review_questions", ["registration"])
    no_reply = sa.text("replied_at IS NULL")
    op.create_index(
        "uq_review_questions_open",
        "review_questions",
        ["registration"],
        unique=True,
        sqlite_where=no_reply,
        postgresql_where=no_reply,
    )


def downgrade() -> None:
    op.drop_table("review_questions")


def _number() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")
