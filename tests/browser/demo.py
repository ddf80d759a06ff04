"""The real demo as a person starts it: one process with the page and the bot; nothing of it stays."""

from __future__ import annotations

import asyncio
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.domain.language import Language

ROOT = Path(__file__).parents[2]


@asynccontextmanager
async def running_demo() -> AsyncIterator[str]:
    """The address of a demo's chat page, while it runs; the bot behind it may still be getting up."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", "--port", "0", cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    if process.stdout is None:
        raise RuntimeError("the demo has no output")
    try:
        yield (await process.stdout.readline()).decode().split()[3]
    finally:
        process.terminate()
        await process.communicate()


async def newcomer(address: str, language: Language) -> int:
    """Somebody who has just come to the town of that demo, with a phone in this language."""
    person = {"first_name": "Еркежан", "language_code": language.value, "label": "Оқушы"}
    async with aiohttp.ClientSession() as http, http.post(f"{address}/sim/people", json=person) as answer:
        return int((await answer.json())["id"])
