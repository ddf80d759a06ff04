"""A thousand people ask at the same moment: how late the loop is meanwhile, and how long ten taps a second wait."""

from __future__ import annotations

import json
import time
from itertools import count, cycle, islice
from typing import TYPE_CHECKING, Any

from benchmarks.figures import points, spread, waits
from benchmarks.processes import ROOT, Contestant, Stub, ours
from benchmarks.updates import people, taps, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

ROUNDS = 3
PEOPLE = 1000
TAPS, RATE = 20, 10
WAYS = ("aside", "loop")
_rounds = count(1)


def main() -> None:
    """Two lines a way of reading questions: in a thread of its own, as it is, and on the loop."""
    took: dict[str, list[float]] = {way: [] for way in WAYS}
    cpu: dict[str, list[float]] = {way: [] for way in WAYS}
    late: dict[str, list[float]] = {way: [] for way in WAYS}
    tapped: dict[str, list[float]] = {way: [] for way in WAYS}
    with Stub() as stub:
        for _ in range(ROUNDS):
            for number, way in enumerate(WAYS, 1):
                with ours(stub, number, ("-m", "benchmarks.watched", way)) as bot:
                    bot.until_polling()
                    bot.measure(texts(people(20), "Фестиваль қашан?"))
                    _round(bot, took[way], cpu[way], late[way], tapped[way])
    for way in WAYS:
        print(f"  {way:<6} the last after {spread(took[way], ' s')}, {spread(cpu[way], ' ms')} of CPU a question")
        print(f"  {'':<6} the loop is late {points(late[way])}")
        print(f"  {'':<6} taps wait        {points(tapped[way])}")


def _round(bot: Contestant, took: list[float], cpu: list[float], late: list[float], tapped: list[float]) -> None:
    first = 10_000 * next(_rounds)
    askers, tappers = people(PEOPLE, first), people(TAPS, first + 5000)
    bot.order("reset")
    before, began = bot.cpu(), time.monotonic()
    bot.offer([one for person, text in zip(askers, _questions(), strict=False) for one in texts([person], text)])
    bot.offer(taps(tappers, "events"), RATE)
    report = bot.until_answered(PEOPLE + TAPS)
    ended = time.monotonic()
    cpu.append(1000 * (bot.cpu() - before) / PEOPLE)
    took.append(report["took"])
    tapped.extend(waits(_of(report, tappers)))
    bot.end()
    beats = json.loads((bot.folder / "lags.json").read_text(encoding="utf-8"))
    late.extend(1000 * lag for at, lag in beats if began <= at <= ended)


def _questions() -> Iterator[str]:
    """Those that the project judges itself by, again and again."""
    lines = (ROOT / "data" / "training" / "validation" / "region.jsonl").read_text(encoding="utf-8").splitlines()
    return islice(cycle(json.loads(line)["text"] for line in lines), PEOPLE)


def _of(report: dict[str, Any], who: range) -> dict[str, Any]:
    return {"seconds": {person: report["seconds"][person] for person in map(str, who)}}
