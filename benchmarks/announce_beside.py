"""Side by side: 40 to one group slow 1,000 people by 2 % at most (no 429), 30 people beside 3,000 are soon told."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from benchmarks.announcing import begin, broadcaster, queue, told, until_ended, until_told
from benchmarks.figures import ratios, spread
from benchmarks.processes import Stub

if TYPE_CHECKING:
    from benchmarks.processes import Contestant

ROUNDS = 2
PEOPLE, TO_A_GROUP = 1000, 40
MANY, TEACHERS = 3000, 30
BEFORE_IT_BEGINS = timedelta(seconds=20)
"""For so long announcements are queued, so that all of them begin together."""


def main() -> None:
    """Alone and beside in turn; the group gets twenty a minute, and its last message a minute later."""
    alone, beside = [], []
    for _ in range(ROUNDS):
        alone.append(_to_people(0))
        beside.append(_to_people(TO_A_GROUP))
    print(
        f"  {PEOPLE:,} people: alone {spread(alone, ' s', 1)}; beside {TO_A_GROUP} to a group {spread(beside, ' s', 1)}"
    )
    print(f"  beside / alone {ratios(beside, alone)} (goal 1.02)", flush=True)
    took = [_small() for _ in range(ROUNDS)]
    print(
        f"  {TEACHERS} people beside {MANY:,}: done after {spread(took, ' s', 1)}, alone {TEACHERS / 28:.1f} s at best"
    )


def _to_people(to_group: int) -> float:
    """Seconds from the first person to the last."""
    with Stub() as stub, broadcaster(stub) as bot:
        begin(bot, PEOPLE, groups=1, rate=30)
        _become(bot, "pupil", PEOPLE)
        start = datetime.now(UTC) + BEFORE_IT_BEGINS
        numbers = [queue(bot, "role:pupil", at=start)]
        if to_group:
            first = queue(bot, "chats", at=start)
            numbers += [first, *_copies(bot, first, to_group - 1)]
        if datetime.now(UTC) > start:
            raise RuntimeError("the machine is too busy to queue so many before they begin")
        for number in numbers:
            until_ended(bot, number)
        got = told(bot)
        if to_group:
            print(f"  429s of the group {got['group_refused']}, all {got['refused']}; told {got['told']:,}", flush=True)
        return float(got["people_took"])


def _small() -> float:
    """Seconds from when it is queued until it is done."""
    with Stub() as stub, broadcaster(stub) as bot:
        begin(bot, MANY, rate=30)
        _become(bot, "teacher", TEACHERS)
        big = queue(bot)
        until_told(bot, 100)
        small = queue(bot, "role:teacher")
        for number in (small, big):
            until_ended(bot, number)
        with closing(sqlite3.connect(bot.folder / "bot.db", timeout=60)) as database:
            took = "SELECT (julianday(ended_at) - julianday(created_at)) * 86400 FROM announcements WHERE id = ?"
            return float(database.execute(took, (small,)).fetchone()[0])


def _become(bot: Contestant, role: str, how_many: int) -> None:
    with closing(sqlite3.connect(bot.folder / "bot.db", timeout=60)) as database, database:
        database.execute(
            "UPDATE people SET role = ? WHERE id IN (SELECT id FROM people ORDER BY id LIMIT ?)", (role, how_many)
        )


def _copies(bot: Contestant, number: int, how_many: int) -> list[int]:
    """The same announcement more often: the command takes a second for each."""
    with closing(sqlite3.connect(bot.folder / "bot.db", timeout=60)) as database, database:
        database.execute("CREATE TEMP TABLE copied AS SELECT * FROM announcements WHERE id = ?", (number,))
        database.execute("UPDATE copied SET id = NULL")
        copy = "INSERT INTO announcements SELECT * FROM copied"
        return [int(database.execute(copy).lastrowid or 0) for _ in range(how_many)]
