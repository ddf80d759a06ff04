"""Backup and restore, in all four directions between the engines."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot import cli
from bot.domain.auditing import AuditAction, Entry
from bot.domain.changes import Change
from bot.domain.deliveries import DeliveryState
from bot.domain.language import Language
from bot.domain.people import Person, Role
from bot.domain.policy import Staff, StaffRole
from bot.services.ports.dialogues import Dialogue
from bot.services.ports.inbox import Received
from bot.storage import copying
from bot.storage.backup import AtWork, NotABackup, NotEmpty, NothingToBackUp, backup, restore
from bot.storage.database import SqlDatabase
from bot.storage.migrating import migrate, schema_state
from bot.storage.revisions import SchemaState, SchemaTooNew
from bot.storage.schema import metadata
from bot.storage.turn import turn
from tests.contracts.moments import LATER, NOW
from tests.contracts.test_chats import CHAT
from tests.contracts.test_outbox import delivery
from tests.contracts.test_programme import EVENT
from tests.contracts.test_staff import INVITATION
from tests.contracts.test_turn import HOLDER

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.services.ports.database import Transaction

EMPTY = [
    pytest.param("sqlite", id="to-sqlite"),
    pytest.param("postgresql", id="to-postgresql", marks=pytest.mark.postgresql),
]


@pytest.fixture(params=EMPTY)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path}/new/bot.db"
    url = request.getfixturevalue("empty_postgresql_url")
    assert isinstance(url, str)
    return url


def fill(t: Transaction) -> None:
    for number in range(1, 41):
        t.people.put(
            Person(2**40 + number, list(Language)[number % 2], list(Role)[number % 7], blocked=number % 5 == 0)
        )
    t.people.put(Person(7))
    t.people.touch()
    t.chats.put(CHAT)
    t.chats.put(replace(CHAT, id=-2, title="", changed_at=None))
    t.staff.put(Staff(1, StaffRole.ORGANIZER, NOW))
    t.staff.invite(INVITATION)
    t.staff.use(INVITATION.secret_hash, 5)
    t.programme.put(EVENT, 3)
    t.programme.put(replace(EVENT, key="other", archived=True), 1)
    t.programme.put_loaded(EVENT)
    t.changes.add(Change(NOW, 7, EVENT, replace(EVENT, archived=True)))
    t.audit.add(Entry(NOW, 7, AuditAction.INVITED, "x", {"role": "answerer"}))
    t.follows.add(7, EVENT.key, NOW)
    t.follows.tell(EVENT.key, "next")
    t.follows.add(8, EVENT.key, NOW)
    t.inbox.add([Received(number, 5, '{"x": "ә"}', NOW) for number in range(20)])
    t.inbox.finish(range(10), LATER)
    t.outbox.add([delivery(f"key {number}") for number in range(10)])
    sent, *_ = t.outbox.claim(NOW, 2)
    t.outbox.close(sent.id, DeliveryState.SENT, message=5)
    t.dialogues.put(Dialogue("k", 7, "s", {"ә": [1, None]}))


def everything(t: Transaction) -> tuple[object, ...]:
    return (
        [t.people.get(number) for number in [7, *range(2**40, 2**40 + 45)]],
        t.people.version(),
        list(t.chats.all()),
        list(t.staff.all()),
        t.staff.invitation(INVITATION.secret_hash),
        t.programme.get(),
        t.programme.schools(),
        t.programme.version(),
        t.programme.loaded(),
        list(t.changes.of(EVENT.key, 9)),
        [(entry, dict(entry.details)) for entry in t.audit.newest(9)],
        dict(t.follows.counts()),
        list(t.follows.told(EVENT.key, "next")),
        list(t.inbox.waiting(100)),
        [t.outbox.get(f"key {number}") for number in range(10)],
        list(t.dialogues.all()),
    )


async def look(url: str) -> tuple[object, ...]:
    database = SqlDatabase(url)
    try:
        return await database.read(everything)
    finally:
        await database.close()


@pytest.fixture
async def filled(sql_database: SqlDatabase) -> tuple[object, ...]:
    await sql_database.run(fill)
    return await sql_database.read(everything)


@pytest.fixture
async def copy(filled: tuple[object, ...], database_url: str, tmp_path: Path) -> Path:
    path = tmp_path / "backups" / "bot.backup"
    await backup(database_url, path)
    return path


async def test_everything_comes_back_in_all_four_directions(monkeypatch, database_url, filled, tmp_path, empty_url):
    monkeypatch.setattr(copying, "SLICE", 7)
    path = tmp_path / "copies" / "bot.backup"
    await backup(database_url, path)
    await restore(path, empty_url)

    assert await look(empty_url) == filled
    assert await look(database_url) == filled


async def test_ids_go_on_after_the_restored_ones(copy, empty_url):
    await restore(copy, empty_url)
    database = SqlDatabase(empty_url)
    try:
        assert await database.run(lambda t: t.outbox.add([delivery("new")])) == 1
        new, last = await database.read(lambda t: (t.outbox.get("new"), t.outbox.get("key 9")))
    finally:
        await database.close()

    assert new
    assert last
    assert new.id > last.id


async def test_of_an_empty_outbox_too(sqlite_url, tmp_path, empty_url):
    await backup(sqlite_url, tmp_path / "b")
    await restore(tmp_path / "b", empty_url)
    database = SqlDatabase(empty_url)
    try:
        assert await database.run(lambda t: t.outbox.add([delivery("first")])) == 1
    finally:
        await database.close()


async def test_only_its_owner_may_read_it_and_nothing_else_is_left(copy):
    assert copy.stat().st_mode & 0o777 == 0o600
    assert list(copy.parent.iterdir()) == [copy]


async def test_it_replaces_an_older_one(copy, database_url, sql_database, empty_url):
    await sql_database.run(lambda t: t.people.put(Person(99)))
    await backup(database_url, copy)
    await restore(copy, empty_url)

    assert await look(empty_url) == await look(database_url)
    assert list(copy.parent.iterdir()) == [copy]


async def test_a_database_that_is_not_empty_is_replaced_only_by_force(copy, filled, empty_url):
    await migrate(empty_url)
    database = SqlDatabase(empty_url)
    try:
        await database.run(lambda t: t.people.put(Person(12345, Language.RU)))
        before = await database.read(everything)
        with pytest.raises(NotEmpty):
            await restore(copy, empty_url)
        assert await database.read(everything) == before

        await restore(copy, empty_url, force=True)

        assert await database.read(everything) == filled
        assert await database.read(lambda t: t.people.get(12345)) is None
    finally:
        await database.close()


@asynccontextmanager
async def bot_at_work(url: str) -> AsyncIterator[None]:
    """Another process that has the database's turn."""
    holder = await asyncio.create_subprocess_exec(sys.executable, "-c", HOLDER, url, stdout=asyncio.subprocess.PIPE)
    try:
        assert holder.stdout is not None
        assert await holder.stdout.readline() == b"held\n"
        yield
    finally:
        holder.kill()
        await holder.communicate()


@pytest.mark.parametrize("force", [False, True])
async def test_nothing_is_replaced_under_a_bot_that_works(monkeypatch, copy, filled, database_url, sql_database, force):
    monkeypatch.setattr("bot.storage.backup.PATIENCE_SECONDS", 0.3)
    await sql_database.run(lambda t: t.people.put(Person(12345)))
    before = await sql_database.read(everything)
    async with bot_at_work(database_url):
        with pytest.raises(AtWork, match="stop it first"):
            await restore(copy, database_url, force=force)
        assert await sql_database.read(everything) == before

    await restore(copy, database_url, force=True)

    assert await sql_database.read(everything) == filled
    # It has let the next one work.
    mine = turn(database_url)
    await asyncio.wait_for(mine.take(), 5)
    await mine.give_back()


async def test_no_bot_begins_to_work_in_the_middle_of_a_restore(monkeypatch, copy, empty_url):
    taken: list[bool] = []

    async def try_to_work(*_: object, **__: object) -> None:
        other = turn(empty_url)
        try:
            await asyncio.wait_for(other.take(), 0.3)
            taken.append(True)
            await other.give_back()
        except TimeoutError:
            taken.append(False)

    monkeypatch.setattr("bot.storage.backup._fill_from", try_to_work)
    await restore(copy, empty_url)

    assert taken == [False]


async def test_a_bot_that_is_about_to_stop_is_waited_for(monkeypatch, copy, filled, database_url, sql_database):
    stopping = turn(database_url)
    await stopping.take()
    async with asyncio.TaskGroup() as tasks:
        restoring = tasks.create_task(restore(copy, database_url, force=True))
        await asyncio.sleep(0.2)
        assert not restoring.done()
        await stopping.give_back()

    assert await sql_database.read(everything) == filled


async def test_the_command_says_what_to_do(monkeypatch, capsys, sqlite_copy, sqlite_url):
    monkeypatch.setattr("bot.storage.backup.PATIENCE_SECONDS", 0.3)
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    async with bot_at_work(sqlite_url):
        with pytest.raises(SystemExit) as ended:
            await asyncio.to_thread(cli.main, ["restore", str(sqlite_copy), "--force"])
    assert ended.value.code == os.EX_TEMPFAIL
    assert capsys.readouterr().err.endswith("the bot is working on this database: stop it first\n")

    with pytest.raises(SystemExit) as ended:
        await asyncio.to_thread(cli.main, ["restore", str(sqlite_copy), "--force"])
    assert ended.value.code == 0


@pytest.fixture
def sqlite_copy(sqlite_url: str, tmp_path: Path) -> Path:
    path = tmp_path / "b" / "bot.backup"
    path.parent.mkdir()
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite+aiosqlite:///"))) as connection:
        connection.execute("VACUUM INTO ?", (str(path),))
    return path


def spoil_header(path: Path) -> None:
    path.write_bytes(b"not a database at all" * 500)


def spoil_middle(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096 : 4096 * 6] = b"\xff" * (4096 * 5)
    path.write_bytes(bytes(content))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:10_000])


def clear(path: Path) -> None:
    path.write_bytes(b"")


def remove(path: Path) -> None:
    path.unlink()


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def take_out_the_version(path: Path) -> None:
    change(path, "DROP TABLE alembic_version")


def break_an_index(path: Path) -> None:
    # Every page is sound by itself, yet the index holds the entries of another table.
    change(
        path,
        "INSERT INTO follows VALUES (1, 'festival', '2026-03-02 04:00:00.000000', NULL)",
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'ix_dialogues_chat')"
        " WHERE name = 'ix_follows_event'",
    )


def take_out_a_table(path: Path) -> None:
    change(path, "DROP TABLE dialogues")


def of_another_program(path: Path) -> None:
    change(
        path, *(f"DROP TABLE {table}" for table in metadata.tables), "UPDATE alembic_version SET version_num = 'abc'"
    )


@pytest.mark.parametrize(
    "spoil",
    [
        spoil_header,
        spoil_middle,
        break_an_index,
        cut,
        clear,
        remove,
        take_out_the_version,
        take_out_a_table,
        of_another_program,
    ],
)
@pytest.mark.parametrize("force", [False, True])
async def test_what_is_no_backup_changes_nothing(sqlite_copy, sqlite_url, tmp_path, spoil, force):
    database = SqlDatabase(sqlite_url)
    try:
        await database.run(fill)
        spoil(sqlite_copy)
        before = await database.read(everything)

        with pytest.raises(NotABackup):
            await restore(sqlite_copy, sqlite_url, force=force)
        with pytest.raises(NotABackup):
            await restore(sqlite_copy, f"sqlite+aiosqlite:///{tmp_path}/other.db", force=force)

        assert await database.read(everything) == before
    finally:
        await database.close()
    assert not (tmp_path / "other.db").exists()


async def test_a_backup_of_a_newer_program_is_refused(sqlite_copy, empty_url):
    change(sqlite_copy, "UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(SchemaTooNew):
        await restore(sqlite_copy, empty_url)

    assert await schema_state(empty_url) is SchemaState.EMPTY


def break_off(*_: object) -> None:
    raise OSError("the disk is gone")


async def test_a_restore_that_breaks_off_changes_nothing(monkeypatch, copy, empty_url):
    await migrate(empty_url)
    database = SqlDatabase(empty_url)
    try:
        await database.run(lambda t: t.people.put(Person(12345)))
        before = await database.read(everything)
        monkeypatch.setattr("bot.storage.copying._count_on", break_off)
        with pytest.raises(OSError, match="disk"):
            await restore(copy, empty_url, force=True)

        assert await database.read(everything) == before
    finally:
        await database.close()


async def test_a_new_file_is_not_left_behind(monkeypatch, sqlite_copy, tmp_path):
    monkeypatch.setattr("bot.storage.backup.copy_rows", break_off)
    with pytest.raises(OSError, match="disk"):
        await restore(sqlite_copy, f"sqlite+aiosqlite:///{tmp_path}/new/bot.db")

    # What processes take turns by may stay: it holds nothing.
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["bot.db.lock"]


async def test_a_backup_that_breaks_off_leaves_the_older_one(monkeypatch, copy, database_url):
    before = copy.read_bytes()

    monkeypatch.setattr("bot.storage.backup._check", break_off)
    with pytest.raises(OSError, match="disk"):
        await backup(database_url, copy)

    assert copy.read_bytes() == before
    assert list(copy.parent.iterdir()) == [copy]


async def test_nothing_to_back_up(empty_url, tmp_path):
    with pytest.raises(NothingToBackUp):
        await backup(empty_url, tmp_path / "b")

    assert not (tmp_path / "b").exists()


async def test_a_backup_never_goes_onto_the_database(sqlite_url, tmp_path):
    with pytest.raises(ValueError, match="itself"):
        await backup(sqlite_url, tmp_path / "x" / ".." / "bot.db")


async def test_one_state_is_copied_while_the_bot_writes(database_url, sql_database, tmp_path):
    stop = False
    await sql_database.run(lambda t: t.dialogues.put(Dialogue("pairs", 1, "s", {"n": 0})))

    async def write_pair(n: int) -> None:
        await sql_database.run(
            lambda t: (
                t.people.put(Person(n)),
                t.follows.add(n, EVENT.key, NOW),
                t.dialogues.put(Dialogue("pairs", 1, "s", {"n": n})),
            )
        )

    async def write() -> int:
        n = 0
        while not stop:
            n += 1
            await write_pair(n)
        return n

    async with asyncio.TaskGroup() as tasks:
        writing = tasks.create_task(write())
        await asyncio.sleep(0.05)
        for number in range(3):
            await backup(database_url, tmp_path / f"b{number}")
        stop = True

    for number in range(3):
        with closing(sqlite3.connect(tmp_path / f"b{number}")) as connection:
            (people,) = connection.execute("SELECT count(*) FROM people").fetchone()
            (follows,) = connection.execute("SELECT count(*) FROM follows").fetchone()
            (data,) = connection.execute("SELECT data FROM dialogues").fetchone()
        assert data == f'{{"n": {people}}}'
        assert people == follows
    assert 0 < people <= writing.result()
