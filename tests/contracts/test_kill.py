"""What a database has answered to survives `kill -9` of the process."""

from __future__ import annotations

import asyncio
import sys

from bot.storage.database import SqlDatabase

WRITER = """
import asyncio, sys
from datetime import UTC, datetime
from bot.services.ports.inbox import Received
from bot.storage.database import SqlDatabase

async def main():
    database = SqlDatabase(sys.argv[1])

    async def write(first):
        for number in range(first, 10**6, 4):
            await database.run(lambda t: t.inbox.add([Received(number, number % 4, "{}", datetime.now(UTC))]))
            print(number, flush=True)

    await asyncio.gather(*(write(first) for first in range(4)))

asyncio.run(main())
"""


async def test_no_acknowledged_update_is_lost(database_url):
    writer = await asyncio.create_subprocess_exec(
        sys.executable, "-c", WRITER, database_url, stdout=asyncio.subprocess.PIPE
    )
    assert writer.stdout is not None
    try:
        acknowledged = [int(await writer.stdout.readline()) for _ in range(150)]
    finally:
        writer.kill()
    rest, _ = await writer.communicate()
    # A line that was cut off was not told; what stands before it was.
    acknowledged += [int(line) for line in rest.split(b"\n")[:-1]]

    database = SqlDatabase(database_url)
    try:
        kept = {row.id for row in await database.read(lambda t: t.inbox.waiting(10**6))}
    finally:
        await database.close()

    assert set(acknowledged) <= kept
    # Only what was under way in the four writers may be there without an answer.
    assert len(kept) - len(acknowledged) <= 4
