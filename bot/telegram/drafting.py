"""What the routers of announcements share: which words are waited for, and a draft as it stands; decides nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aiogram.fsm.state import State

from bot.domain.announcements import Topic
from bot.domain.audience import ALL, BadAudience
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

WHOM = "whom"
"""The part that a school or a class is typed for."""

_APART = {
    "chats": ("chats", "role", "event", "school", "class"),
    "role": ("role", "chats"),
    "event": ("event", "chats"),
    "school": ("school", "chats"),
    "class": ("class", "chats"),
}
"""Parts of an audience by kind, and those that hold of nobody together with it; of each kind there is one."""


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


def with_part(one: Announcement, kind: str, part: str) -> Announcement:
    """With this part of its audience, or without it if it was there."""
    parts = [kept for kept in one.audience.split(",") if kept != ALL]
    others = [kept for kept in parts if kept.partition(":")[0] not in _APART.get(kind, (kind,))]
    chosen = others if part in parts else [*others, part]
    topics = [kept.removeprefix("topic:") for kept in chosen if kept.startswith("topic:")]
    topic = next((topic for topic in Topic if topic in topics), None)
    return replace(one, audience=",".join(chosen) or ALL, topic=topic)


def number_of(text: str) -> int:
    """A number of a button; -1, which is no announcement and no page, when it was never ours."""
    return int(text) if text.isdecimal() and len(text) < 16 else -1  # noqa: PLR2004  more digits no database takes
