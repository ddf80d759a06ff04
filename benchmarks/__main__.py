"""`python -m benchmarks [NAME ...]` runs the modules of this folder that have a `main`, all of them by default."""

from __future__ import annotations

import os
import pkgutil
import platform
import sys
from importlib import import_module

import benchmarks

names = sys.argv[1:] or [
    module.name for module in pkgutil.iter_modules(benchmarks.__path__) if module.name != "__main__"
]
print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
for name in names:
    measured = import_module(f"benchmarks.{name}")
    print(f"\n{name}: {(measured.__doc__ or '').splitlines()[0]}")
    measured.main()
