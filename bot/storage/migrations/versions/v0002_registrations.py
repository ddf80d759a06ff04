"""Registrations, links to guardians, and the places of sessions."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_LIVE = sa.text("state IN ('awaiting_guardian', 'awaiting_review', 'confirmed', 'waitlisted', 'offered')")
_WAITLISTED = sa.text("state = 'waitlisted'")


def upgrade() -> None:
    _registrations()
    _indexes()
    op.create_table(
        "consent_requests",
        sa.Column("secret_hash", sa.Text(), nullable=False),
        sa.Column("registration", _number(), nullable=False),
        sa.Column("expires_at", _moment(), nullable=False),
        sa.Column("used", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("secret_hash", name="pk_consent_requests"),
        sa.UniqueConstraint("registration", name="uq_consent_requests_registration"),
    )
    op.create_table(
        "session_places",
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("session", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Integer()),
        sa.Column("allowed", sa.Integer()),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("event", "edition", "session", name="pk_session_places"),
        _check("taken >= 0 AND (allowed IS NULL OR taken <= allowed)", name="ck_session_places_never_oversold"),
        _check("(capacity IS NULL) = (allowed IS NULL)", name="ck_session_places_limited_or_not"),
    )


def downgrade() -> None:
    op.drop_table("session_places")
    op.drop_table("consent_requests")
    op.drop_table("registrations")


def _registrations() -> None:
    op.create_table(
        "registrations",
        sa.Column("id", _number(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("session", sa.Text(), nullable=False),
        sa.Column("owner", _number(), nullable=False),
        sa.Column("child", sa.Integer(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("minor", sa.Boolean(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("asked_at", _moment(), nullable=False),
        sa.Column("reviewed", sa.Boolean(), nullable=False),
        sa.Column("until", _moment()),
        sa.Column("ending", sa.Text()),
        sa.Column("reason", sa.Text()),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("consent_version", sa.Text()),
        sa.Column("consent_hash", sa.Text()),
        sa.Column("consent_by", _number()),
        sa.Column("consent_at", _moment()),
        sa.Column("consent_paper", sa.Boolean()),
        sa.Column("consent_withdrawn_at", _moment()),
        sa.PrimaryKeyConstraint("id", name="pk_registrations"),
        _check(
            "state IN ('awaiting_guardian', 'awaiting_review', 'confirmed', 'waitlisted', 'offered', 'rejected',"
            " 'cancelled', 'expired', 'attended', 'no_show')",
            name="ck_registrations_state",
        ),
        _check(
            "ending IN ('by_person', 'by_organizer', 'guardian_declined', 'consent_withdrawn', 'no_consent_in_time',"
            " 'offer_declined', 'offer_lapsed')",
            name="ck_registrations_ending",
        ),
        _check("places > 0", name="ck_registrations_places"),
        _check(
            "NOT minor OR state NOT IN ('confirmed', 'attended', 'no_show')"
            " OR (consent_at IS NOT NULL AND consent_withdrawn_at IS NULL)",
            name="ck_registrations_no_minor_without_consent",
        ),
        _check(
            "state NOT IN ('offered', 'awaiting_guardian') OR until IS NOT NULL",
            name="ck_registrations_what_waits_has_an_end",
        ),
        sqlite_autoincrement=True,
    )


def _indexes() -> None:
    one = ["event", "edition", "session", "owner", "child"]
    op.create_index(
        "uq_registrations_live", "registrations", one, unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE
    )
    op.create_index("ix_registrations_owner", "registrations", ["owner"])
    op.create_index(
        "ix_registrations_until", "registrations", ["until", "id"], sqlite_where=_LIVE, postgresql_where=_LIVE
    )
    op.create_index(
        "ix_registrations_waiting",
        "registrations",
        ["event", "edition", "session", "id"],
        sqlite_where=_WAITLISTED,
        postgresql_where=_WAITLISTED,
    )


def _moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def _number() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _check(condition: str, name: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(name))
