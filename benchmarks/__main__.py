"""`python -m benchmarks [NAME ...]` takes these measurements, all of them by default."""

from __future__ import annotations

import os
import platform
import sys
from datetime import UTC, datetime
from importlib import import_module
from importlib.metadata import version

ALL = (
    "ask",
    "start",
    "cost",
    "latency",
    "crowd",
    "memory",
    "kills",
    "flood",
    "questions",
    "announce_pace",
    "announce_cost",
    "announce_faults",
    "registration",
)
PACKAGES = ("aiogram", "aiohttp", "pydantic", "SQLAlchemy", "aiosqlite")

unknown = set(sys.argv[1:]) - set(ALL)
if unknown or not sys.platform.startswith("linux"):
    sys.exit(f"measurements, on Linux: {' '.join(ALL)}")
print(
    f"{datetime.now(UTC):%Y-%m-%d}, {platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores"
)
print(", ".join(f"{name} {version(name)}" for name in PACKAGES))
for name in sys.argv[1:] or ALL:
    measured = import_module(f"benchmarks.{name}")
    print(f"\n{name}: {(measured.__doc__ or '').splitlines()[0]} Load {os.getloadavg()[0]:.1f}.", flush=True)
    measured.main()
