"""The first words with Telegram at a start: who the bot is, how updates are to come; handles none of them."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, TypeVar

from aiogram.exceptions import TelegramAPIError, TelegramNotFound, TelegramUnauthorizedError

from bot.telegram.polling import WrongToken

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from aiogram import Bot
    from aiogram.types import User

    from bot.telegram.reach import Reach

log = logging.getLogger(__name__)
T = TypeVar("T")

LONGEST_PAUSE = 30.0


async def introduce(bot: Bot, reach: Reach) -> User:
    """Who the bot is; raises `WrongToken`."""
    return await _until_reached(bot.get_me, reach)


async def expect_polling(bot: Bot, reach: Reach) -> None:
    """Take a webhook of earlier days away, so that polling works; what waits there stays."""
    await _until_reached(bot.delete_webhook, reach)


async def expect_calls(bot: Bot, reach: Reach, url: str, secret: str, allowed: Sequence[str]) -> None:
    """Ask Telegram to call the webhook."""
    await _until_reached(
        lambda: bot.set_webhook(url, secret_token=secret, allowed_updates=list(allowed), max_connections=40), reach
    )


async def _until_reached(ask: Callable[[], Awaitable[T]], reach: Reach) -> T:
    wait = 0.5
    while True:
        try:
            answer = await ask()
        except (TelegramUnauthorizedError, TelegramNotFound) as error:
            raise WrongToken from error
        except TelegramAPIError as error:
            reach.lost(type(error).__name__)
            cause = type(error).__name__
            log.warning("Telegram is out of reach, trying again", extra={"cause": cause, "seconds": wait})
            await asyncio.sleep(wait)
            wait = min(LONGEST_PAUSE, wait * 2)
        else:
            reach.reached()
            return answer
