"""Classes that teachers sign up, and their seats: each one a registration."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "classes",
        sa.Column("id", _number(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("session", sa.Text(), nullable=False),
        sa.Column("teacher", _number(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_classes"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_classes_teacher", "classes", ["teacher"])
    op.create_table(
        "class_seats",
        sa.Column("class_id", _number(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("registration", _number(), nullable=False),
        sa.Column("name", sa.Text()),
        sa.Column("secret_hash", sa.Text()),
        sa.Column("claimed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("class_id", "number", name="pk_class_seats"),
        sa.UniqueConstraint("registration", name="uq_class_seats_registration"),
        sa.UniqueConstraint("secret_hash", name="uq_class_seats_secret_hash"),
    )


def downgrade() -> None:
    op.drop_table("class_seats")
    op.drop_table("classes")


def _number() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")
