"""The real process of the bot, as an operator starts, stops and kills it."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp

if TYPE_CHECKING:
    from bot.emulator.verbs import Town

ROOT = Path(__file__).parents[2]
START = 90.0
"""Seconds that a process may need to start: importing aiogram takes long where the machine is busy."""


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class BotProcess:
    """`python -m bot run` in a folder of its own, against an emulator."""

    def __init__(self, folder: Path, token: str, api_url: str, **settings: str) -> None:
        self.port = free_port()
        self.folder = folder
        self.settings = {
            "BOT_TOKEN": token,
            "BOT_API_URL": api_url,
            "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'bot.db'}",
            "PROGRAMME": str(ROOT / "data" / "programme"),
            "HTTP_PORT": str(self.port),
            "LOG_FORMAT": "json",
            **settings,
        }
        self.command = [sys.executable, "-m", "bot", "run"]
        self._process: asyncio.subprocess.Process | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """The settings over the machine's environment, the project on the path."""
        return {**os.environ, "PYTHONPATH": str(ROOT), **self.settings}

    @property
    def log(self) -> str:
        """What the process has written so far."""
        return (self.folder / "log.txt").read_text(encoding="utf-8")

    async def start(self, *, ready: bool = True) -> None:
        """Start it and wait until it serves; `ready` False only starts it."""
        with (self.folder / "log.txt").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *self.command, cwd=self.folder, env=self.environment, stdout=log, stderr=log
            )
        if ready:
            await self.until_ready()

    async def until_ready(self) -> None:
        """Wait until /readyz says so."""
        async with asyncio.timeout(START):
            while (await self.page("readyz"))[0] != 200:
                assert self._process is not None
                assert self._process.returncode is None, f"the process has ended:\n{self.log}"
                await asyncio.sleep(0.1)

    async def page(self, name: str) -> tuple[int, Any]:
        """A page of operators: its status and JSON; status 0 while nobody listens."""
        try:
            async with aiohttp.ClientSession() as session, session.get(f"{self.url}/{name}") as response:
                if response.content_type == "application/json":
                    return response.status, await response.json()
                return response.status, await response.text()
        except aiohttp.ClientError:
            return 0, None

    def waiting(self) -> int:
        """How many updates of its inbox (of SQLite) are not yet done."""
        with closing(sqlite3.connect(self.folder / "bot.db")) as database:
            return int(database.execute("select count(*) from inbox where body is not null").fetchone()[0])

    def rows(self, query: str, *values: object) -> list[Any]:
        """What its database (of SQLite) holds."""
        with closing(sqlite3.connect(self.folder / "bot.db")) as database:
            return database.execute(query, values).fetchall()

    async def at_rest(self, town: Town) -> None:
        """Wait until every update was taken, none is left in the inbox, and nothing more is said."""
        async with asyncio.timeout(START):
            await town.settle(wait=60)
            while self.waiting():
                await asyncio.sleep(0.02)
            await town.settle(wait=60)

    async def run(self, *command: str) -> tuple[int, str]:
        """Another command beside it, with the same settings: its exit code and all it printed."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            *command,
            cwd=self.folder,
            env=self.environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        printed, _ = await process.communicate()
        return process.returncode or 0, printed.decode()

    async def wait(self) -> int:
        """Wait for its end; the exit code."""
        assert self._process is not None
        async with asyncio.timeout(START):
            return await self._process.wait()

    async def stop(self) -> int:
        """SIGTERM, as systemd does; the exit code."""
        assert self._process is not None
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGTERM)
        return await self.wait()

    async def kill(self) -> None:
        """kill -9."""
        assert self._process is not None
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()
