"""Rows of slots: sessions of one edition that differ in their times alone, chosen by a day and then a time."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from bot.domain.when import Exact

if TYPE_CHECKING:
    from bot.domain.events import Edition, Session


def code_of_slots(event: str, edition: str, slots: str) -> str:
    """A short word for a row of slots, for a button."""
    return f"{crc32(f'{event}/{edition}//{slots}'.encode()):08x}"


def choices(edition: Edition) -> list[tuple[Session, ...]]:
    """What there is to choose from: each session alone, and where its first one stands each row of slots as a whole."""
    found: dict[tuple[bool, str], list[Session]] = {}
    for session in edition.sessions:
        name = (True, session.slots.key) if session.slots and isinstance(session.when, Exact) else (False, session.key)
        found.setdefault(name, []).append(session)
    return [tuple(sessions) for sessions in found.values()]
