"""2,000 people sign up at once for 1,500 places, 500 of them tap twice (goals: 20 s, loop never late by 150 ms)."""

from __future__ import annotations

import json
import signal
import time
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from benchmarks.processes import Contestant, Stub, ours
from benchmarks.signing_up import ALREADY, LISTEN, RECEIVED, TOLD, filled_in, postgresql, programme, sent, standing
from benchmarks.updates import people

if TYPE_CHECKING:
    from collections.abc import Iterable

PEOPLE, PLACES, TWICE = 2000, 1500, 500
WATCHED = ("-m", "benchmarks.watched", "aside")
END = 600.0


def main() -> None:
    """SQLite with one process; PostgreSQL with a second one that stands by, and that takes over half-way."""
    with TemporaryDirectory(prefix="bench-") as folder:
        at = programme(Path(folder), PLACES)
        with Stub() as stub, _bot(stub, at) as bot:
            _rush("SQLite", bot, f"sqlite+aiosqlite:///{bot.folder / 'bot.db'}", to_the_last_message=True)
        for name in ("PostgreSQL", "PostgreSQL, the active one killed"):
            with ExitStack() as stack:
                url = stack.enter_context(postgresql())
                stub = stack.enter_context(Stub())
                active = stack.enter_context(_bot(stub, at, DATABASE_URL=url))
                active.until_polling()
                standby = stack.enter_context(_bot(stub, at, DATABASE_URL=url))
                while "another process works" not in standby.log:
                    time.sleep(0.1)
                _rush(name, active, url, standby if "killed" in name else None)


def _bot(stub: Stub, programme: str, **more: str) -> Contestant:
    return ours(stub, 1, WATCHED, PROGRAMME=programme, SECRET_KEY="only-for-this-" * 4, **more)


def _rush(
    name: str, bot: Contestant, url: str, standby: Contestant | None = None, *, to_the_last_message: bool = False
) -> None:
    who = people(PEOPLE)
    bot.until_polling()
    bot.order("listen", LISTEN)
    filling, _ = bot.measure(filled_in(who))
    before, began = bot.cpu(), time.monotonic()
    bot.offer(sent(who, TWICE))
    if standby:
        bot = _taken_over(name, bot, standby)
    _until(bot, lambda: bot.order("look")["waiting"] == 0 and standing(url)["left"] == 0)
    heard, cpu, ended = bot.order("heard"), bot.cpu() - before, time.monotonic()
    _until(bot, lambda: not to_the_last_message or _chats(bot, TOLD) == PEOPLE)
    last = max(_of(bot.order("heard"), one)["last"] for one in TOLD)
    bot.end()
    lags = [lag for at, lag in json.loads((bot.folder / "lags.json").read_text()) if began <= at <= ended]
    _print(name, heard, began, lags)
    if not standby:
        print(f"    CPU: {1000 * filling:.2f} ms a tap of the form, {1000 * cpu / (PEOPLE + TWICE):.2f} ms a «Send»")
    stands = standing(url)
    confirmed, waiting = stands.get("confirmed", 0), stands.get("waitlisted", 0)
    if to_the_last_message:
        print(f"    messages about the places: the last after {last - began:.0f} s, at 28 a second behind the replies")
    lost, untold = PEOPLE - confirmed - waiting, PEOPLE - stands["told"]
    print(
        f"    oversold {max(0, stands['taken'] - PLACES, confirmed - PLACES)}, lost {lost}, without a message {untold}"
    )


def _print(name: str, heard: dict[str, Any], began: float, lags: list[float]) -> None:
    received, already = _of(heard, RECEIVED), _of(heard, ALREADY)
    print(f"  {name}: {received['chats']} have an answer, the first after {received['first'] - began:.2f} s,", end=" ")
    print(f"the last {received['last'] - received['first']:.1f} s later; {already['times']} answered as «already»")
    print(
        f"    the loop is late: p99 {1000 * sorted(lags)[int(len(lags) * 0.99)]:.0f}, worst {1000 * max(lags):.0f} ms"
    )


def _taken_over(name: str, active: Contestant, standby: Contestant) -> Contestant:
    """Kill the active one when half have their answer; who goes on."""
    _until(active, lambda: _chats(active, [RECEIVED]) >= PEOPLE / 2)
    active.end(signal.SIGKILL)
    killed, so_far = time.monotonic(), _chats(standby, [RECEIVED])
    _until(standby, lambda: _chats(standby, [RECEIVED]) > so_far)
    print(f"  {name} after {so_far} answers: the next answer {time.monotonic() - killed:.1f} s later")
    return standby


def _of(heard: dict[str, Any], what: tuple[str, str]) -> dict[str, Any]:
    one: dict[str, Any] = heard[" ".join(what)]
    return one


def _chats(bot: Contestant, what: Iterable[tuple[str, str]]) -> int:
    heard = bot.order("heard")
    return sum(_of(heard, one)["chats"] for one in what)


def _until(bot: Contestant, happened: Any) -> None:
    deadline = time.monotonic() + END
    while not happened():
        if time.monotonic() > deadline or not bot.alive:
            raise RuntimeError(f"{bot.order('heard')}\n{bot.log[-2000:]}")
        time.sleep(0.1)
