"""Accepting an invitation to the staff: the link was opened, now the invited person confirms by a button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import Router

from bot.services.staffing import AlreadyStaff, Appointed, NotValid
from bot.telegram.keyboards import Tapped
from bot.telegram.screens import show
from bot.views import staff

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery

    from bot.i18n import Translator
    from bot.services.ports.database import Database
    from bot.services.staffing import Staffing
    from bot.views.screens import Go


async def accept_tap(
    query: CallbackQuery,
    *,
    go: Go,
    staffing: Staffing,
    work: Database,
    tr: Translator,
) -> None:
    """Use the invitation up."""
    match await staffing.accept(work, query.from_user.id, go.args[0]):
        case Appointed(role):
            screen = staff.appointed(role, tr)
        case AlreadyStaff(role):
            screen = staff.already_staff(role, tr)
        case NotValid():
            screen = staff.not_valid(tr)
    await show(query, screen)


def router() -> Router:
    """Private chats only."""
    made = Router(name="invitations")
    made.callback_query.register(accept_tap, Tapped("accept", 1))
    return made
