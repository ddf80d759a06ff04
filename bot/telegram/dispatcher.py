"""Puts the routers, the middlewares and the services together into aiogram's dispatcher; answers nothing itself."""

from __future__ import annotations

import logging
import secrets
from typing import TYPE_CHECKING, Any

from aiogram import Dispatcher
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.exceptions import TelegramAPIError, TelegramForbiddenError

from bot.telegram.client import OUT_OF_REACH
from bot.telegram.filtering import judge_on_the_loop
from bot.telegram.fsm import DialogueStorage
from bot.telegram.intake import FAILED
from bot.telegram.middlewares import Introduction
from bot.telegram.routers import routers
from bot.telegram.screens import show
from bot.telegram.switchboard import Switchboard
from bot.views.home import apology

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiogram.types import ErrorEvent

    from bot.i18n import Translator
    from bot.services.dialogues import DialogueBuffer
    from bot.services.ports.metrics import Metrics

log = logging.getLogger(__name__)


def make_dispatcher(dialogues: DialogueBuffer, provided: Mapping[str, Any], metrics: Metrics) -> Dispatcher:
    """The dispatcher; `provided` are the services and values that handlers ask for by name."""
    dispatcher = Dispatcher(storage=DialogueStorage(dialogues), **provided)
    introduction = Introduction(
        people=provided["people"],
        chats=provided["chats"],
        staffing=provided["staffing"],
        trs=provided["trs"],
        bot_username=provided["bot_username"],
    )
    dispatcher.update.outer_middleware(introduction)
    made = routers()
    judge_on_the_loop(made)
    dispatcher.include_router(Switchboard(made))

    async def on_error(event: ErrorEvent, tr: Translator | None = None) -> object:
        """Tell the person, with a number that the log has too; outages go up to the intake."""
        if isinstance(event.exception, (*OUT_OF_REACH, TelegramForbiddenError)):
            return UNHANDLED
        error_id = secrets.token_hex(4)
        log.error("a handler failed", exc_info=event.exception, extra={"error_id": error_id})
        metrics.error("handler")
        asked = event.update.message or event.update.callback_query
        if asked is not None and tr is not None:
            try:
                await show(asked, apology(tr, error_id))
            except TelegramAPIError as error:
                log.warning("the apology could not be sent", extra={"cause": type(error).__name__})
        return FAILED

    dispatcher.errors.register(on_error)
    return dispatcher
