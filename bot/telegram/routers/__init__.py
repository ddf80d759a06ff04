"""What the bot does with updates, one subject a file; a router parses, asks a use case and shows a view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.telegram.routers import (
    admin,
    asking,
    events,
    following,
    groups,
    home,
    invitations,
    language,
    membership,
    questions,
    start,
    strays,
)

if TYPE_CHECKING:
    from aiogram import Router

ORDER = (start, home, language, events, following, asking, admin, invitations, groups, membership, strays, questions)
"""Strays take what nobody else knows; a free text is a question, and that comes last."""


def routers() -> list[Router]:
    """New routers in their order (one belongs to one dispatcher only)."""
    return [module.router() for module in ORDER]
