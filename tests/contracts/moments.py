"""Moments that the contracts speak of."""

from datetime import UTC, datetime, timedelta

NOW = datetime(2026, 3, 2, 4, 0, 0, 123456, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
EARLIER = NOW - timedelta(hours=1)
