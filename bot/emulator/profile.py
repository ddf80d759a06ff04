"""What the bot says of itself: commands by scope and language, names, descriptions, menu button."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.emulator import limits
from bot.emulator.errors import Json, bad_request

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.emulator.chats import Chat, Person

Scope = tuple[str, int, int]
"""Type of the scope, chat id or 0, person id or 0."""

PLAIN_SCOPES = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
ADMINS = {"creator", "administrator"}


@dataclass(slots=True)
class Profile:
    """Texts by language code, the empty code being the fallback; commands by scope and language."""

    commands: dict[tuple[Scope, str], list[Json]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    menu_button: Json = field(default_factory=lambda: {"type": "commands"})

    def commands_for(self, person: Person, chat: Chat) -> list[Json]:
        """The commands that this person is offered there: the narrowest scope that has any, their language first."""
        for scope in _scopes(person, chat):
            for language in (person.language_code[:2], ""):
                found = self.commands.get((scope, language))
                if found:
                    return found
        return []


def _scopes(person: Person, chat: Chat) -> Iterator[Scope]:
    if chat.private:
        yield ("chat", chat.id, 0)
        yield ("all_private_chats", 0, 0)
    else:
        admin = chat.members.get(person.id) in ADMINS
        yield ("chat_member", chat.id, person.id)
        if admin:
            yield ("chat_administrators", chat.id, 0)
        yield ("chat", chat.id, 0)
        if admin:
            yield ("all_chat_administrators", 0, 0)
        yield ("all_group_chats", 0, 0)
    yield ("default", 0, 0)


def translated(texts: dict[str, str], language: str, fallback: str = "") -> str:
    """The text in a language, else the one without language, else the fallback."""
    return texts.get(language[:2]) or texts.get("") or fallback


def language_checked(code: str) -> str:
    """A language code that Telegram takes: two letters or nothing."""
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad_request("invalid language_code specified")
    return code


def commands_checked(commands: object) -> list[Json]:
    """The list of commands as it is kept; refuses as Telegram does."""
    if not isinstance(commands, list):
        raise bad_request("can't parse BotCommand: expected an Array of BotCommand")
    if len(commands) > limits.COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return [_command(command) for command in commands]


def _command(command: object) -> Json:
    if not isinstance(command, dict):
        raise bad_request("expected an Object as a command")
    name, description = str(command.get("command", "")).removeprefix("/"), str(command.get("description", "")).strip()
    if not re.fullmatch(rf"[a-z0-9_]{{1,{limits.COMMAND}}}", name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not description:
        raise bad_request("command description must be non-empty")
    if limits.utf16(description) > limits.COMMAND_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}
