"""Methods that send: text, files, albums, places, contacts, 'typing'."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.emulator import limits
from bot.emulator.access import writable
from bot.emulator.errors import Json, bad_request
from bot.emulator.media import media_content
from bot.emulator.posting import caption_content, caption_of, post, text_content

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.emulator.request import Call
    from bot.emulator.world import World

ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip
ALBUMS = {"photo", "video", "document", "audio"}


def send_message(world: World, call: Call) -> Json:
    """A text; link previews are kept as asked for, never made."""
    content = text_content(call)
    options = call.json("link_preview_options", "link preview options")
    if isinstance(options, dict) and options:
        content["link_preview_options"] = options
    return post(world, call, content).seen()


def _sender(kind: str) -> Callable[[World, Call], Json]:
    def send_file(world: World, call: Call) -> Json:
        chat = writable(world, call)
        content = media_content(world.files, call, kind, call.raw(kind)) | caption_of(call)
        return post(world, call, content, chat).seen()

    return send_file


def send_media_group(world: World, call: Call) -> list[Json]:
    """An album of 2 to 10 photos and videos, or documents, or audio."""
    items = call.json("media", "media")
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise bad_request("can't parse media JSON object")
    if not items:
        raise bad_request("there are no messages to send")
    if len(items) > limits.MEDIA_GROUP:
        raise bad_request("too many messages to send as an album")
    kinds = {str(item.get("type")) for item in items}
    if not kinds <= ALBUMS:
        raise bad_request("wrong message type")
    if len(kinds) > 1 and not kinds <= {"photo", "video"}:
        raise bad_request("Documents and audio can't be mixed with other media types")
    chat = writable(world, call)
    contents = [_album_item(world, call, item) for item in items]
    group = {"media_group_id": str(10_000_000_000_000 + next(world.numbers))}
    return [post(world, call, content | group, chat).seen() for content in contents]


def _album_item(world: World, call: Call, item: Json) -> Json:
    caption = caption_content(
        str(item.get("caption") or ""), str(item.get("parse_mode") or ""), item.get("caption_entities")
    )
    return media_content(world.files, call, str(item["type"]), item.get("media")) | caption


def _place(call: Call) -> Json:
    latitude, longitude = call.real("latitude"), call.real("longitude")
    if latitude is None or longitude is None:
        raise bad_request("invalid location specified")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # noqa: PLR2004 - degrees of the globe
        raise bad_request("invalid location specified")
    return {"latitude": latitude, "longitude": longitude}


def send_location(world: World, call: Call) -> Json:
    """A point on the map; live locations stand still."""
    return post(world, call, {"location": _place(call)}).seen()


def send_venue(world: World, call: Call) -> Json:
    """A point with a name and an address."""
    title, address = call.text("title"), call.text("address")
    if not title or not address:
        raise bad_request("venue title and address must be non-empty")
    place = _place(call)
    venue = {"location": place, "title": title, "address": address}
    return post(world, call, {"venue": venue, "location": place}).seen()


def send_contact(world: World, call: Call) -> Json:
    """A phone number with a name."""
    number, name = call.text("phone_number"), call.text("first_name")
    if not number:
        raise bad_request("phone number is empty")
    if not name:
        raise bad_request("first name is empty")
    contact: Json = {"phone_number": number, "first_name": name}
    if call.text("last_name"):
        contact["last_name"] = call.text("last_name")
    return post(world, call, {"contact": contact}).seen()


def send_chat_action(world: World, call: Call) -> bool:
    """'typing' for five seconds of the world's clock, or until the bot speaks."""
    chat = writable(world, call)
    if call.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.typing_until = world.clock.precise() + limits.TYPING
    world.touch(chat, kind="typing")
    return True


METHODS: dict[str, Any] = {
    "sendMessage": send_message,
    "sendPhoto": _sender("photo"),
    "sendDocument": _sender("document"),
    "sendVideo": _sender("video"),
    "sendVoice": _sender("voice"),
    "sendAudio": _sender("audio"),
    "sendAnimation": _sender("animation"),
    "sendMediaGroup": send_media_group,
    "sendLocation": send_location,
    "sendVenue": send_venue,
    "sendContact": send_contact,
    "sendChatAction": send_chat_action,
}
