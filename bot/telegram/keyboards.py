"""A screen's buttons as Telegram's, and a tap on one back as its destination; decides nothing."""

from __future__ import annotations

from typing import Any

from aiogram.filters import Filter
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup

from bot.views.screens import Button, Go, Screen


def markup(screen: Screen) -> InlineKeyboardMarkup | None:
    """The inline keyboard of a screen, None when it has no buttons."""
    rows = [[_button(button) for button in row] for row in screen.rows]
    return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None


def _button(button: Button) -> InlineKeyboardButton:
    if isinstance(button.to, Go):
        return InlineKeyboardButton(text=button.label, callback_data=button.to.encode())
    return InlineKeyboardButton(text=button.label, url=button.to.url)


class Tapped(Filter):
    """A tap on a button that leads to `to` with between `least` and `most` arguments; hands over `go`."""

    def __init__(self, to: str, least: int = 0, most: int | None = None) -> None:
        self.to = to
        self.least = least
        self.most = least if most is None else most

    async def __call__(self, query: CallbackQuery) -> bool | dict[str, Any]:
        """Whether it is one; the arguments are still anybody's text and have to be looked up."""
        go = Go.parse(query.data or "")
        if go is None or go.to != self.to or not self.least <= len(go.args) <= self.most:
            return False
        return {"go": go}
