"""The bot, started and killed often: everything is imported once, and each start is a fork of that.

`python -m tests.e2e.forking` forks a bot at each line that it reads, tells its process, and tells when that has ended.
"""

from __future__ import annotations

import asyncio
import importlib
import os
import signal
import sys
from typing import TYPE_CHECKING

from bot.cli import main

if TYPE_CHECKING:
    from tests.e2e.process import BotProcess

IMPORTED = ("bot.app", "bot.process", "bot.parts", "bot.composition", "bot.telegram.dispatcher", "bot.telegram.bulk")


class Forking:
    """Starts and kills bots with the settings of a process that is not started itself."""

    def __init__(self, bot: BotProcess) -> None:
        self._bot = bot
        self._parent: asyncio.subprocess.Process | None = None
        self._child = 0

    async def start(self) -> None:
        """Fork one; it begins as after its imports."""
        if self._parent is None:
            with (self._bot.folder / "log.txt").open("ab") as log:
                self._parent = await asyncio.create_subprocess_exec(
                    sys.executable, "-m", "tests.e2e.forking", cwd=self._bot.folder, env=self._bot.environment,
                    stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=log,
                )  # fmt: skip
        assert self._parent.stdin
        self._parent.stdin.write(b"start\n")
        self._child = await self._heard()

    async def kill(self) -> None:
        """kill -9, and wait until it has ended."""
        os.kill(self._child, signal.SIGKILL)
        assert await self._heard() == 0

    async def end(self) -> None:
        """End what forks."""
        if self._parent:
            self._parent.kill()
            await self._parent.wait()

    async def _heard(self) -> int:
        assert self._parent
        assert self._parent.stdout
        return int(await self._parent.stdout.readline())


def serve() -> None:
    """Fork at each line; the child writes to the log, never to who started it."""
    for name in IMPORTED:
        importlib.import_module(name)
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            os.dup2(2, 1)
            main(["run"])
            os._exit(0)
        tell(child)
        os.waitpid(child, 0)
        tell(0)


def tell(number: int) -> None:
    """Say it to who started this."""
    os.write(1, f"{number}\n".encode())


if __name__ == "__main__":
    serve()
