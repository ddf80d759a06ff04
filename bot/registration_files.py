"""Lists of registrations as files: what `export` does. A file is whole or not there, and for its owner's eyes only."""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, mkstemp
from typing import TYPE_CHECKING

from bot.clock import SystemClock
from bot.i18n import load_translators
from bot.i18n.kazakh import sort_text
from bot.services.exporting import Exporting, UnknownEvent
from bot.services.programme import Programmes
from bot.services.staffing import Staffing
from bot.storage.database import SqlDatabase
from bot.storage.migrating import migrate
from bot.views.registration_table import RegistrationRows
from bot.views.sheets import open_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from bot.domain.language import Language
    from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: `to` is a folder, or the file where there is one form only."""

    event: str
    forms: Sequence[str]
    to: Path
    language: Language
    edition: str | None = None
    with_ids: bool = False


async def export_registrations(settings: Settings, wish: Wish) -> tuple[int, list[Path]] | UnknownEvent:
    """How many registrations there are, and the files that hold them. Raises OSError."""
    await migrate(settings.database_url)
    database, clock, zone = SqlDatabase(settings.database_url), SystemClock(), settings.timezone
    try:
        staffing = Staffing(database, clock=clock, owners=settings.owner_ids)
        exporting = Exporting(Programmes(database, clock, zone), staffing, clock, sort_text)
        listing = await exporting.listing(database, wish.event, wish.edition)
        if isinstance(listing, UnknownEvent):
            return listing
        paths = [_path(wish, form) for form in wish.forms]
        translators = load_translators(zone)
        with ExitStack() as stack:
            folder = Path(stack.enter_context(TemporaryDirectory()))
            files = [stack.enter_context(_whole_or_not(path)) for path in paths]
            sheets = [open_sheet(form, file, zone, folder) for form, file in zip(wish.forms, files, strict=True)]
            count = await exporting.write(
                database,
                listing,
                [RegistrationRows(sheet, translators, wish.language, with_ids=wish.with_ids) for sheet in sheets],
            )
            for sheet in sheets:
                sheet.close()
        return count, paths
    finally:
        await database.close()


def export(settings: Settings, wish: Wish) -> int:
    """Do it, and say where the files are; the exit code."""
    try:
        done = asyncio.run(export_registrations(settings, wish))
    except OSError as error:
        print(error, file=sys.stderr)
        return os.EX_DATAERR
    if isinstance(done, UnknownEvent):
        of = f"event «{wish.event}»" + (f" with an edition «{wish.edition}»" if wish.edition else "")
        print(f"The programme has no {of}.", file=sys.stderr)
        return os.EX_DATAERR
    count, paths = done
    print(f"registrations: {count}", *paths, sep="\n")
    return 0


def _path(wish: Wish, form: str) -> Path:
    return wish.to / f"registrations-{wish.event}.{form}" if wish.to.is_dir() else wish.to


@contextmanager
def _whole_or_not(path: Path) -> Iterator[BinaryIO]:
    """A file that stands under its name only when all is written, readable for its owner alone."""
    descriptor, name = mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink()
        raise
