"""Backups: of either engine the same file of SQLite, restored to either; a copy is checked before it is believed."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from contextlib import asynccontextmanager, closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sqlalchemy import inspect
from sqlalchemy.exc import DatabaseError

from bot.storage.address import address, is_sqlite, sqlite_path
from bot.storage.copying import copy_rows, count_rows, delete_rows
from bot.storage.database import connections
from bot.storage.migrating import schema_state, upgrade
from bot.storage.revisions import HEAD, SchemaState, SchemaTooNew, revision, state_of
from bot.storage.schema import metadata, people
from bot.storage.sqlite import engine_on_file
from bot.storage.sqlite_thread import BUSY_SECONDS
from bot.storage.turn import turn

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy import URL, Connection

PATIENCE_SECONDS = 3
"""How long a restore waits for a bot that is about to stop."""


class NotABackup(Exception):  # noqa: N818  a word of the product, not of the machine
    """The file is no backup of ours, or a damaged one."""


class NotEmpty(Exception):  # noqa: N818  as above
    """The database holds something already; forced, a restore replaces it all."""


class AtWork(Exception):  # noqa: N818  as above
    """A bot works on the database: what it has read stays in its memory, whatever is replaced under it."""


class NothingToBackUp(Exception):  # noqa: N818  as above
    """The database has no tables yet, or those of an older program (migrate it first)."""


async def backup(url: str, path: Path) -> None:
    """Write one consistent state of the database to a file, while others go on writing.

    The file appears, or replaces an older one, only when it is whole and checked; it is for its owner's eyes only.
    Raises NothingToBackUp, SchemaTooNew, or OSError when it cannot be written.
    """
    at = address(url)
    part = _part(path, at)
    state = await schema_state(url)
    if state is SchemaState.EMPTY or (state is SchemaState.BEHIND and not is_sqlite(at)):
        raise NothingToBackUp("the database has no tables of this program yet: migrate it first")
    try:
        if is_sqlite(at):
            await asyncio.to_thread(_copy_file, sqlite_path(at), part)
        else:
            await _copy_server(at, part)
        await asyncio.to_thread(_finish, part, path)
    finally:
        part.unlink(missing_ok=True)


async def restore(path: Path, url: str, *, force: bool = False) -> None:
    """Fill a database from a backup in one transaction, or change nothing; a missing one is created.

    No bot begins to work on the database meanwhile. Raises AtWork when one does already, NotEmpty (unless forced, when
    everything there is replaced), NotABackup, SchemaTooNew (of file or database).
    """
    at = address(url)
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.db"
        await asyncio.to_thread(_readable_copy, path, copy)
        if not is_sqlite(at):
            # A server that does not answer says so itself here, and is not taken for a bot that works.
            await schema_state(url)
        async with _nobody_at_work(url):
            is_new = is_sqlite(at) and not sqlite_path(at).exists()
            try:
                await _fill_from(copy, at, force=force)
            except BaseException:
                if is_new:
                    sqlite_path(at).unlink(missing_ok=True)
                raise


@asynccontextmanager
async def _nobody_at_work(url: str) -> AsyncIterator[None]:
    """Hold the right to work for the database; AtWork when another process keeps it."""
    held = turn(url)
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await held.take()
    except TimeoutError:
        raise AtWork("the bot is working on this database: stop it first") from None
    try:
        yield
    finally:
        await held.give_back()


def _part(path: Path, at: URL) -> Path:
    """Where a backup grows until it is whole: beside its place, so that it can be renamed."""
    if is_sqlite(at) and path.resolve() == sqlite_path(at).resolve():
        raise ValueError("a backup does not go onto the database itself")
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.with_name(f"{path.name}.{os.getpid()}.part")


def _copy_file(source: Path, target: Path) -> None:
    _empty(target)
    with closing(sqlite3.connect(source, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))


async def _copy_server(at: URL, target: Path) -> None:
    def copy(source: Connection) -> None:
        _empty(target)
        engine = engine_on_file(target)
        try:
            with engine.begin() as copied:
                upgrade(copied)
                copy_rows(source, copied)
        finally:
            engine.dispose()

    opened = connections(at)
    try:
        await opened.read(copy)
    finally:
        await opened.close()


def _finish(part: Path, path: Path) -> None:
    """Let the file appear, once it is known to be whole and to lie on the disk."""
    _check(part)
    _sync(part)
    part.replace(path)
    _sync(path.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _readable_copy(path: Path, copy: Path) -> None:
    """A checked copy of a backup, brought to this program's schema; the backup itself is only read."""
    if not path.is_file():
        raise NotABackup(f"there is no file {path}")
    _empty(copy)
    try:
        with (
            closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
    except sqlite3.DatabaseError:
        raise NotABackup(f"{path} is no file of SQLite, or a damaged one") from None
    _check(copy)
    engine = engine_on_file(copy)
    try:
        with engine.begin() as connection:
            upgrade(connection)
    finally:
        engine.dispose()


async def _fill_from(copy: Path, at: URL, *, force: bool) -> None:
    opened = connections(at)
    try:
        await opened.alone(lambda connection: _fill(connection, copy, force=force))
    finally:
        await opened.close()


def _fill(connection: Connection, copy: Path, *, force: bool) -> None:
    upgrade(connection)
    if any(count_rows(connection).values()):
        if not force:
            raise NotEmpty("the database holds something already: a forced restore replaces all of it")
        delete_rows(connection)
    engine = engine_on_file(copy)
    try:
        with engine.connect() as source:
            copy_rows(source, connection)
            assert count_rows(source) == count_rows(connection)
    finally:
        engine.dispose()


def _check(path: Path) -> None:
    """NotABackup unless the file is whole and ours; SchemaTooNew when a newer program wrote it."""
    engine = engine_on_file(path)
    try:
        with engine.connect() as connection:
            if connection.exec_driver_sql("PRAGMA integrity_check").scalar() != "ok":
                raise NotABackup("the file is damaged")
            found = revision(connection)
            missing = set(metadata.tables) - set(inspect(connection).get_table_names())
            if found is None or people.name in missing or (found == HEAD and missing):
                raise NotABackup("the file is a database of another program")
            if state_of(found) is SchemaState.TOO_NEW:
                raise SchemaTooNew(found)
    except DatabaseError:
        raise NotABackup("the file is damaged") from None
    finally:
        engine.dispose()


def _empty(path: Path) -> None:
    os.close(os.open(path, os.O_CREAT | os.O_TRUNC | os.O_RDWR, 0o600))
