"""Erasing a person from the command line: what the command `erase` does, beside a running bot too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.clock import SystemClock
from bot.services.erasing import Erased, Erasing
from bot.services.passing_on import PassingOn
from bot.services.people import Directory
from bot.services.programme import Programmes
from bot.services.seating import Seating
from bot.storage.database import SqlDatabase
from bot.storage.migrating import migrate

if TYPE_CHECKING:
    from bot.settings import Settings


async def erase(settings: Settings, person: int) -> Erased:
    """Take out everything that is kept of a person; places go to who waits."""
    await migrate(settings.database_url)
    database, clock, zone = SqlDatabase(settings.database_url), SystemClock(), settings.timezone
    programmes = Programmes(database, clock, zone)
    seating, passing_on = Seating(programmes, clock, zone), PassingOn(settings.owner_ids)
    erasing = Erasing(programmes, seating, passing_on, Directory(database), clock=clock, zone=zone)
    try:
        return await erasing.erase(database, person)
    finally:
        await database.close()
