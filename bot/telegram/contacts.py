"""A guardian's own phone number: Telegram's button that sends it, and whether it is theirs; keeps nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram.types import CallbackQuery, KeyboardButton, ReplyKeyboardMarkup, ReplyKeyboardRemove

from bot.domain.answers import Problem
from bot.telegram.screens import bot_of
from bot.views import contacts

if TYPE_CHECKING:
    from aiogram.fsm.context import FSMContext
    from aiogram.types import Message

    from bot.i18n import Translator

BELOW = "button_below"
"""Among a conversation's data: the button stands below the chat."""


def own_number(message: Message) -> str | Problem:
    """The number of who writes, as +77011234567; Telegram tells whose a shared contact is."""
    contact = message.contact
    if contact is None or message.from_user is None or contact.user_id != message.from_user.id:
        return Problem.NOT_OWN_CONTACT
    return f"+{contact.phone_number.lstrip('+')}"


async def bring_button(event: Message | CallbackQuery, state: FSMContext, tr: Translator) -> None:
    """The button stands below the chat: such a one cannot hang on a message that has others."""
    button = KeyboardButton(text=contacts.label(tr), request_contact=True)
    below = ReplyKeyboardMarkup(keyboard=[[button]], resize_keyboard=True)
    await state.update_data({BELOW: True})
    await bot_of(event).send_message(_chat(event), contacts.press(tr), reply_markup=below)


async def take_button(event: Message | CallbackQuery, text: str) -> None:
    """Only a message takes it away."""
    await bot_of(event).send_message(_chat(event), text, reply_markup=ReplyKeyboardRemove())


async def leave(event: Message | CallbackQuery, state: FSMContext, tr: Translator) -> bool:
    """Leave whatever is under way, and take the button away that it has brought; whether something was."""
    under_way, data = await state.get_state(), await state.get_data()
    if under_way is None:
        return False
    await state.clear()
    if BELOW in data:
        await take_button(event, contacts.not_needed(tr))
    return True


def _chat(event: Message | CallbackQuery) -> int:
    return event.from_user.id if isinstance(event, CallbackQuery) else event.chat.id
