"""Organizers see the planned announcements and switch them off and on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import Router

from bot.services.planning import Overview
from bot.telegram.keyboards import Tapped
from bot.telegram.screens import show
from bot.views import plans, staff

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery

    from bot.domain.policy import StaffRole
    from bot.i18n import Translator
    from bot.services.planning import Planning
    from bot.services.ports.database import Database
    from bot.views.screens import Go


async def plans_tap(
    query: CallbackQuery,
    *,
    go: Go,
    planning: Planning,
    work: Database,
    tr: Translator,
    staff_role: StaffRole | None,
) -> None:
    """A page of the plans."""
    found = await planning.overview(work, query.from_user.id)
    page = int(go.args[0]) if go.args[0].isdecimal() else 0
    shown = plans.overview(found, page, tr) if isinstance(found, Overview) else staff.page(staff_role, tr)
    await show(query, shown)


async def plan_tap(
    query: CallbackQuery,
    *,
    go: Go,
    planning: Planning,
    work: Database,
    tr: Translator,
    staff_role: StaffRole | None,
) -> None:
    """One plan, after a rule of it was switched off or on."""
    by = query.from_user.id
    match go.args:
        case (event, rule, "on" | "off" as on):
            await planning.switch(work, by, event, rule, on=on == "on")
    found = await planning.overview(work, by)
    if not isinstance(found, Overview):
        await show(query, staff.page(staff_role, tr))
        return
    key = go.args[0]
    shown = next((one for one in found.plans if (one.event.key if one.event else "digest") == key), None)
    await show(query, plans.plan(shown, tr) if shown else plans.overview(found, 0, tr))


def router() -> Router:
    """Private chats only."""
    made = Router(name="plans")
    made.callback_query.register(plans_tap, Tapped("plans", 1))
    made.callback_query.register(plan_tap, Tapped("plan", 1, 3))
    return made
