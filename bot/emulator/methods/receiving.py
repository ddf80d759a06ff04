"""Methods by which the bot receives: updates, the webhook, files; nothing is sent here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.emulator import limits
from bot.emulator.errors import Json, bad_request
from bot.emulator.updates import Webhook

if TYPE_CHECKING:
    from bot.emulator.request import Call
    from bot.emulator.world import World

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


async def get_updates(world: World, call: Call) -> list[Json]:
    """Updates from `offset` on, waiting for the first one; a second poller ends the first with 409."""
    limit = call.number("limit", limits.UPDATES_AT_ONCE)
    if not 1 <= limit <= limits.UPDATES_AT_ONCE:
        limit = limits.UPDATES_AT_ONCE
    world.updates.allow(call.json("allowed_updates"))
    return await world.updates.poll(call.number("offset"), limit, max(call.number("timeout"), 0))


def set_webhook(world: World, call: Call) -> bool:
    """From now on post updates; plain HTTP is taken on this machine only."""
    address = call.text("url")
    secret = call.text("secret_token")
    if address:
        try:
            parts = urlsplit(address)
        except ValueError:
            raise bad_request("invalid webhook URL specified") from None
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if not parts.hostname:
            raise bad_request("invalid webhook URL specified")
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise bad_request("secret token contains unallowed characters")
    queue = world.updates
    queue.allow(call.json("allowed_updates"))
    if call.flag("drop_pending_updates"):
        queue.clear()
    connections = min(max(call.number("max_connections", limits.WEBHOOK_CONNECTIONS), 1), 100)
    queue.webhook = Webhook(address, secret, connections, call.text("ip_address"))
    queue.break_poll("terminated by setWebhook request")
    queue.changed.set()
    return True


def delete_webhook(world: World, call: Call) -> bool:
    """Back to long polling."""
    if call.flag("drop_pending_updates"):
        world.updates.clear()
    world.updates.webhook = Webhook()
    world.updates.changed.set()
    return True


def get_webhook_info(world: World, _call: Call) -> Json:
    """Where updates go and how many wait."""
    hook = world.updates.webhook
    found: Json = {"url": hook.url, "has_custom_certificate": False, "pending_update_count": len(world.updates)}
    if hook.url:
        found["max_connections"] = hook.connections
    if hook.ip_address:
        found["ip_address"] = hook.ip_address
    if hook.last_error:
        found |= {"last_error_date": hook.last_error_date, "last_error_message": hook.last_error}
    if world.updates.allowed:
        found["allowed_updates"] = world.updates.allowed
    return found


def get_file(world: World, call: Call) -> Json:
    """The path of a file; refuses above the download limit."""
    file_id = call.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    stored = world.files.find(file_id)
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(stored.data) > limits.DOWNLOAD:
        raise bad_request("file is too big")
    return stored.sized() | {"file_id": file_id, "file_path": stored.path}


METHODS: dict[str, Any] = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "getFile": get_file,
}
