"""Kills, stops and faults: what is lost, said twice or not accounted for (goal: nothing)."""

from __future__ import annotations

import signal
import time
from threading import Thread

from benchmarks.announcing import announce, begin, broadcaster, queue, told, until_ended, until_stopped, until_told
from benchmarks.figures import spread
from benchmarks.processes import Stub

RUNS = 3
PEOPLE = 200


def main() -> None:
    """One line a run."""
    for policy in ("skip", "resend"):
        for _ in range(RUNS):
            print(f"  kill -9, {policy:<6}  {_ended_half_way(signal.SIGKILL, policy)}", flush=True)
    for _ in range(RUNS):
        print(f"  SIGTERM          {_ended_half_way(signal.SIGTERM, 'skip')}", flush=True)
    _faults()
    _stop()


def _ended_half_way(how: signal.Signals, policy: str) -> str:
    with Stub() as stub, broadcaster(stub) as bot:
        begin(bot, PEOPLE)
        number = queue(bot, policy=policy)
        until_told(bot, PEOPLE // 2)
        bot.end(how)
        bot.start()
        stands, got = until_ended(bot, number), told(bot)
        lost = PEOPLE - got["chats"]
        return f"not told {lost}, twice {got['twice']}, shown as unknown {stands['unknown']}, sent {stands['sent']}"


def _faults() -> None:
    with Stub() as stub, broadcaster(stub, unlimited=True) as bot:
        begin(bot, 2000, dead=0.1, broken=0.02, cut=0.01)
        stands, got = until_ended(bot, queue(bot)), told(bot)
        parts = {state: stands[state] for state in ("sent", "dead", "failed", "unknown")}
        print(
            f"  faults: {stands['total']} = {sum(parts.values())}: {parts}; told {got['chats']}, twice {got['twice']}"
        )


def _stop() -> None:
    """From the moment at which the row says so to the last message that came, which travels for half of the latency."""
    with Stub() as stub, broadcaster(stub) as bot:
        begin(bot, PEOPLE * 5)
        late = []
        for _ in range(RUNS):
            bot.order("strict", {})
            number = queue(bot)
            until_told(bot, 20)
            command = Thread(target=announce, args=(bot, "--cancel", str(number)))
            command.start()
            until_stopped(bot, number)
            stopped = time.monotonic()
            command.join()
            time.sleep(2)
            late.append(1000 * (time.monotonic() - told(bot)["since_last"] - stopped))
        print(f"  stop: the last message came {spread(late, ' ms', 0)} after it (goal 260)", flush=True)
