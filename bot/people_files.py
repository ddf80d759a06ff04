"""Lists of people in and out of files: what the command `people` does; decides nothing about a line."""

from __future__ import annotations

import os
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.services.people_lists import Listed, PeopleLists
from bot.storage.database import SqlDatabase
from bot.storage.migrating import migrate
from bot.storage.people_csv import HEAD, Refused, people_line, read_people

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path
    from typing import TextIO

    from bot.settings import Settings


async def import_people(settings: Settings, path: Path) -> None:
    """Take every line that can be taken, tell each that is refused, and how many were what.

    Raises NotAList or OSError.
    """
    refused = 0

    def taken(lines: Iterator[Listed | Refused]) -> Iterator[Listed]:
        nonlocal refused
        for line in lines:
            if isinstance(line, Listed):
                yield line
            else:
                refused += 1
                sys.stdout.write(f"{line}\n")

    with path.open(encoding="utf-8", errors="replace") as file:  # what is read of it is ASCII in every encoding
        async with _lists(settings) as lists:
            done = await lists.take(taken(read_people(file)))
    sys.stdout.write(f"added {done.added}, updated {done.updated}, refused {refused}\n")


async def export_people(settings: Settings, path: Path | None) -> None:
    """Write everybody to the file, which is for its owner's eyes only, or to the screen."""
    async with _lists(settings) as lists:
        if path is None:
            await _write(lists, sys.stdout)
            return
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            await _write(lists, file)


async def _write(lists: PeopleLists, file: TextIO) -> None:
    file.write(HEAD)
    async for listed in lists.everybody():
        file.write(people_line(listed))


@asynccontextmanager
async def _lists(settings: Settings) -> AsyncIterator[PeopleLists]:
    await migrate(settings.database_url)
    database = SqlDatabase(settings.database_url)
    try:
        yield PeopleLists(database)
    finally:
        await database.close()
