"""A reply to an organizer's question may be a file."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0017"
down_revision: str | None = "0016"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("review_questions", sa.Column("reply_file", sa.Text()))


def downgrade() -> None:
    with op.batch_alter_table("review_questions") as table:
        table.drop_column("reply_file")
