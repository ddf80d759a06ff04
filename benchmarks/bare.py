"""The bot that ours is compared with: aiogram alone, its own polling, two handlers; what can be left out is left out.

`python -m benchmarks.bare API_URL TOKEN`. It echoes a message. To a tap it makes the two calls that ours makes:
it edits the message (to what it says already: such a text, such a keyboard) and answers the query.
"""

from __future__ import annotations

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, Message


async def echo(message: Message) -> None:
    await message.answer(message.text or "")


async def tap(query: CallbackQuery) -> None:
    message = query.message
    assert isinstance(message, Message)
    await message.edit_text(message.text or "", reply_markup=message.reply_markup)
    await query.answer()


async def run(api_url: str, token: str) -> None:
    dispatcher = Dispatcher()
    dispatcher.message.register(echo)
    dispatcher.callback_query.register(tap)
    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(api_url)))
    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    asyncio.run(run(*sys.argv[1:]))
