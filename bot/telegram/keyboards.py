"""A screen's buttons as Telegram's, and a tap on one back as its destination; decides nothing."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from aiogram.enums import ChatType
from aiogram.filters import Filter
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.views.screens import Button, Go

if TYPE_CHECKING:
    from bot.views.screens import Row, Screen

ASKING = State("asking", group_name="question")
"""The person's next text is a question; the data may hold the key of the event it is about."""

PASSING = State("passing", group_name="handover")
"""The person's next text is for the organizers; the data holds the key of an event, or the number of a question."""

REPLYING = State("replying", group_name="queue")
"""The organizer's next message is the reply to the question whose number the data holds."""

OF_ONE_MESSAGE = frozenset({ASKING.state, PASSING.state, REPLYING.state})
"""Who looks around instead of writing that message does not mean the next one any more."""


def markup(screen: Screen) -> InlineKeyboardMarkup | None:
    """The inline keyboard of a screen, None when it has no buttons."""
    return keyboard(screen.rows)


@lru_cache(maxsize=1000)  # most screens are shown again and again, and pydantic looks at each button anew
def keyboard(rows: tuple[Row, ...]) -> InlineKeyboardMarkup | None:
    """The same of rows alone."""
    buttons = [[_button(button) for button in row] for row in rows]
    return InlineKeyboardMarkup(inline_keyboard=buttons) if buttons else None


def _button(button: Button) -> InlineKeyboardButton:
    if isinstance(button.to, Go):
        return InlineKeyboardButton(text=button.label, callback_data=button.to.encode())
    return InlineKeyboardButton(text=button.label, url=button.to.url)


class Tapped(Filter):
    """A tap on a button that leads to `to` with between `least` and `most` arguments; hands over `go`.

    Only in private chats, unless the destination may be reached from `anywhere` (nothing personal is shown there).
    """

    def __init__(self, to: str, least: int = 0, most: int | None = None, *, anywhere: bool = False) -> None:
        self.to = to
        self.least = least
        self.most = least if most is None else most
        self.anywhere = anywhere

    async def __call__(self, query: CallbackQuery) -> bool | dict[str, Any]:
        """Whether it is one; the arguments are still anybody's text and have to be looked up."""
        data = query.data or ""
        if data.partition(":")[0] != self.to:
            return False
        go = Go.parse(data)
        if go is None or not self.least <= len(go.args) <= self.most:
            return False
        return {"go": go} if self.anywhere or in_private(query) else False


def in_private(event: Message | CallbackQuery) -> bool:
    """Whether only one person sees it."""
    message = event if isinstance(event, Message) else event.message
    return message is None or message.chat.type == ChatType.PRIVATE
