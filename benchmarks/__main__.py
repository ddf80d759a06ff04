"""`python -m benchmarks [NAME ...]`: these measurements; the short ones by default, with `all` every one."""

from __future__ import annotations

import os
import platform
import sys
import time
from datetime import UTC, datetime
from importlib import import_module
from importlib.metadata import version

SHORT = {"ask": "1", "start": "1", "cost": "3", "latency": "3", "crowd": "1", "memory": "1", "announce_books": "1"}
"""Minutes on a quiet machine, at most."""
LONG = {
    "kills": "4",
    "flood": "2",
    "questions": "3",
    "announce_cost": "6",
    "announce_pace": "10",
    "announce_beside": "12",
    "announce_faults": "8",
    "announce_stops": "8",
    "registration": "5",
}
ALL = SHORT | LONG
PACKAGES = ("aiogram", "aiohttp", "pydantic", "SQLAlchemy", "aiosqlite")

wanted = list(ALL) if sys.argv[1:] == ["all"] else sys.argv[1:] or list(SHORT)
if not ALL.keys() >= set(wanted) or not sys.platform.startswith("linux"):
    listed = (
        f"  {name:<16} up to {minutes} min{'' if name in SHORT else ', by its name'}" for name, minutes in ALL.items()
    )
    sys.exit("\n".join(["measurements, on Linux; without a name the short ones, `all` for every one:", *listed]))
print(
    f"{datetime.now(UTC):%Y-%m-%d}, {platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores"
)
print(", ".join(f"{name} {version(name)}" for name in PACKAGES))
for name in wanted:
    measured = import_module(f"benchmarks.{name}")
    print(f"\n{name}: {(measured.__doc__ or '').splitlines()[0]} Load {os.getloadavg()[0]:.1f}.", flush=True)
    began = time.monotonic()
    measured.main()
    print(f"  ({time.monotonic() - began:.0f} s)", flush=True)
