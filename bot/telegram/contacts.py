"""A guardian's own phone number: Telegram's button that sends it, and whether it is theirs; keeps nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram.types import CallbackQuery, KeyboardButton, ReplyKeyboardMarkup, ReplyKeyboardRemove

from bot.domain.answers import Problem
from bot.telegram.screens import bot_of
from bot.views import contacts

if TYPE_CHECKING:
    from aiogram.types import Message

    from bot.i18n import Translator


def own_number(message: Message) -> str | Problem:
    """The number of who writes, as +77011234567; Telegram tells whose a shared contact is."""
    contact = message.contact
    if contact is None or message.from_user is None or contact.user_id != message.from_user.id:
        return Problem.NOT_OWN_CONTACT
    return f"+{contact.phone_number.lstrip('+')}"


async def bring_button(event: Message | CallbackQuery, tr: Translator) -> None:
    """The button stands below the chat: such a one cannot hang on a message that has others."""
    button = KeyboardButton(text=contacts.label(tr), request_contact=True)
    below = ReplyKeyboardMarkup(keyboard=[[button]], resize_keyboard=True)
    chat = event.from_user.id if isinstance(event, CallbackQuery) else event.chat.id
    await bot_of(event).send_message(chat, contacts.press(tr), reply_markup=below)


async def take_button(message: Message, text: str) -> None:
    """Only a message takes it away."""
    await message.answer(text, reply_markup=ReplyKeyboardRemove())
