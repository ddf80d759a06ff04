"""A thousand people, never seen before, write at the same moment (goal: all answered within 10 s)."""

from __future__ import annotations

from benchmarks.figures import points, spread, waits
from benchmarks.processes import Stub, bare, ours
from benchmarks.updates import people, texts

ROUNDS = 3
PEOPLE = 1000


def main() -> None:
    """One line a bot: seconds until the last has an answer; and how long each of them waited."""
    with Stub() as stub, bare(stub) as alone, ours(stub) as whole:
        for bot in (alone, whole):
            bot.until_polling()
            bot.measure(texts(people(100), "/events"))
        took: dict[str, list[float]] = {alone.name: [], whole.name: []}
        waited: dict[str, list[float]] = {alone.name: [], whole.name: []}
        for number in range(ROUNDS):
            for bot in (alone, whole):
                _, report = bot.measure(texts(people(PEOPLE, first=PEOPLE * (number + 1)), "/start"))
                took[bot.name].append(report["took"])
                waited[bot.name] += waits(report)
    for name, seconds in took.items():
        print(f"  {name:<14} the last after {spread(seconds, ' s')}; {points(waited[name])}")
