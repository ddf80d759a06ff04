"""CPU of the books a message, nothing sent: claim and close in hundreds (goal 60 us; 100,000 people 1.2 of 1,000).

What is loaded is kept out of the garbage collector's sight, as the bot does once it has started.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
from contextlib import closing
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from benchmarks.announcing import KK, RU
from benchmarks.figures import ratios, spread
from benchmarks.updates import people
from bot.app import keep_what_is_loaded
from bot.clock import SystemClock
from bot.domain.announcements import Announcement, AnnouncementState, Content
from bot.domain.deliveries import Sent
from bot.domain.language import Language
from bot.services.announcing import Announcing
from bot.services.chats import ChatDirectory
from bot.services.jobs import Ended, Look
from bot.services.ledger import Ledger
from bot.services.people import Directory
from bot.storage.database import SqlDatabase
from bot.storage.migrating import migrate

ROUNDS = 3
FEW, MANY = 1_000, 100_000
TOGETHER = 100
LAST = 5_000
"""Of many, only the last are timed; the others are marked as sent at once."""


def main() -> None:
    """Microseconds of CPU, all threads, in turn."""
    keep_what_is_loaded()
    few, many = [], []
    for _ in range(ROUNDS):
        few.append(_a_message(FEW))
        many.append(_a_message(MANY))
    print(f"  {FEW:,} people: {spread(few, ' us', 0)}  {MANY:,}: {spread(many, ' us', 0)}  {ratios(many, few)}")


def _a_message(how_many: int) -> float:
    with TemporaryDirectory(prefix="bench-") as folder:
        return asyncio.run(_measured(Path(folder) / "bot.db", how_many))


async def _measured(file: Path, how_many: int) -> float:
    url = f"sqlite+aiosqlite:///{file}"
    await migrate(url)
    with closing(sqlite3.connect(file)) as opened, opened:
        rows = ((person, "kk") for person in people(how_many))
        opened.executemany("INSERT INTO people (id, language, role, blocked) VALUES (?, ?, NULL, 0)", rows)
    database, clock = SqlDatabase(url), SystemClock()
    announcing = Announcing(clock, ZoneInfo("UTC"), second_organizer_above=how_many, owners=frozenset())
    ledger = Ledger(announcing, clock, Directory(database), ChatDirectory(database, clock))
    announcement = Announcement(
        Content({Language.KK: KK, Language.RU: RU}),
        "all",
        state=AnnouncementState.PREPARING,
        created_at=clock.now(),
    )
    kept = await database.run(lambda tx: tx.announcements.add(announcement))
    assert kept is not None
    while (await database.run(lambda tx: ledger.turn(tx, (), Look()))).preparing:
        pass
    with closing(sqlite3.connect(file)) as opened, opened:
        opened.execute(
            "UPDATE recipients SET state = 'sent', message = 1 WHERE chat IN (SELECT chat FROM recipients LIMIT ?)",
            (max(0, how_many - LAST),),
        )
    before, timed, ended = time.process_time(), 0, tuple[Ended, ...]()
    while not timed or ended:
        claims = await database.run(partial(ledger.turn, ended=ended, look=Look(TOGETHER, contents={kept.id: 0})))
        ended = tuple(Ended(job, Sent(1), kept.policy) for job in claims.jobs)
        timed += len(ended)
    used = time.process_time() - before
    await database.close()
    return 1e6 * used / timed
