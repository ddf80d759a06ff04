"""Methods that change a message of the bot's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.emulator.access import message_of, readable
from bot.emulator.errors import Json, bad_request
from bot.emulator.media import media_content
from bot.emulator.messages import MEDIA
from bot.emulator.posting import caption_content, caption_of, text_content
from bot.emulator.reply_markup import accepted

if TYPE_CHECKING:
    from bot.emulator.chats import Chat
    from bot.emulator.messages import Message
    from bot.emulator.request import Call
    from bot.emulator.world import World

TEXT_PARTS = ("text", "entities", "link_preview_options")
CAPTION_PARTS = ("caption", "caption_entities", "show_caption_above_media")
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


def _own(world: World, call: Call) -> tuple[Chat, Message]:
    if call.raw("inline_message_id") is not None:
        raise bad_request("MESSAGE_ID_INVALID")
    chat = readable(world, call)
    if not call.number("message_id"):
        raise bad_request("message identifier is not specified")
    message = message_of(chat, call, "message to edit not found")
    foreign = message.author and not (chat.type == "channel" and chat.bot_status == "administrator")
    plain_keyboard = message.markup is not None and message.inline is None
    if foreign or message.service or plain_keyboard or "forward_origin" in message.data:
        raise bad_request("message can't be edited")
    return chat, message


def _inline(call: Call, chat: Chat) -> Json | None:
    markup = accepted(call.json("reply_markup", "reply keyboard markup"), chat)
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return markup


def _replace(
    world: World, chat: Chat, message: Message, parts: tuple[str, ...], *, content: Json, markup: Json | None
) -> Json:
    kept = {name: value for name, value in message.data.items() if name not in parts}
    new = kept | content
    if _compared(new) == _compared(message.data) and markup == message.markup:
        raise bad_request(NOT_MODIFIED)
    message.data, message.markup = new, markup
    world.edited(chat, message)
    return message.seen()


def _compared(data: Json) -> Json:
    return {name: value for name, value in data.items() if name not in {"edit_date", "link_preview_options"}}


def edit_message_text(world: World, call: Call) -> Json:
    """New text and keyboard; no keyboard given takes the old one away."""
    content = text_content(call)
    chat, message = _own(world, call)
    if "text" not in message.data:
        raise bad_request("there is no text in the message to edit")
    options = call.json("link_preview_options", "link preview options")
    if isinstance(options, dict) and options:
        content["link_preview_options"] = options
    return _replace(world, chat, message, TEXT_PARTS, content=content, markup=_inline(call, chat))


def edit_message_caption(world: World, call: Call) -> Json:
    """New caption and keyboard of a file."""
    content = caption_of(call)
    chat, message = _own(world, call)
    if not any(kind in message.data for kind in MEDIA):
        raise bad_request("there is no caption in the message to edit")
    return _replace(world, chat, message, CAPTION_PARTS, content=content, markup=_inline(call, chat))


def edit_message_media(world: World, call: Call) -> Json:
    """Another file with its caption."""
    item = call.json("media", "input media")
    if not isinstance(item, dict) or item.get("type") not in MEDIA:
        raise bad_request("can't parse input media JSON object")
    chat, message = _own(world, call)
    if not any(kind in message.data for kind in (*MEDIA, "text")):
        raise bad_request("message can't be edited")
    caption = caption_content(
        str(item.get("caption") or ""), str(item.get("parse_mode") or ""), item.get("caption_entities")
    )
    content = media_content(world.files, call, str(item["type"]), item.get("media")) | caption
    return _replace(
        world, chat, message, (*MEDIA, *CAPTION_PARTS, *TEXT_PARTS), content=content, markup=_inline(call, chat)
    )


def edit_message_reply_markup(world: World, call: Call) -> Json:
    """Another keyboard, or none."""
    chat, message = _own(world, call)
    return _replace(world, chat, message, (), content={}, markup=_inline(call, chat))


METHODS: dict[str, Any] = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageMedia": edit_message_media,
    "editMessageReplyMarkup": edit_message_reply_markup,
}
