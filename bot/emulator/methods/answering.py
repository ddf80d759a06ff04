"""Methods that answer a query, and reactions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.emulator import limits
from bot.emulator.access import message_of, readable
from bot.emulator.errors import Json, bad_request
from bot.emulator.limits import utf16

if TYPE_CHECKING:
    from bot.emulator.request import Call
    from bot.emulator.world import World

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def answer_callback_query(world: World, call: Call) -> bool:
    """Once for every press, within a quarter of an hour of the world's clock."""
    if utf16(call.text("text")) > limits.CALLBACK_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    query = world.queries.get(call.text("callback_query_id"))
    if query is None or query.done or world.clock.now() - query.born > limits.QUERY_LIFE:
        raise bad_request(TOO_OLD)
    address = call.text("url")
    if address and not address.startswith((f"https://t.me/{world.bot.username}", f"t.me/{world.bot.username}")):
        raise bad_request("URL_INVALID")
    query.done = True
    query.answer = {"text": call.text("text"), "show_alert": call.flag("show_alert"), "url": address}
    query.answered.set()
    return True


def answer_inline_query(_world: World, call: Call) -> bool:
    """Inline mode is off: no query can be known."""
    if not isinstance(call.json("results", "inline query results"), list):
        raise bad_request("can't parse inline query results JSON object")
    raise bad_request(TOO_OLD)


def answer_web_app_query(_world: World, call: Call) -> Json:
    """No Mini App of this world asks by query."""
    if not isinstance(call.json("result", "web app query result"), dict):
        raise bad_request("can't parse web app query result JSON object")
    raise bad_request("QUERY_ID_INVALID")


def set_message_reaction(world: World, call: Call) -> bool:
    """One reaction of the bot on a message, or none."""
    chat = readable(world, call)
    message = message_of(chat, call, "message to react not found")
    given = call.json("reaction", "reaction")
    if given is not None and not isinstance(given, list):
        raise bad_request("can't parse reaction JSON object")
    if given and (len(given) > 1 or not all(isinstance(item, dict) and item.get("type") == "emoji" for item in given)):
        raise bad_request("REACTION_INVALID" if len(given) == 1 else "REACTIONS_TOO_MANY")
    message.reactions.pop(0, None)
    if given:
        message.reactions[0] = str(given[0].get("emoji", ""))
    world.touch(chat, message)
    return True


METHODS: dict[str, Any] = {
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
    "answerWebAppQuery": answer_web_app_query,
    "setMessageReaction": set_message_reaction,
}
