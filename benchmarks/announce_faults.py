"""Kills, stops, faults and a group beside people: what is lost, said twice or not accounted for (goal: nothing)."""

from __future__ import annotations

import signal
import time

from benchmarks.announcing import announce, begin, broadcaster, queue, status, told, until_ended, until_told
from benchmarks.processes import Stub

RUNS = 3
PEOPLE = 200
TO_A_GROUP = 40


def main() -> None:
    """One line a run."""
    for policy in ("skip", "resend"):
        for _ in range(RUNS):
            print(f"  kill -9, {policy:<6}  {_ended_half_way(signal.SIGKILL, policy)}", flush=True)
    for _ in range(RUNS):
        print(f"  SIGTERM          {_ended_half_way(signal.SIGTERM, 'skip')}", flush=True)
    _faults()
    _stop()
    _group()


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
    with Stub() as stub, broadcaster(stub) as bot:
        begin(bot, PEOPLE * 5)
        number = queue(bot)
        until_told(bot, PEOPLE)
        announce(bot, "--cancel", str(number))
        # The command itself takes a second to start and end: what counts is what came after it had ended.
        before = told(bot)["told"]
        time.sleep(3)
        print(f"  stop: {told(bot)['told'] - before} sent after the command had ended; {status(bot, number)['state']}")


def _group() -> None:
    for how_many in (0, TO_A_GROUP):
        with Stub() as stub, broadcaster(stub) as bot:
            begin(bot, 1000, groups=1 if how_many else 0, rate=30)
            to_group = [queue(bot, audience="chats") for _ in range(how_many - 1)]
            until_ended(bot, queue(bot))
            got = told(bot)
            for number in to_group:
                until_ended(bot, number)
            print(
                f"  1,000 people beside {how_many} to a group: {got['people_took']:.1f} s for the people;"
                f" 429s of the group {told(bot)['group_refused']}, all {told(bot)['refused']}",
                flush=True,
            )
