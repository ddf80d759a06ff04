"""Deep links of the bot: what a t.me address or a payload asks for; nothing is sent here."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from bot.emulator import limits
from bot.emulator.errors import ActionError, Json

if TYPE_CHECKING:
    from bot.emulator.world import World

HOSTS = {"t.me", "telegram.me", "www.t.me"}


def open_link(world: World, person_id: int, order: Json) -> tuple[str, str]:
    """What a t.me link or a payload asks for: start or startgroup, and its payload."""
    world.person(person_id)
    payload = order.get("payload")
    if payload is not None:
        return "start", _payload(str(payload))
    address = str(order.get("url") or "")
    try:
        parts = urlsplit(address if "//" in address else f"https://{address}")
    except ValueError:
        raise ActionError("this is no link") from None
    if parts.scheme == "tg":
        query = parse_qs(parts.query, keep_blank_values=True)
        name = query.get("domain", [""])[0]
    else:
        name, query = parts.path.strip("/"), parse_qs(parts.query, keep_blank_values=True)
        if (parts.hostname or "") not in HOSTS:
            raise ActionError("this is no link to Telegram")
    if name.lower() != world.bot.username.lower():
        raise ActionError(f"this link leads to @{name}, not to the bot of this world")
    for kind in ("startgroup", "startchannel", "start"):
        if kind in query:
            return kind, _payload(query[kind][0])
    return "start", ""


def _payload(payload: str) -> str:
    if len(payload) > limits.START_PAYLOAD or not all(c.isascii() and (c.isalnum() or c in "_-") for c in payload):
        raise ActionError("Telegram takes at most 64 of A-Z a-z 0-9 _ - after start=")
    return payload
