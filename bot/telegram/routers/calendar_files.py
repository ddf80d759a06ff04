"""The file for a calendar: sent in a private chat under the registration that it is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import Router
from aiogram.types import BufferedInputFile, Message

from bot.services.registering import UnknownRegistration
from bot.telegram.keyboards import Tapped
from bot.views import ics, registrations
from bot.views.home import stale_toast

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery

    from bot.domain.people import Person
    from bot.i18n import Translator
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database
    from bot.services.registering import Registering
    from bot.telegram.screens import Toast
    from bot.views.navigation import Surface
    from bot.views.screens import Go


async def file_tap(
    query: CallbackQuery,
    *,
    go: Go,
    person: Person,
    registering: Registering,
    work: Database,
    clock: Clock,
    surface: Surface,
    tr: Translator,
    toast: Toast,
) -> None:
    """As the registration stands now; an old button of an ended one takes the entry out of the calendar."""
    seen = await registering.look(work, person.id, go.number)
    if isinstance(seen, UnknownRegistration):
        toast.say(stale_toast(tr))
        return
    content = ics.calendar_file(seen, clock.now(), surface, tr)
    if content is None:
        toast.say(registrations.no_calendar_toast(tr), alert=True)
    elif isinstance(query.message, Message):
        await query.message.reply_document(BufferedInputFile(content, ics.file_name(seen)))


def router() -> Router:
    """Private chats only: nobody else's screen leads here."""
    made = Router(name="calendar_files")
    made.callback_query.register(file_tap, Tapped("ics", 1))
    return made
