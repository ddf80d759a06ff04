"""aiogram alone sends, and prints its seconds of CPU and of wall time.

`python -m benchmarks.bare_send API_URL TOKEN HOW_MANY CONNECTIONS`
"""

from __future__ import annotations

import asyncio
import sys
import time

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from benchmarks.announcing import KK
from benchmarks.updates import people


async def run(api_url: str, token: str, how_many: int, connections: int) -> None:
    async with Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(api_url), limit=connections)) as bot:
        await bot.get_me()
        left = iter(people(how_many))

        async def send() -> None:
            for chat in left:
                await bot.send_message(chat, KK)

        cpu, wall = time.process_time(), time.perf_counter()
        async with asyncio.TaskGroup() as group:
            for _ in range(connections):
                group.create_task(send())
        print(time.process_time() - cpu, time.perf_counter() - wall, flush=True)


if __name__ == "__main__":
    asyncio.run(run(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
