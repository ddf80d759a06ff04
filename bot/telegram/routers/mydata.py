"""/mydata in a private chat: what is kept, as a screen and as a file, and erasing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, Message

from bot.telegram.keyboards import Tapped
from bot.telegram.screens import show
from bot.views import mydata

if TYPE_CHECKING:
    from aiogram.fsm.context import FSMContext
    from aiogram.types import CallbackQuery

    from bot.domain.people import Person
    from bot.i18n import Translator
    from bot.services.erasing import Erasing
    from bot.services.following import Following
    from bot.services.ports.database import Database


async def my_data(
    event: Message | CallbackQuery, person: Person, erasing: Erasing, work: Database, tr: Translator
) -> None:
    """/mydata, or its button."""
    await show(event, mydata.my_data(await erasing.look(work, person.id), tr))


async def file_tap(query: CallbackQuery, person: Person, erasing: Erasing, work: Database) -> None:
    """Everything as a file."""
    if isinstance(query.message, Message):
        content = mydata.as_file(await erasing.look(work, person.id))
        await query.message.answer_document(BufferedInputFile(content, mydata.FILE_NAME))


async def erase_tap(query: CallbackQuery, tr: Translator) -> None:
    """Asked once more."""
    await show(query, mydata.confirm(tr))


async def erased_tap(
    query: CallbackQuery,
    *,
    state: FSMContext,
    person: Person,
    erasing: Erasing,
    following: Following,
    work: Database,
    tr: Translator,
) -> None:
    """Erase it, at once."""
    await state.clear()
    done = await erasing.erase(work, person.id)
    following.forget(person.id)
    await show(query, mydata.erased(done, tr))


def router() -> Router:
    """Private chats only."""
    made = Router(name="mydata")
    made.message.register(my_data, Command("mydata"), F.chat.type == ChatType.PRIVATE)
    made.callback_query.register(my_data, Tapped("mydata"))
    made.callback_query.register(file_tap, Tapped("mydata_file"))
    made.callback_query.register(erase_tap, Tapped("erase"))
    made.callback_query.register(erased_tap, Tapped("erased"))
    return made
