"""How a message of the bot comes to stand in a chat: replies, threads, keyboards; what it says is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.emulator import limits
from bot.emulator.access import topic_of, writable
from bot.emulator.entities import formatted
from bot.emulator.errors import Json, bad_request
from bot.emulator.limits import utf16
from bot.emulator.reply_markup import accepted

if TYPE_CHECKING:
    from bot.emulator.chats import Chat
    from bot.emulator.messages import Message
    from bot.emulator.request import Call
    from bot.emulator.world import World


def text_content(call: Call) -> Json:
    """Text and entities of a call; refuses an empty or too long one."""
    raw = call.text("text")
    if not raw:
        raise bad_request("message text is empty")
    text, entities = formatted(raw, call.text("parse_mode"), call.json("entities", "entities"))
    if not text:
        raise bad_request("text must be non-empty")
    if utf16(text) > limits.TEXT:
        raise bad_request("message is too long")
    return {"text": text} | ({"entities": entities} if entities else {})


def caption_content(raw: str, mode: str, given: object) -> Json:
    """Caption and its entities; refuses a too long one; empty where there is none."""
    text, entities = formatted(raw, mode, given)
    if utf16(text) > limits.CAPTION:
        raise bad_request("message caption is too long")
    found: Json = {"caption": text} if text else {}
    return found | ({"caption_entities": entities} if entities else {})


def caption_of(call: Call) -> Json:
    """The caption that a call carries."""
    found = caption_content(call.text("caption"), call.text("parse_mode"), call.json("caption_entities"))
    if found and call.flag("show_caption_above_media"):
        found["show_caption_above_media"] = True
    return found


def post(world: World, call: Call, content: Json, chat: Chat | None = None) -> Message:
    """Put the bot's message where the call says and answer with it."""
    if chat is None:
        chat = writable(world, call)
    topic = topic_of(chat, call)
    if topic is not None and topic.closed and chat.bot_status != "administrator":
        raise bad_request("TOPIC_CLOSED")
    reply_to = _reply_to(chat, call)
    markup = accepted(call.json("reply_markup", "reply keyboard markup"), chat)
    if call.flag("protect_content"):
        content = content | {"has_protected_content": True}
    chat.typing_until = 0.0
    thread = topic.id if topic else _thread_of(chat, reply_to)
    message = world.write(chat, 0, content, markup=markup, reply_to=reply_to, thread=thread)
    _offer_keyboard(chat, message)
    return message


def _reply_to(chat: Chat, call: Call) -> Message | None:
    parameters = call.json("reply_parameters", "reply parameters")
    number: object = call.number("reply_to_message_id")
    optional = call.flag("allow_sending_without_reply")
    if parameters is not None:
        if not isinstance(parameters, dict) or "message_id" not in parameters:
            raise bad_request('can\'t find field "message_id"')
        number, optional = parameters["message_id"], parameters.get("allow_sending_without_reply") is True
    if not number:
        return None
    found = chat.messages.get(number) if isinstance(number, int) else None
    if found is None and not optional:
        raise bad_request("message to be replied not found")
    return found


def _thread_of(chat: Chat, reply_to: Message | None) -> int:
    """An answer without a topic of its own goes where the message stands that it answers."""
    return int(reply_to.data.get("message_thread_id", 0)) if chat.is_forum and reply_to is not None else 0


def _offer_keyboard(chat: Chat, message: Message) -> None:
    markup = message.markup
    if markup is None or "inline_keyboard" in markup:
        return
    audience = list(chat.members)
    if markup.get("selective") and message.reply_to is not None and message.reply_to.author:
        audience = [message.reply_to.author]
    for person in audience:
        if markup.get("remove_keyboard"):
            chat.keyboards.pop(person, None)
        else:
            chat.keyboards[person] = markup
