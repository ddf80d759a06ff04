"""A guardian who consents may share the own phone number."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0018"
down_revision: str | None = "0017"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("registrations", sa.Column("consent_contact", sa.Text()))


def downgrade() -> None:
    op.drop_column("registrations", "consent_contact")
