"""How long others wait while one person sends 1,000 updates at once, against the same bot without a flood."""

from __future__ import annotations

from benchmarks.figures import points, waits
from benchmarks.processes import Stub, ours
from benchmarks.updates import people, texts

ROUNDS = 3
FLOOD = 1000
RATE = 10
OTHERS = 100


def main() -> None:
    """Two lines: quiet and flooded rounds in turn."""
    with Stub() as stub, ours(stub) as bot:
        bot.until_polling()
        bot.measure(texts(people(100), "/events"))
        waited: dict[str, list[float]] = {"quiet": [], "flooded": []}
        for number in range(ROUNDS):
            for how, found in waited.items():
                who = people(OTHERS, first=1000 * (number + 1) + (500 if how == "flooded" else 0))
                bot.order("reset")
                if how == "flooded":
                    (flooder,) = people(1, first=10_000 + number)
                    bot.offer(texts([flooder] * FLOOD, "/help"))
                bot.offer(texts(who, "/events"), RATE)
                found.extend(waits(_of(bot.until_answered_by(who), who)))
    for how, milliseconds in waited.items():
        print(f"  {how:<14} {points(milliseconds)}  ({len(milliseconds)} updates of others)")


def _of(report: dict[str, dict[str, list[float]]], who: range) -> dict[str, dict[str, list[float]]]:
    return {"seconds": {person: report["seconds"][person] for person in map(str, who)}}
