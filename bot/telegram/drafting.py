"""What the routers of announcements share: which words are waited for, and a draft as it stands; decides nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aiogram.fsm.state import State

from bot.domain.audience import BadAudience
from bot.services.announced import NoSuchAnnouncement, NotNow
from bot.services.composing import Seen
from bot.services.staffing import NotAllowed
from bot.telegram.screens import show
from bot.views import announcing, draft_parts, running, staff

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiogram.fsm.context import FSMContext
    from aiogram.types import CallbackQuery, Message

    from bot.domain.announcements import Announcement, AnnouncementButton
    from bot.i18n import Translator
    from bot.services.composing import Look
    from bot.telegram.screens import Toast
    from bot.views.screens import Screen

WRITING = State("writing", group_name="announcing")
"""The organizer's next message is a part of an announcement; the data say of which, and what part."""


async def wait_for(state: FSMContext, number: int, what: str, **more: object) -> None:
    """Take the next message as this part."""
    await state.set_state(WRITING)
    await state.set_data({"number": number, "what": str(what), **more})


async def show_draft(
    event: Message | CallbackQuery,
    look: Look,
    view: Callable[[Seen, Translator], Screen],
    tr: Translator,
    toast: Toast | None = None,
) -> None:
    """Show the draft by the view, or why there is none."""
    match look:
        case Seen():
            await show(event, view(look, tr))
            return
        case NoSuchAnnouncement():
            await show(event, announcing.gone(tr))
            return
        case NotAllowed():
            words = staff.not_allowed(tr)
        case NotNow() | BadAudience():
            words = running.not_now(tr)
    if toast is not None:
        toast.say(words, alert=True)
    else:
        await show(event, announcing.refused(words, tr))


def with_buttons(one: Announcement, buttons: tuple[AnnouncementButton, ...]) -> Announcement:
    """With these buttons, as many as there is room for; each leads somewhere else."""
    unlike = {button.to: button for button in buttons}
    kept = tuple(unlike.values())[: draft_parts.MOST_OF_OURS]
    return replace(one, content=replace(one.content, buttons=kept))


def number_of(text: str) -> int:
    """A number of a button; -1, which is no announcement and no page, when it was never ours."""
    return int(text) if text.isdecimal() and len(text) < 16 else -1  # noqa: PLR2004  more digits no database takes
