"""A teacher says of which school a class is, where the session's form asks for the school."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0019"
down_revision: str | None = "0018"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("classes", sa.Column("school", sa.Text()))


def downgrade() -> None:
    op.drop_column("classes", "school")
