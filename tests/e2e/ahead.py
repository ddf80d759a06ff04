"""`python -m tests.e2e.ahead FILE`: the bot as `run` starts it, by a clock as many seconds ahead as the file says."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.app import serve, stop_on_signals
from bot.logs import configure
from bot.settings import Settings, environment, kept_secret_key


class Ahead:
    """The machine's clock, moved by whoever writes the file."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def now(self) -> datetime:
        """The moment by it."""
        said = self.file.read_text(encoding="ascii") if self.file.exists() else ""
        return datetime.now(UTC) + timedelta(seconds=float(said or 0))

    def move(self, to: datetime) -> None:
        """Make it that moment now."""
        ahead = (to - datetime.now(UTC)).total_seconds()
        new = self.file.with_suffix(".new")
        new.write_text(str(ahead), encoding="ascii")
        new.replace(self.file)


async def main(file: Path) -> None:
    """Serve until SIGTERM."""
    settings = Settings.read(environment(), need_token=True)
    settings = replace(settings, secret_key=settings.secret_key or kept_secret_key())
    configure(settings.log_level, settings.log_format, settings.secrets)
    await serve(settings, stop_on_signals(), clock=Ahead(file))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
