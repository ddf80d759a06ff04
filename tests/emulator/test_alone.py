"""The emulator as a process of its own."""

from __future__ import annotations

import asyncio
import re
import signal
import sys

import pytest

from bot.emulator.verbs import Town


@pytest.mark.e2e
async def test_it_says_where_it_is_and_ends_on_a_signal():
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.emulator", "--port", "0", "--token", "123:abc", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    line = (await asyncio.wait_for(process.stdout.readline(), 30)).decode()
    found = re.fullmatch(r"Bot API emulator at (http://127\.0\.0\.1:\d+) with token 123:abc\n", line)
    assert found is not None
    async with Town(found[1]) as town:
        await town.phone(1001).say("/start")
        stream = asyncio.ensure_future(town.ask("GET", "stream"))
        await asyncio.sleep(0.2)
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 10) == 0
        stream.cancel()
