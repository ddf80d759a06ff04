"""Organizers take a list of registrations as a file, in their own private chat; the policy is asked by the service."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from aiogram import Router
from aiogram.types import BufferedInputFile

from bot.services.exporting import UnknownEvent
from bot.services.staffing import NotAllowed
from bot.telegram.keyboards import Tapped
from bot.telegram.screens import show
from bot.views import exporting as views
from bot.views import staff
from bot.views.home import stale_toast
from bot.views.registration_table import RegistrationRows
from bot.views.sheets import FORMS, open_sheet

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

    from aiogram import Bot
    from aiogram.types import CallbackQuery

    from bot.domain.language import Language
    from bot.domain.policy import StaffRole
    from bot.i18n import Translator
    from bot.services.exporting import Exporting
    from bot.services.ports.database import Database
    from bot.telegram.screens import Toast
    from bot.views.screens import Go


async def exports_tap(
    query: CallbackQuery,
    *,
    go: Go,
    exporting: Exporting,
    work: Database,
    tr: Translator,
    staff_role: StaffRole | None,
) -> None:
    """The events that have registrations; with a key, the word before the file is made."""
    found = await exporting.events(work, query.from_user.id)
    if isinstance(found, NotAllowed):
        await show(query, staff.page(staff_role, tr))
        return
    asked = next((event for event in found if event.key == go.args[0]), None) if go.to == "export" else None
    await show(query, views.confirm(asked, tr) if asked else views.which(found, go.number, tr))


async def exported_tap(
    query: CallbackQuery,
    *,
    go: Go,
    bot: Bot,
    exporting: Exporting,
    work: Database,
    zone: ZoneInfo,
    trs: Mapping[Language, Translator],
    tr: Translator,
    staff_role: StaffRole | None,
    toast: Toast,
) -> None:
    """Make the file and send it to who tapped, nobody else."""
    key, form = go.args
    listing = await exporting.take(work, query.from_user.id, key, form) if form in FORMS else UnknownEvent()
    if isinstance(listing, NotAllowed):
        toast.say(staff.not_allowed(tr))
        await show(query, staff.page(staff_role, tr))
    elif isinstance(listing, UnknownEvent):
        toast.say(stale_toast(tr))
    else:
        with TemporaryDirectory() as folder, BytesIO() as file:
            sheet = open_sheet(form, file, zone, Path(folder))
            count = await exporting.write(work, listing, [RegistrationRows(sheet, trs, tr.language)])
            sheet.close()
            await bot.send_document(
                query.from_user.id, BufferedInputFile(file.getvalue(), views.file_name(listing.event, form))
            )
        await show(query, views.sent(listing.event, count, tr))


def router() -> Router:
    """Private chats only."""
    made = Router(name="exporting")
    made.callback_query.register(exports_tap, Tapped("exports", 1))
    made.callback_query.register(exports_tap, Tapped("export", 1))
    made.callback_query.register(exported_tap, Tapped("exported", 2))
    return made
