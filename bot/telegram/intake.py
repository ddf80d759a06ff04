"""From an update as Telegram sent it to the handler's dispatcher; decides only whether it is done or comes again."""

from __future__ import annotations

import json
import logging
import time
from typing import TYPE_CHECKING, Any

from aiogram.exceptions import TelegramForbiddenError
from aiogram.types import Update
from pydantic import ValidationError

from bot.services.inbox import Postponed
from bot.services.ports.inbox import Received
from bot.telegram.client import OUT_OF_REACH

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from aiogram import Bot, Dispatcher

    from bot.services.ports.clock import Clock
    from bot.services.ports.metrics import Metrics
    from bot.services.work import Work

log = logging.getLogger(__name__)

LARGEST = 2**63
"""No id of Telegram's is as large, and no database takes it."""

FAILED = object()
"""What the dispatcher's error handler returns when it has told the person."""


def kind_of(raw: Mapping[str, Any]) -> str:
    """The update's type: the one key beside its id."""
    return next((key for key in raw if key != "update_id"), "empty")


def chat_of(raw: Mapping[str, Any]) -> int:
    """The chat, or else the person, in whose order the update stands; 0 when it names neither."""
    content = raw.get(kind_of(raw))
    if not isinstance(content, dict):
        return 0
    message = content.get("message")
    for holder in (message if isinstance(message, dict) else {}, content):
        for name in ("chat", "from", "user"):
            named = holder.get(name)
            if isinstance(named, dict) and isinstance(number := named.get("id"), int) and abs(number) < LARGEST:
                return int(number)
    return 0


def received(raw: Mapping[str, Any], now: datetime) -> Received:
    """The update as the inbox keeps it: ASCII, so that any database takes whatever somebody managed to send."""
    quick = kind_of(raw) == "callback_query"
    return Received(int(raw["update_id"]), chat_of(raw), json.dumps(raw), now, quick)


class Intake:
    """The inbox's handler: parses one update and lets the dispatcher answer it.

    The dispatcher is given when Telegram has said who the bot is, before the first update is handled.
    """

    dispatcher: Dispatcher

    def __init__(self, bot: Bot, clock: Clock, metrics: Metrics) -> None:
        self._bot = bot
        self._clock = clock
        self._metrics = metrics

    @property
    def allowed(self) -> list[str]:
        """The types of updates that somebody handles: Telegram need not send others."""
        return self.dispatcher.resolve_used_update_types()

    async def __call__(self, update: Received, work: Work) -> None:
        """Handle it; raises `Postponed` when Telegram could not take the answer."""
        started = time.perf_counter()
        raw = json.loads(update.body)
        outcome = "done"
        try:
            outcome = await self._feed(raw, work)
        finally:
            seconds = time.perf_counter() - started
            lag = (self._clock.now() - update.at).total_seconds()
            self._metrics.handled(kind_of(raw), outcome, seconds, max(lag, 0.0))

    async def _feed(self, raw: dict[str, Any], work: Work) -> str:
        try:
            update = Update.model_validate(raw, context={"bot": self._bot})
        except ValidationError:
            log.warning("an update has a shape this version does not know", extra={"kind": kind_of(raw)})
            return "unknown"
        try:
            response = await self.dispatcher.feed_update(self._bot, update, work=work)
        except OUT_OF_REACH as error:
            log.warning("Telegram could not take an answer", extra={"cause": type(error).__name__})
            raise Postponed from error
        except TelegramForbiddenError:
            return "forbidden"
        return "failed" if response is FAILED else "done"
