"""The client of the Bot API: every request waits for its turn at the pacer and is repeated where that helps.

What almost every update asks for goes out as JSON over `Posting`; the rest, files among it, over aiogram's own client.
"""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any, cast

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.middlewares.base import BaseRequestMiddleware
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter, TelegramServerError
from aiogram.methods import AnswerCallbackQuery, EditMessageText, Response, SendMessage
from aiogram.types import LinkPreviewOptions

from bot.services.pacing import Pacer, Priority
from bot.telegram.posting import Cut, NotConnected

if TYPE_CHECKING:
    from aiogram.client.session.middlewares.base import NextRequestMiddlewareType
    from aiogram.methods import TelegramMethod
    from aiogram.methods.base import TelegramType

    from bot.services.ports.metrics import Metrics
    from bot.telegram.posting import Posting

OUT_OF_REACH = (TelegramNetworkError, TelegramServerError, TelegramRetryAfter)
"""Failures that say nothing about the request: it may be made again."""

LONGEST_FLOOD_WAIT = 20
"""Seconds that a reply waits out a 429 by itself; a longer one postpones its update."""
REPEATS = (0.3, 1.5)
"""Seconds between the attempts of a reply that met an outage."""
PLAIN = (SendMessage, EditMessageText, AnswerCallbackQuery)
"""Methods that hold no file and answer at once."""
PACED = ("send", "edit", "copy", "forward")


class PacedBot(Bot):
    """A bot whose requests have one priority at the pacer."""

    def __init__(self, token: str, session: AiohttpSession, priority: Priority) -> None:
        properties = DefaultBotProperties(parse_mode=ParseMode.HTML, link_preview=LinkPreviewOptions(is_disabled=True))
        super().__init__(token, session=session, default=properties)
        self.priority = priority


class PacedRequests(BaseRequestMiddleware):
    """Asks the pacer before each message; a reply waits out short trouble, a notice leaves that to the outbox."""

    def __init__(self, pacer: Pacer, metrics: Metrics) -> None:
        self._pacer = pacer
        self._metrics = metrics
        # aiogram reads an answer by a class that pydantic makes and forgets as soon as nobody holds it.
        self._held = tuple(
            Response[of.__returning__]  # type: ignore[name-defined]  # made at run time
            for of in PLAIN
        )

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        """Make the request; raises what the last attempt raised."""
        priority = bot.priority if isinstance(bot, PacedBot) else Priority.REPLY
        paced = method.__api_method__.startswith(PACED) and method.__api_method__ != "sendChatAction"
        chat = _chat(method) if paced else None
        repeats = iter(REPEATS if priority is Priority.REPLY else ())
        while True:
            if paced:
                await self._pacer.turn(chat, priority)
            try:
                return await make_request(bot, method)
            except TelegramRetryAfter as error:
                self._metrics.flood_wait(error.retry_after)
                self._pacer.slow_down(chat, error.retry_after, priority)
                if priority is not Priority.REPLY or error.retry_after > LONGEST_FLOOD_WAIT:
                    raise
                if not paced:
                    await asyncio.sleep(error.retry_after)
            except (TelegramNetworkError, TelegramServerError):
                pause = next(repeats, None)
                if pause is None:
                    raise
                await asyncio.sleep(pause)


def _chat(method: TelegramMethod[Any]) -> int | None:
    chat = getattr(method, "chat_id", None)
    return chat if isinstance(chat, int) else None


class Session(AiohttpSession):
    """aiogram's session, which posts plain methods the cheap way."""

    def __init__(self, api_url: str, posting: Posting) -> None:
        super().__init__(api=TelegramAPIServer.from_base(api_url), timeout=30)
        self._posting = posting

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109  aiogram's
    ) -> TelegramType:
        """The result; raises aiogram's exceptions."""
        is_plain = isinstance(method, PLAIN)
        if not is_plain:
            return await super().make_request(bot, method, timeout)
        given = method.model_dump(warnings=False).items()
        parameters = {name: self.prepare_value(value, bot, {}, _dumps_json=False) for name, value in given}
        body = json.dumps({name: value for name, value in parameters.items() if value}, ensure_ascii=False)
        try:
            answer = await self._posting.post(self.api.api_url(bot.token, method.__api_method__), body.encode())
        except (NotConnected, Cut) as error:
            raise TelegramNetworkError(method=method, message=type(error).__name__) from error
        response = self.check_response(bot, method, answer.status, answer.body.decode())
        return cast("TelegramType", response.result)


def make_session(api_url: str, posting: Posting, pacer: Pacer, metrics: Metrics) -> Session:
    """One for all requests to the server at `api_url`."""
    session = Session(api_url, posting)
    session.middleware(PacedRequests(pacer, metrics))
    return session
