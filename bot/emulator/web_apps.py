"""What a Mini App is told of who opened it, signed with the bot's token as Telegram signs it; it opens nothing."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from bot.emulator.errors import ActionError

if TYPE_CHECKING:
    from bot.emulator.chats import Chat, Person
    from bot.emulator.errors import Json
    from bot.emulator.messages import Message
    from bot.emulator.world import World

FROM_KEYBOARD = "keyboard"
PLACES = {FROM_KEYBOARD, "inline", "menu"}
LONGEST_DATA = 4096
"""Bytes that a Mini App may send to the bot."""


def init_data(world: World, person: Person, place: str) -> str:
    """The launch data of a Mini App, query-encoded: empty from a reply keyboard, as Telegram does it, else signed.

    There is no `signature` by Telegram's own key, which only third parties check.
    """
    if place not in PLACES:
        raise ActionError(f"from is one of {', '.join(sorted(PLACES))}")
    if place == FROM_KEYBOARD:
        return ""
    user: Json = {name: value for name, value in person.user().items() if name != "is_bot"}
    fields = {
        "query_id": f"AAE{next(world.numbers):016d}",
        "user": json.dumps(user | {"allows_write_to_pm": True}, ensure_ascii=False, separators=(",", ":")),
        "auth_date": str(world.clock.now()),
    }
    return urlencode(fields | {"hash": _signed(world.bot.token, fields)})


def _signed(token: str, fields: dict[str, str]) -> str:
    lines = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    key = hmac.digest(b"WebAppData", token.encode(), hashlib.sha256)
    return hmac.new(key, lines.encode(), hashlib.sha256).hexdigest()


def send_data(world: World, chat: Chat, person: Person, button: str, data: str) -> Message:
    """What a Mini App of a reply keyboard sends to the bot, as a service message of that person."""
    if not chat.private:
        raise ActionError("only Mini Apps of a private chat send data")
    if chat.blocked:
        raise ActionError("the bot is blocked; unblock it first")
    if not 0 < len(data.encode()) <= LONGEST_DATA:
        raise ActionError(f"data is 1 to {LONGEST_DATA} bytes")
    return world.write(chat, person.id, {"web_app_data": {"button_text": button, "data": data}})
