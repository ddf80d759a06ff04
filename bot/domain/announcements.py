"""Announcements: written once in both languages, told to an audience; knows no Telegram and no table."""

from __future__ import annotations

from enum import StrEnum


class Topic(StrEnum):
    """What people subscribe to."""

    FORUMS = "forums"
    CONTESTS = "contests"
    FESTIVAL = "festival"
    INTERNSHIPS = "internships"
    NEWS = "news"
