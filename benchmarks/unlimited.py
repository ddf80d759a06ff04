"""Our bot with a pacer that holds nothing back; `python -m benchmarks.unlimited`, settings from the environment."""

from __future__ import annotations

import asyncio
import os
import sys
from dataclasses import replace

from bot.app import run
from bot.settings import Settings

sys.exit(asyncio.run(run(replace(Settings.read(os.environ, need_token=True), broadcast_rate=100_000))))
