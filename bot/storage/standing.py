"""The programme as it stands, for a command that only reads: the database's, else the files'; creates nothing."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.domain.events import Programme
from bot.storage.address import address, is_sqlite, sqlite_path
from bot.storage.database import SqlDatabase
from bot.storage.migrating import schema_state
from bot.storage.programme_files import ProgrammeErrors, read_programme
from bot.storage.revisions import SchemaState

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path
    from zoneinfo import ZoneInfo


async def standing_programme(url: str, files: Path, *, today: date, zone: ZoneInfo) -> Programme | ProgrammeErrors:
    """The programme of the database where it holds events, else that of the files, or what is wrong with them."""
    if (kept := await _kept(url)) is not None and kept.events:
        return kept
    read = read_programme(files, today=today, zone=zone)
    if isinstance(read, ProgrammeErrors):
        return read
    return Programme(MappingProxyType({event.key: event for event in read.events}))


async def _kept(url: str) -> Programme | None:
    at = address(url)
    if is_sqlite(at) and not sqlite_path(at).exists():
        return None
    if await schema_state(url) is not SchemaState.CURRENT:
        return None
    database = SqlDatabase(url)
    try:
        return await database.read(lambda tx: tx.programme.get())
    finally:
        await database.close()
