"""kill -9 with 300 updates in work, then a new start: what was answered, what is lost, what was said twice."""

from __future__ import annotations

import signal
import sqlite3
import time
from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING

from benchmarks.processes import ROOT, Contestant, Stub, bare, ours
from benchmarks.updates import people, texts

if TYPE_CHECKING:
    from collections.abc import Callable

RUNS = 3
PEOPLE, EACH = 60, 5
"""No more each than the pacer lets through at once."""
SLOW = 0.05
"""Seconds that the stub takes to accept a message, so that a kill meets many under way."""
ANSWERED = 150
"""The kill comes when at least so many have been answered."""
QUIET = 3.0

SABOTAGED = (str(ROOT / "tests" / "e2e" / "confirms_first.py"),)
VARIANTS: dict[str, Callable[[Stub], Contestant]] = {
    "ours": lambda stub: ours(stub, 1),
    "ours, confirming first": lambda stub: ours(stub, 2, SABOTAGED),
    "bare aiogram": bare,
}


def main() -> None:
    """One line a run."""
    for name, made in VARIANTS.items():
        for _ in range(RUNS):
            with Stub() as stub, made(stub) as bot:
                print(f"  {name:<24} {killed(bot)}")


def killed(bot: Contestant) -> str:
    """Kill it in the middle, start it again, and tell what came of 300 updates."""
    who = people(PEOPLE)
    bot.until_polling()
    bot.order("slow", SLOW)
    bot.offer([update for _ in range(EACH) for update in texts(who, "/events")])
    while bot.order("look")["answered"] < ANSWERED:
        time.sleep(0.002)
    bot.end(signal.SIGKILL)
    at_the_kill = sum(_calls(bot).values())
    bot.order("slow", 0)
    bot.start()
    _until_quiet(bot)
    got = _calls(bot)
    lost = sum(max(0, EACH - got[person]) for person in who)
    repeated = sum(max(0, got[person] - EACH) for person in who)
    return f"answered at the kill {at_the_kill:3}, lost {lost:3}, said twice {repeated:3}"


def _calls(bot: Contestant) -> Counter[int]:
    return Counter({int(person): calls for person, calls in bot.order("report")["calls"].items()})


def _until_quiet(bot: Contestant) -> None:
    """Wait until it polls, nothing waits anywhere, and nothing has been said for a while."""
    polls = bot.order("look")["polls"]
    said, since = 0, time.monotonic()
    while bot.order("look")["polls"] <= polls or _waiting(bot) or time.monotonic() - since < QUIET:
        now = sum(_calls(bot).values())
        if now != said:
            said, since = now, time.monotonic()
        time.sleep(0.1)


def _waiting(bot: Contestant) -> int:
    """How many updates its inbox holds, if it has one, and the stub."""
    held = 0
    if (bot.folder / "bot.db").exists():
        with closing(sqlite3.connect(bot.folder / "bot.db")) as database:
            held = database.execute("select count(*) from inbox where body is not null").fetchone()[0]
    return held + int(bot.order("look")["waiting"])
