"""The Bot API's methods by their names; a method that is not here does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.emulator.methods import (
    account,
    answering,
    chat_info,
    copying,
    deleting,
    editing,
    joining,
    polls,
    receiving,
    sending,
    topics,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.emulator.request import Call
    from bot.emulator.world import World

    Method = Callable[[World, Call], Any | Awaitable[Any]]

METHODS: dict[str, Method] = {
    **receiving.METHODS,
    **account.METHODS,
    **sending.METHODS,
    **polls.METHODS,
    **copying.METHODS,
    **editing.METHODS,
    **deleting.METHODS,
    **answering.METHODS,
    **chat_info.METHODS,
    **joining.METHODS,
    **topics.METHODS,
}
BY_LOWER_NAME = {name.lower(): name for name in METHODS}
"""Telegram does not mind the case of a method's name."""
