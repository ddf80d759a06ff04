"""The bot with a watch on its loop: `python -m benchmarks.watched aside|loop` runs it; `lags.json` tells at the end.

With `loop` questions are read on the loop, as if there were no thread for them.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path

from bot import cli, process
from bot.services import answering
from bot.services.answering import Answering, Outcome
from bot.web.pulse import Pulse

BEAT = 0.005


class Watch(Pulse):
    """Beats a hundred times as often, and writes down when, and by how much it was late."""

    async def run(self, stop: asyncio.Event) -> None:
        beats: list[tuple[float, float]] = []
        while not stop.is_set():
            started = time.monotonic()
            await asyncio.sleep(BEAT)
            now = time.monotonic()
            beats.append((now, now - started - BEAT))
        await asyncio.to_thread(Path("lags.json").write_text, json.dumps(beats))


class OnTheLoop(Answering):
    """Has no thread."""

    async def aside(self, text: str, about: str | None) -> Outcome:
        return self.answer(text, about)


if __name__ == "__main__":
    process.Pulse = Watch  # type: ignore[attr-defined]  # what the process makes
    if sys.argv[1] == "loop":
        answering.Answering = OnTheLoop  # type: ignore[misc]  # what the app makes
    cli.main(["run"])
