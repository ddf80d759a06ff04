"""Which day of an edition a notice tells of, so that no announcement tells the same people of it again."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("outbox", sa.Column("about", sa.Text()))
    known = sa.text("about IS NOT NULL")
    op.create_index("ix_outbox_about", "outbox", ["about", "chat"], sqlite_where=known, postgresql_where=known)


def downgrade() -> None:
    op.drop_index("ix_outbox_about", "outbox")
    op.drop_column("outbox", "about")
