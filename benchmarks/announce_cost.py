"""CPU a message at full rate against bare `send_message` (goal 0.55), rate (2.1), and how both grow with the number."""

from __future__ import annotations

import time

from benchmarks.announcing import begin, broadcaster, queue, told, until_ended
from benchmarks.figures import ratios, spread
from benchmarks.processes import Child, Stub

ROUNDS = 3
PEOPLE = 20_000
CONNECTIONS = 100
MANY = 1_000_000
SENT_OF_MANY = 20_000


def main() -> None:
    """Both in turn, without a limit and without latency; then the memory of an announcement to a million."""
    used: dict[str, list[tuple[float, float]]] = {"bare": [], "ours": []}
    for _ in range(ROUNDS):
        used["bare"].append(_bare())
        used["ours"].append(_ours(PEOPLE))
    for figure, (name, unit) in enumerate((("CPU", " ms"), ("rate", "/s"))):
        bare, ours = ([round_[figure] for round_ in used[who]] for who in ("bare", "ours"))
        print(
            f"  {name}: bare {spread(bare, unit)}  ours {spread(ours, unit)}  ours / bare {ratios(ours, bare)}",
            flush=True,
        )
    few = [_ours(1000)[0] for _ in range(ROUNDS)]
    print(f"  CPU with 1,000 people: {spread(few, ' ms')}; with 100,000: {_ours(100_000)[0]:.2f} ms", flush=True)
    _memory()


def _bare() -> tuple[float, float]:
    """Milliseconds of CPU a message, messages a second."""
    with Stub() as stub:
        command = ["-m", "benchmarks.bare_send", stub.url, "7000000099:a-token", str(PEOPLE), str(CONNECTIONS)]
        with Child(command) as bare:
            while len(said := bare.log.split()) < 2:  # noqa: PLR2004  CPU and wall
                time.sleep(0.2)
                if not bare.alive and len(bare.log.split()) != 2:  # noqa: PLR2004
                    raise RuntimeError(bare.log)
            cpu, wall = map(float, said)
    return 1000 * cpu / PEOPLE, PEOPLE / wall


def _ours(how_many: int) -> tuple[float, float]:
    """As bare: everything included, from the command to the last mark."""
    with Stub() as stub, broadcaster(stub, unlimited=True) as bot:
        begin(bot, how_many, slow=0.0)
        before = bot.cpu()
        number = queue(bot)
        until_ended(bot, number)
        return 1000 * (bot.cpu() - before) / how_many, how_many / told(bot)["took"]


def _memory() -> None:
    with Stub() as stub, broadcaster(stub, unlimited=True) as bot:
        begin(bot, 1000, slow=0.0)
        until_ended(bot, queue(bot))
        idle = bot.memory()
        begin(bot, MANY, slow=0.0, first=1000)
        queue(bot)
        most = idle
        while told(bot)["told"] < SENT_OF_MANY:
            most = max(most, bot.memory())
            time.sleep(0.2)
        print(f"  {MANY:,} people: +{most - idle:.1f} MiB until {SENT_OF_MANY:,} were sent (goal 15)", flush=True)
