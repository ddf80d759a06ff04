"""The demo: a local Telegram with this bot at work in it, on this machine only; nothing of it is kept."""

from __future__ import annotations

import asyncio
import importlib
import tempfile
import webbrowser
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.app import serve, stop_on_signals
from bot.clock import SystemClock
from bot.emulator.server import Emulator
from bot.logs import configure
from bot.settings import Settings

ROOT = Path(__file__).parents[1]
OWNER = 1004
"""The organizer of the emulator's town."""


class MovableClock:
    """The machine's clock, as far ahead as the page's."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def move(self, now: int) -> None:
        """The world's time is this, in Unix seconds."""
        self._ahead = datetime.fromtimestamp(now, UTC) - datetime.now(UTC)

    def now(self) -> datetime:
        """The moment, in UTC."""
        return SystemClock().now() + self._ahead


async def demo(port: int, *, browser: bool) -> int:
    """Serve the page and the bot until interrupted; the exit code."""
    clock = MovableClock()
    emulator = Emulator(on_move=clock.move)
    try:
        await emulator.start("127.0.0.1", port)
    except OSError:
        print(f"Port {port} is taken: try `make demo PORT={port + 1}`.", flush=True)
        return 1
    stop = stop_on_signals()
    print(f"The chat page: {emulator.url}   (a simulation: no real Telegram; Ctrl+C ends it)", flush=True)
    print("The bot is getting up, that takes some seconds...", flush=True)
    # Loading takes seconds: in a thread, so that the page answers meanwhile.
    await asyncio.to_thread(importlib.import_module, "bot.process")
    if browser:
        await asyncio.to_thread(webbrowser.open, emulator.url)
    with tempfile.TemporaryDirectory(prefix="mamandyq-demo-") as folder:
        settings = demo_settings(emulator, Path(folder))
        configure("WARNING", "console", settings.secrets)
        try:
            overlays = (ROOT / "data" / "demo",)
            await serve(settings, stop, clock=clock, overlays=overlays, at_work=_tell_ready)
        finally:
            await emulator.stop()
    return 0


def _tell_ready() -> None:
    print("The bot is ready: write to it on the page.", flush=True)


def demo_settings(emulator: Emulator, folder: Path) -> Settings:
    """An invented token, a database that is gone afterwards, the programme of the project."""
    values = {
        "BOT_TOKEN": emulator.token,
        "BOT_API_URL": emulator.url,
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'demo.db'}",
        "PROGRAMME": str(ROOT / "data" / "programme"),
        "OWNER_IDS": str(OWNER),
        "HTTP_PORT": "0",
        "SECRET_KEY": "d" * 43,
    }
    return Settings.read(values, need_token=True)
