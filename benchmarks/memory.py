"""Memory above what `import aiogram` alone takes (goal: at most 80 MiB), at the start and after a crowd."""

from __future__ import annotations

import time

from benchmarks.processes import Child, Contestant, Stub, bare, ours
from benchmarks.updates import people, taps, texts

PEOPLE = 5000


def main() -> None:
    """One line a bot."""
    with Child(["-c", "import aiogram, time; print('imported', flush=True); time.sleep(3600)"]) as imported:
        while "imported" not in imported.log:
            time.sleep(0.1)
        alone = imported.memory()
    print(f"  import aiogram {alone:6.1f} MiB resident")
    with Stub() as stub, bare(stub) as without, ours(stub) as whole:
        for bot in (without, whole):
            print(f"  {bot.name:<14} {_told(bot, alone)}")


def _told(bot: Contestant, alone: float) -> str:
    bot.until_polling()
    time.sleep(1)
    begun = bot.memory() - alone
    for first in range(0, PEOPLE, 1000):
        who = people(1000, first=first)
        bot.measure(texts(who, "/events"), rest=0)
        bot.measure(taps(who, "list:n-all-0"), rest=0)
    return f"+{begun:.1f} MiB at work, +{bot.memory() - alone:.1f} MiB after {PEOPLE} people"
