"""What was changed of an event, and taking a change back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import Router

from bot.domain.policy import Action, may
from bot.services.editing import Changed, History
from bot.telegram.keyboards import Tapped
from bot.telegram.screens import show
from bot.views import editing as pages
from bot.views import staff

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery

    from bot.domain.changes import Change
    from bot.domain.policy import StaffRole
    from bot.i18n import Translator
    from bot.services.editing import Editing
    from bot.services.ports.database import Database
    from bot.telegram.screens import Toast
    from bot.views.screens import Go, Screen


async def history_tap(
    query: CallbackQuery, *, go: Go, editing: Editing, work: Database, tr: Translator, staff_role: StaffRole | None
) -> None:
    """A page of what was changed."""
    key, page = go.args
    await show(query, await _history(query.from_user.id, key, _number(page), editing, work, tr, staff_role))


async def undo_tap(query: CallbackQuery, go: Go, work: Database, tr: Translator, staff_role: StaffRole | None) -> None:
    """Ask before a change is taken back."""
    change = await _change(work, go) if may(staff_role, Action.EDIT_PROGRAMME) else None
    await show(query, pages.confirm_undo(change, tr) if change else staff.page(staff_role, tr))


async def undone_tap(
    query: CallbackQuery,
    *,
    go: Go,
    editing: Editing,
    work: Database,
    tr: Translator,
    staff_role: StaffRole | None,
    toast: Toast,
) -> None:
    """Take it back."""
    by, change = query.from_user.id, await _change(work, go)
    outcome = await editing.undo(work, by, _number(go.args[0]))
    toast.say(pages.outcome(outcome, tr), alert=not isinstance(outcome, Changed))
    key = change.after.key if change else ""
    await show(query, await _history(by, key, 0, editing, work, tr, staff_role))


async def _history(  # noqa: PLR0917  all that the page needs
    person: int, key: str, page: int, editing: Editing, work: Database, tr: Translator, role: StaffRole | None
) -> Screen:
    found = await editing.history(work, person, key, page)
    return pages.history(found, tr) if isinstance(found, History) else staff.page(role, tr)


async def _change(work: Database, go: Go) -> Change | None:
    number = _number(go.args[0])
    return await work.read(lambda tx: tx.changes.get(number))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else -1


def router() -> Router:
    """Private chats only."""
    made = Router(name="history")
    made.callback_query.register(history_tap, Tapped("history", 2))
    made.callback_query.register(undo_tap, Tapped("undo", 1))
    made.callback_query.register(undone_tap, Tapped("undone", 1))
    return made
