"""Announcements for the measurements: who gets them, queued by the command, watched at the stub and in the table."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING, Any

from benchmarks.processes import ROOT, Contestant, Stub, ours
from benchmarks.updates import people

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

KK = "Құрметті достар! Бұл тек өлшеуге арналған хабарландыру."
RU = "Дорогие друзья! Это объявление нужно только для измерений."
END = 600.0
ENDED = ("done", "stopped", "refused", "dropped")
AS_IS = ("-m", "bot", "run")
UNLIMITED = ("-m", "benchmarks.unlimited")


def broadcaster(stub: Stub, number: int = 1, *, unlimited: bool = False, **settings: str) -> Contestant:
    """Our bot, as an operator starts it; `unlimited` has a pacer that holds nothing back."""
    return ours(stub, number, UNLIMITED if unlimited else AS_IS, **settings)


def begin(
    bot: Contestant, how_many: int, groups: int = 0, *, slow: float = 0.06, first: int = 0, **strict: float | None
) -> None:
    """Wait until it works, and give it people (and groups), all of the audience, at a stub with these rules."""
    bot.until_polling()
    with closing(sqlite3.connect(bot.folder / "bot.db", timeout=60)) as database, database:
        database.executemany(
            "INSERT INTO people (id, language, role, blocked) VALUES (?, ?, NULL, 0)", _people(how_many, first)
        )
        database.executemany(
            "INSERT INTO chats (id, kind, title, membership, language) VALUES (?, 'supergroup', 'x', 'member', 'both')",
            ((-1001000000000 - number,) for number in range(groups)),
        )
    bot.order("slow", slow)
    bot.order("strict", strict)


def _people(how_many: int, first: int) -> Iterator[tuple[int, str]]:
    return ((person, ("kk", "ru")[person % 2]) for person in people(how_many, first))


def command(bot: Contestant, *arguments: str) -> str:
    """What a command of the bot says, beside it."""
    line = [sys.executable, "-m", "bot", *arguments]
    environment = {**os.environ, **bot.environment, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        line, cwd=bot.folder, env=environment, check=True, capture_output=True, text=True
    ).stdout.strip()


def announce(bot: Contestant, *arguments: str) -> str:
    """What the command says."""
    return command(bot, "announce", *arguments)


def queue(bot: Contestant, audience: str = "all", policy: str = "skip", at: datetime | None = None) -> int:
    """Queue an announcement, for that moment if one is given; its number."""
    (bot.folder / "kk.txt").write_text(KK, encoding="utf-8")
    (bot.folder / "ru.txt").write_text(RU, encoding="utf-8")
    later = ("--at", at.isoformat()) if at else ()
    return int(announce(bot, "--kk", "kk.txt", "--ru", "ru.txt", "--audience", audience, "--policy", policy, *later))


def told(bot: Contestant) -> dict[str, Any]:
    """What has come to the stub."""
    return bot.order("told")


def until_told(bot: Contestant, how_many: int) -> None:
    """Wait until so many messages have come."""
    deadline = time.monotonic() + END
    while told(bot)["told"] < how_many:
        _not_later(bot, deadline)
        time.sleep(0.02)


def until_ended(bot: Contestant, number: int) -> dict[str, Any]:
    """Wait until it is over; how it stands, by `announce --status`."""
    deadline = time.monotonic() + END
    with closing(sqlite3.connect(bot.folder / "bot.db", timeout=60)) as database:
        while _state(database, number) not in ENDED:
            _not_later(bot, deadline)
            time.sleep(0.1)
    return status(bot, number)


def until_stopped(bot: Contestant, number: int) -> None:
    """Wait until its row says that it is stopped, looking every two milliseconds."""
    deadline = time.monotonic() + END
    with closing(sqlite3.connect(bot.folder / "bot.db", timeout=60)) as database:
        while _state(database, number) != "stopped":
            _not_later(bot, deadline)
            time.sleep(0.002)


def status(bot: Contestant, number: int) -> dict[str, Any]:
    """How it stands, by the command."""
    stands: dict[str, Any] = json.loads(announce(bot, "--status", str(number)))
    return stands


def _state(database: sqlite3.Connection, number: int) -> str:
    (state,) = database.execute("SELECT state FROM announcements WHERE id = ?", (number,)).fetchone()
    return str(state)


def _not_later(bot: Contestant, deadline: float) -> None:
    if time.monotonic() > deadline or not bot.alive:
        raise RuntimeError(f"{bot.name} does not finish: {told(bot)}\n{bot.log[-2000:]}")
