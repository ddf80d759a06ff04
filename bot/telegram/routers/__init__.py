"""What the bot does with updates, one subject a file; a router parses, asks a use case and shows a view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.telegram.routers import (
    admin,
    announced,
    announcing,
    applying,
    asked,
    asking,
    asking_more,
    by_kind,
    calendar_files,
    choosing,
    class_signing,
    classes,
    coming,
    consent,
    dictating,
    draft_parts,
    editing,
    events,
    exporting,
    following,
    groups,
    handover,
    history,
    home,
    invitations,
    keeping,
    language,
    lessons,
    linking,
    membership,
    mydata,
    news,
    office,
    organizers_chat,
    plans,
    questions,
    queue,
    registrations,
    reviewing,
    running,
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
    by_kind,
    choosing,
    applying,
    registrations,
    class_signing,
    classes,
    calendar_files,
    coming,
    consent,
    reviewing,
    asking_more,
    exporting,
    mydata,
    asking,
    admin,
    announcing,
    draft_parts,
    dictating,
    running,
    announced,
    asked,
    editing,
    history,
    plans,
    office,
    lessons,
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
