"""What the bot does with updates, one subject a file; a router parses, asks a use case and shows a view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.telegram.routers import (
    admin,
    applying,
    asked,
    asking,
    consent,
    editing,
    events,
    following,
    groups,
    handover,
    home,
    invitations,
    keeping,
    language,
    linking,
    membership,
    news,
    office,
    organizers_chat,
    questions,
    queue,
    registrations,
    start,
    strays,
)

if TYPE_CHECKING:
    from aiogram import Router

ORDER = (
    queue,
    start,
    home,
    language,
    news,
    linking,
    events,
    following,
    applying,
    registrations,
    consent,
    asking,
    admin,
    asked,
    editing,
    office,
    keeping,
    handover,
    organizers_chat,
    invitations,
    groups,
    membership,
    strays,
    questions,
)
"""Strays take what nobody else knows; a free text is a question, and that comes last."""


def routers() -> list[Router]:
    """New routers in their order (one belongs to one dispatcher only)."""
    return [module.router() for module in ORDER]
