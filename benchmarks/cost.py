"""CPU an update, all offered at once, against bare aiogram on the same stub in turn; 1.00 would be as cheap as bare."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from benchmarks.figures import ratios, spread
from benchmarks.processes import Stub, bare, ours
from benchmarks.updates import people, taps, texts

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 5
PEOPLE = 1000
RATE = 30
"""A second: then nothing comes in batches, and each update has its own transactions."""
KINDS: dict[str, Callable[[range], list[dict[str, Any]]]] = {
    "/events (goal 0.50)": lambda who: texts(who, "/events"),
    "a tap on a list (goal 0.60)": lambda who: taps(who, "list:n-all-0"),
    "a tap on «back» (goal 0.60)": lambda who: taps(who, "events"),
    "a tap on a card (goal 0.60)": lambda who: taps(who, "event:mamandyqfest:n-all-0"),
}


def main() -> None:
    """One line a kind of update: both bots' milliseconds, and bare's CPU as a part of ours."""
    used: dict[tuple[str, str], list[float]] = defaultdict(list)
    with Stub() as stub, bare(stub) as alone, ours(stub) as whole:
        for bot in (alone, whole):
            bot.until_polling()
            bot.measure(texts(people(PEOPLE), "/events"))
        for _ in range(ROUNDS):
            for kind, made in KINDS.items():
                for bot in (alone, whole):
                    seconds, _ = bot.measure(made(people(PEOPLE)))
                    used[kind, bot.name].append(1000 * seconds)
        for bot in (alone, whole):
            seconds, _ = bot.measure(texts(people(PEOPLE), "/events"), RATE)
            used[f"/events, {RATE} a second", bot.name].append(1000 * seconds)
    for kind in dict.fromkeys(kind for kind, _ in used):
        one, other = used[kind, alone.name], used[kind, whole.name]
        print(f"  {kind:<28} bare {spread(one, ' ms')}  ours {spread(other, ' ms')}  ratio {ratios(one, other)}")
