"""How long a command takes to start: seconds on the wall and of CPU, the best of five."""

from __future__ import annotations

import resource
import subprocess
import sys
import time

COMMANDS = {
    "python alone": ["-c", "pass"],
    "python -m bot --help": ["-m", "bot", "--help"],
    "import aiogram": ["-c", "import aiogram"],
}


def main() -> None:
    """Print a line for each."""
    for name, command in COMMANDS.items():
        wall, cpu = min(_once(command) for _ in range(5))
        print(f"  {name:<22} {wall:6.2f} s  {cpu:6.2f} s CPU")


def _once(command: list[str]) -> tuple[float, float]:
    used, started = _cpu(), time.perf_counter()
    subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started, _cpu() - used


def _cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
