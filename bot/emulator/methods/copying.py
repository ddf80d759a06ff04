"""Methods that forward and copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.emulator import limits
from bot.emulator.access import message_of, readable, writable
from bot.emulator.errors import Json, bad_request
from bot.emulator.messages import CONTENT
from bot.emulator.posting import caption_of, post

if TYPE_CHECKING:
    from bot.emulator.chats import Chat
    from bot.emulator.messages import Message
    from bot.emulator.request import Call
    from bot.emulator.world import World

CARRIED = (*CONTENT, "entities", "caption_entities", "link_preview_options", "show_caption_above_media")


def _carried(message: Message, verb: str) -> Json:
    if message.data.get("has_protected_content") or message.service:
        raise bad_request(f"the message can't be {verb}" if verb == "forwarded" else f"message can't be {verb}")
    return {name: message.data[name] for name in CARRIED if name in message.data}


def _forwarded(message: Message) -> Json:
    data = message.data
    origin: Json = {"date": data["date"]}
    if "from" in data:
        origin |= {"type": "user", "sender_user": data["from"]}
    else:
        origin |= {"type": "channel", "chat": data["chat"], "message_id": message.id}
    return _carried(message, "forwarded") | {"forward_origin": data.get("forward_origin", origin)}


def forward_message(world: World, call: Call) -> Json:
    """One message, with where it came from."""
    source, target = readable(world, call, "from_chat_id"), writable(world, call)
    message = message_of(source, call, "message to forward not found")
    return post(world, call, _forwarded(message), target).seen()


def copy_message(world: World, call: Call) -> Json:
    """One message as the bot's own; a caption may be replaced."""
    source, target = readable(world, call, "from_chat_id"), writable(world, call)
    content = _carried(message_of(source, call, "message to copy not found"), "copied")
    if "caption" in call.params and "text" not in content:
        content = {name: value for name, value in content.items() if not name.startswith("caption")} | caption_of(call)
    return {"message_id": post(world, call, content, target).id}


def _several(world: World, call: Call) -> tuple[Chat, list[Message]]:
    source, target = readable(world, call, "from_chat_id"), writable(world, call)
    numbers = call.json("message_ids", "message identifiers")
    if not isinstance(numbers, list) or not 1 <= len(numbers) <= limits.DELETE_AT_ONCE:
        raise bad_request("message identifiers are not specified")
    known = [source.messages[number] for number in numbers if isinstance(number, int) and number in source.messages]
    return target, [message for message in known if not message.service]


def forward_messages(world: World, call: Call) -> list[Json]:
    """Several messages; what is not there is skipped."""
    target, messages = _several(world, call)
    contents = [_forwarded(message) for message in messages]
    return [{"message_id": post(world, call, content, target).id} for content in contents]


def copy_messages(world: World, call: Call) -> list[Json]:
    """Several messages as the bot's own; what is not there is skipped."""
    target, messages = _several(world, call)
    contents = [_carried(message, "copied") for message in messages]
    return [{"message_id": post(world, call, content, target).id} for content in contents]


METHODS: dict[str, Any] = {
    "forwardMessage": forward_message,
    "forwardMessages": forward_messages,
    "copyMessage": copy_message,
    "copyMessages": copy_messages,
}
