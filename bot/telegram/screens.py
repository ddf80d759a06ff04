"""Shows a screen to whoever wrote or tapped: one message that is edited, a new one where that cannot be."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramMigrateToChat
from aiogram.types import CallbackQuery, InaccessibleMessage, LinkPreviewOptions, Message, ReplyParameters

from bot.telegram.keyboards import in_private, markup
from bot.views.lengths import clipped

if TYPE_CHECKING:
    from aiogram import Bot

    from bot.views.screens import Screen

log = logging.getLogger(__name__)

LONGEST_TOAST = 200
"""Telegram's limit of an answer to a tap."""

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Toast:
    """The short answer to a tap: a handler may give it words, and it is sent once, words or not."""

    def __init__(self) -> None:
        self._text: str | None = None
        self._alert = False

    def say(self, text: str, *, alert: bool = False) -> None:
        """Set the words; `alert` waits until they are read."""
        self._text, self._alert = clipped(text, LONGEST_TOAST), alert

    async def answer(self, query: CallbackQuery) -> None:
        """Stop the button's spinner; Telegram refuses taps that are too old, which harms nobody."""
        try:
            await query.answer(self._text, show_alert=self._alert or None)
        except TelegramAPIError as error:
            log.info("a tap could not be answered", extra={"cause": type(error).__name__})


async def show(event: Message | CallbackQuery, screen: Screen, *, citing: bool = False) -> None:
    """Answer a message with the screen, or turn the message of a tapped button into it.

    In a group an answer cites what it answers; in private only where that matters (`citing`).
    Outages come out as aiogram's exceptions: the update is tried again later.
    """
    if isinstance(event, Message):
        await _send(event, screen, answers=event.message_id if citing or not in_private(event) else None)
        return
    message = event.message
    if isinstance(message, Message) and screen.pin is None:
        if not await _edit(message, screen):
            await _send(message, screen)
    elif message is not None:
        await _send(message, screen)
    else:
        await post(bot_of(event), event.from_user.id, screen)


async def _edit(message: Message, screen: Screen) -> bool:
    """Whether the message now is the screen."""
    try:
        await message.edit_text(
            screen.html, parse_mode=ParseMode.HTML, link_preview_options=_NO_PREVIEW, reply_markup=markup(screen)
        )
    except TelegramBadRequest as error:
        return "message is not modified" in error.message.casefold()
    except TelegramMigrateToChat:
        return False
    return True


async def _send(message: Message | InaccessibleMessage, screen: Screen, *, answers: int | None = None) -> None:
    topic = None
    if isinstance(message, Message) and message.is_topic_message:
        topic = message.message_thread_id
    await post(bot_of(message), message.chat.id, screen, topic=topic, answers=answers)


async def post(bot: Bot, chat: int, screen: Screen, *, topic: int | None = None, answers: int | None = None) -> None:
    """Send the screen as a new message, with its point on the map before it; in a group it `answers` a message.

    A group that has become a supergroup meanwhile gets it there.
    """
    reply = ReplyParameters(message_id=answers, allow_sending_without_reply=True) if answers else None
    try:
        if screen.pin is not None:
            await bot.send_location(chat, screen.pin.latitude, screen.pin.longitude, message_thread_id=topic)
        await bot.send_message(
            chat,
            screen.html,
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            reply_markup=markup(screen),
            message_thread_id=topic,
            reply_parameters=reply,
        )
    except TelegramMigrateToChat as error:
        await post(bot, error.migrate_to_chat_id, screen)


def bot_of(event: Message | InaccessibleMessage | CallbackQuery) -> Bot:
    """The bot to which it came."""
    if event.bot is None:
        raise RuntimeError("an update comes with its bot")
    return event.bot
