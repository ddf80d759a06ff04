"""Announcement plans: what is told of an event by itself, and when; composes no words and queues nothing."""

from __future__ import annotations

from enum import StrEnum


class OccurrenceState(StrEnum):
    """What became of one firing of a plan."""

    QUEUED = "queued"
    DROPPED = "dropped"
