"""What `load` does: the programme's files into the database, all or nothing; decides nothing about them."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from bot.clock import SystemClock
from bot.services.programme import Programmes, Vanishing
from bot.storage.database import SqlDatabase
from bot.storage.migrating import migrate
from bot.storage.programme_files import ProgrammeErrors, read_programme

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings import Settings


async def load(settings: Settings, path: Path) -> int:
    """Take a folder (the whole programme) or a file (one event); the exit code."""
    clock = SystemClock()
    today = clock.now().astimezone(settings.timezone).date()
    read = read_programme(path, today=today, zone=settings.timezone)
    if isinstance(read, ProgrammeErrors):
        print("Nothing was changed, since this is wrong:", *read.problems, sep="\n  ", file=sys.stderr)
        return os.EX_DATAERR
    await migrate(settings.database_url)
    database = SqlDatabase(settings.database_url)
    try:
        done = await Programmes(database, clock, settings.timezone).load(
            read.events, whole=read.whole, schools=read.schools
        )
    finally:
        await database.close()
    if isinstance(done, Vanishing):
        print(
            "Nothing was changed: people count on what is gone from the files.",
            "Put it back, and say there that it is cancelled or over:",
            *(f"\n  {part}" for part in done.parts),
            file=sys.stderr,
        )
        return os.EX_DATAERR
    print(
        f"added {len(done.added)}, updated {len(done.updated)}, unchanged {len(done.unchanged)}, "
        f"archived {len(done.archived)}; messages queued: {done.notices}"
        + (f"; schools changed: {done.schools}" if done.schools else "")
    )
    return 0
