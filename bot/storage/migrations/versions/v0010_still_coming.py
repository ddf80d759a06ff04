"""Who was asked whether they still come, lesson hours and shifts; why a registration ended is checked in Python."""

from collections.abc import Sequence
from contextlib import AbstractContextManager

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_ENDINGS = (
    "ending IN ('by_person', 'by_organizer', 'guardian_declined', 'consent_withdrawn', 'no_consent_in_time',"
    " 'offer_declined', 'offer_lapsed')"
)


def upgrade() -> None:
    with _registrations() as table:
        table.drop_constraint(op.f("ck_registrations_ending"), type_="check")
    op.add_column("registrations", sa.Column("asked_coming_at", sa.DateTime(timezone=True)))
    op.add_column("registrations", sa.Column("coming_at", sa.DateTime(timezone=True)))
    op.add_column("people", sa.Column("shift", sa.Integer()))
    op.create_table(
        "lesson_hours",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("days", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in _EDGES),
        sa.PrimaryKeyConstraint("id", name="pk_lesson_hours"),
        sa.CheckConstraint("id = 1", name=op.f("ck_lesson_hours_one")),
    )


def downgrade() -> None:
    op.drop_table("lesson_hours")
    op.drop_column("people", "shift")
    op.drop_column("registrations", "coming_at")
    op.drop_column("registrations", "asked_coming_at")
    # Words that the schema before does not know: they ended without the person's doing.
    op.execute(
        f"UPDATE registrations SET ending = 'by_organizer' WHERE ending IS NOT NULL AND NOT ({_ENDINGS})"  # noqa: S608  ours
    )
    with _registrations() as table:
        table.create_check_constraint(op.f("ck_registrations_ending"), _ENDINGS)


_EDGES = ("first_starts", "first_ends", "second_starts", "second_ends")


def _registrations() -> AbstractContextManager[BatchOperations]:
    """SQLite takes no constraint away and adds none: it makes the table anew."""
    return op.batch_alter_table("registrations", table_kwargs={"sqlite_autoincrement": True})
