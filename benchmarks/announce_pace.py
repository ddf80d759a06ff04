"""3,000 people, a strict 30 in any second: time / ideal (goal 1.12), 429s (1 per 1,000), replies (latency + 50 ms)."""

from __future__ import annotations

from benchmarks.announcing import begin, broadcaster, queue, told, until_ended, until_told
from benchmarks.figures import points, waits
from benchmarks.processes import Stub
from benchmarks.updates import people, texts

PEOPLE = 3000
LIMIT = 30
LATENCIES = (0.06, 0.01, 0.1)
ASKING = 50


def main() -> None:
    """One line a latency, and one for a limit that drops to 20."""
    for slow in LATENCIES:
        with Stub() as stub, broadcaster(stub) as bot:
            begin(bot, PEOPLE, slow=slow, rate=LIMIT)
            number = queue(bot)
            until_told(bot, 100)
            bot.order("reset")
            bot.offer(texts(people(ASKING, first=PEOPLE), "/events"), rate=0.6)
            stands = until_ended(bot, number)
            got, report = told(bot), bot.order("report")
            ideal = (stands["total"] + report["answered"]) / LIMIT
            print(f"  {1000 * slow:3.0f} ms: {got['took'] / ideal:.3f} of the ideal, {got['refused']} 429s")
            print(f"          {report['answered']} replies: {points(waits(report))}; sent {stands['sent']}", flush=True)
    _dropping()


def _dropping() -> None:
    with Stub() as stub, broadcaster(stub) as bot:
        begin(bot, PEOPLE, rate=LIMIT)
        number = queue(bot)
        until_told(bot, 500)
        bot.order("limit", 20)
        until_told(bot, 1000)
        learning = told(bot)["refused"]
        stands = until_ended(bot, number)
        after = told(bot)["refused"] - learning
        print(f"  20 a second from the 500th on: {learning} 429s to the 1,000th, {after} after; sent {stands['sent']}")
