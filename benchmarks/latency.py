"""How long people wait at 30 updates a second: messages and taps of people never seen (goal: p99 < 40 ms)."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain

from benchmarks.figures import points, waits
from benchmarks.processes import Stub, bare, ours
from benchmarks.updates import people, taps, texts

ROUNDS = 3
RATE = 30
SECONDS = 20


def main() -> None:
    """One line a bot, and one a round."""
    many = RATE * SECONDS
    waited: dict[str, list[list[float]]] = defaultdict(list)
    with Stub() as stub, bare(stub) as alone, ours(stub) as whole:
        for bot in (alone, whole):
            bot.until_polling()
            bot.measure(texts(people(100), "/events"), RATE)
        for number in range(ROUNDS):
            who = people(many, first=many * (number + 1))
            written, tapped = texts(who[::2], "/events"), taps(who[1::2], "list:n-all-0")
            for bot in (alone, whole):
                _, report = bot.measure(list(chain(*zip(written, tapped, strict=True))), RATE)
                waited[bot.name].append(waits(report))
    for name, rounds in waited.items():
        print(f"  {name:<14} {points(list(chain(*rounds)))}  ({ROUNDS} x {many} updates)")
        for round_ in rounds:
            print(f"  {'':<14} {points(round_)}")
