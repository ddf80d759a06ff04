"""«What people ask», for organizers: counts and pages of texts; the policy is asked again at every tap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import Router

from bot.domain.questions import QuestionOutcome
from bot.services.questions import PERIODS
from bot.services.staffing import NotAllowed
from bot.telegram.keyboards import Tapped
from bot.telegram.screens import show
from bot.views import asked, staff

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery

    from bot.domain.policy import StaffRole
    from bot.i18n import Translator
    from bot.services.ports.database import Database
    from bot.services.programme import Programmes
    from bot.services.questions import Questions
    from bot.telegram.screens import Toast
    from bot.views.screens import Go

LAST_PAGE = 999


async def asked_tap(
    query: CallbackQuery,
    *,
    go: Go,
    questions: Questions,
    programmes: Programmes,
    work: Database,
    tr: Translator,
    staff_role: StaffRole | None,
    toast: Toast,
) -> None:
    """How questions went."""
    days = _days(go.args[0])
    found = await questions.asked(work, staff_role, days)
    if isinstance(found, NotAllowed):
        toast.say(staff.not_allowed(tr))
        await show(query, staff.page(staff_role, tr))
        return
    await show(query, asked.overview(found, days, programmes.current, tr))


async def asked_list_tap(
    query: CallbackQuery,
    *,
    go: Go,
    questions: Questions,
    programmes: Programmes,
    work: Database,
    tr: Translator,
    staff_role: StaffRole | None,
    toast: Toast,
) -> None:
    """A page of what found no answer."""
    outcome = next((one for one in asked.LISTS if one == go.args[0]), QuestionOutcome.NOT_UNDERSTOOD)
    days, page = _days(go.args[1]), _page(go.args[2])
    if outcome is QuestionOutcome.NOT_PUBLISHED:
        counted = await questions.asked(work, staff_role, days)
        if not isinstance(counted, NotAllowed):
            await show(query, asked.unpublished(counted, days, page, programmes.current, tr))
            return
    else:
        found = await questions.texts(work, staff_role, outcome, days, page)
        if not isinstance(found, NotAllowed):
            await show(query, asked.texts(found, outcome, days, tr))
            return
    toast.say(staff.not_allowed(tr))
    await show(query, staff.page(staff_role, tr))


def _days(text: str) -> int:
    return next((days for days in PERIODS if str(days) == text), PERIODS[0])


def _page(text: str) -> int:
    return min(int(text), LAST_PAGE) if text.isdecimal() else 0


def router() -> Router:
    """Private chats only."""
    made = Router(name="asked")
    made.callback_query.register(asked_tap, Tapped("asked", 1))
    made.callback_query.register(asked_list_tap, Tapped("asked_list", 3))
    return made
