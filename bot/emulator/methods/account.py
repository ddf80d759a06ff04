"""Methods about the bot itself: who it is, its texts, its commands, its menu button."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.emulator import limits
from bot.emulator.access import find_chat
from bot.emulator.errors import Json, bad_request
from bot.emulator.limits import utf16
from bot.emulator.profile import PLAIN_SCOPES, Scope, commands_checked, language_checked, translated

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.emulator.request import Call
    from bot.emulator.world import World


def get_me(world: World, _call: Call) -> Json:
    """The bot, with privacy mode on and inline mode off."""
    return world.bot.user() | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
    }


def done(_world: World, _call: Call) -> bool:
    """Log out, or close: there is nothing to leave here."""
    return True


def _scope(world: World, call: Call) -> Scope:
    given = call.json("scope", "BotCommandScope")
    if given is None:
        return ("default", 0, 0)
    if not isinstance(given, dict):
        raise bad_request("can't parse BotCommandScope: expected an Object")
    kind = str(given.get("type", ""))
    if kind in PLAIN_SCOPES:
        return (kind, 0, 0)
    if kind not in {"chat", "chat_administrators", "chat_member"}:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    chat = find_chat(world, given.get("chat_id"))
    if kind != "chat" and chat.private:
        raise bad_request("can't parse BotCommandScope: the chat must be a group or a supergroup")
    person = given.get("user_id", 0) if kind == "chat_member" else 0
    if kind == "chat_member" and person not in world.people:
        raise bad_request("can't parse BotCommandScope: user not found")
    return (kind, chat.id, int(person))


def set_my_commands(world: World, call: Call) -> bool:
    """Replace the commands of one scope and language."""
    key = (_scope(world, call), language_checked(call.text("language_code")))
    world.profile.commands[key] = commands_checked(call.json("commands", "BotCommand"))
    world.changes.publish({"type": "world"})
    return True


def delete_my_commands(world: World, call: Call) -> bool:
    """Forget the commands of one scope and language."""
    world.profile.commands.pop((_scope(world, call), language_checked(call.text("language_code"))), None)
    world.changes.publish({"type": "world"})
    return True


def get_my_commands(world: World, call: Call) -> list[Json]:
    """The commands of exactly this scope and language."""
    return world.profile.commands.get((_scope(world, call), language_checked(call.text("language_code"))), [])


def _setter(field: str, name: str, longest: int, complaint: str) -> Callable[[World, Call], bool]:
    def set_text(world: World, call: Call) -> bool:
        value, language = call.text(name).strip(), language_checked(call.text("language_code"))
        if utf16(value) > longest:
            raise bad_request(complaint)
        texts: dict[str, str] = getattr(world.profile, field)
        texts.pop(language, None)
        if value:
            texts[language] = value
        world.changes.publish({"type": "world"})
        return True

    return set_text


def _getter(field: str, name: str) -> Callable[[World, Call], Json]:
    def get_text(world: World, call: Call) -> Json:
        fallback = world.bot.first_name if field == "names" else ""
        language = language_checked(call.text("language_code"))
        return {name: translated(getattr(world.profile, field), language, fallback)}

    return get_text


def _menu_button(button: object) -> Json:
    if button is None:
        return {"type": "default"}
    kinds = {"default", "commands", "web_app"}
    if not isinstance(button, dict) or button.get("type") not in kinds:
        raise bad_request("can't parse menu button: Unsupported type specified")
    if button["type"] != "web_app":
        return {"type": button["type"]}
    app = button.get("web_app")
    if not button.get("text") or not isinstance(app, dict) or not str(app.get("url", "")).startswith("http"):
        raise bad_request("menu button Web App URL is invalid: Only HTTPS links are allowed")
    return {"type": "web_app", "text": str(button["text"]), "web_app": {"url": str(app["url"])}}


def set_chat_menu_button(world: World, call: Call) -> bool:
    """The menu button of one private chat, or of all of them."""
    button = _menu_button(call.json("menu_button", "menu button"))
    if call.raw("chat_id") is None:
        world.profile.menu_button = {"type": "commands"} if button["type"] == "default" else button
    else:
        chat = find_chat(world, call.raw("chat_id"))
        if not chat.private:
            raise bad_request("the menu button can be changed only in private chats")
        chat.menu_button = None if button["type"] == "default" else button
    world.changes.publish({"type": "world"})
    return True


def get_chat_menu_button(world: World, call: Call) -> Json:
    """The menu button as a private chat shows it."""
    if call.raw("chat_id") is None:
        return world.profile.menu_button
    return find_chat(world, call.raw("chat_id")).menu_button or world.profile.menu_button


METHODS: dict[str, Any] = {
    "getMe": get_me,
    "logOut": done,
    "close": done,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": _setter("names", "name", limits.BOT_NAME, "BOT_TITLE_INVALID"),
    "getMyName": _getter("names", "name"),
    "setMyDescription": _setter("descriptions", "description", limits.BOT_DESCRIPTION, "description is too long"),
    "getMyDescription": _getter("descriptions", "description"),
    "setMyShortDescription": _setter(
        "short_descriptions", "short_description", limits.BOT_SHORT_DESCRIPTION, "short description is too long"
    ),
    "getMyShortDescription": _getter("short_descriptions", "short_description"),
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
}
