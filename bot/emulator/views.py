"""What the page and the tests see of the world: lists, chats, transcripts; nothing changes here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.emulator.profile import translated

if TYPE_CHECKING:
    from bot.emulator.chats import Chat, Person
    from bot.emulator.errors import Json
    from bot.emulator.messages import Message
    from bot.emulator.world import World


def person_view(person: Person) -> Json:
    """A person of the world."""
    found: Json = {"id": person.id, "first_name": person.first_name, "label": person.label}
    more = {"last_name": person.last_name, "username": person.username, "language_code": person.language_code}
    return found | {name: value for name, value in more.items() if value}


def chat_view(world: World, chat: Chat) -> Json:
    """A chat of the world."""
    status = chat.bot_status
    if chat.private:
        status = "kicked" if chat.blocked else "member"
    found = world.chat_data(chat) | {
        "title": chat.title,
        "members": list(chat.members),
        "bot_status": status,
        "admins": [person for person, standing in chat.members.items() if standing != "member"],
    }
    if chat.topics:
        found["topics"] = [{"id": t.id, "name": t.name, "closed": t.closed} for t in chat.topics.values()]
    if chat.migrated_to:
        found["migrated_to"] = chat.migrated_to
    return found


def world_view(world: World) -> Json:
    """Everybody and every group."""
    groups = [chat_view(world, chat) for chat in world.chats.values() if not chat.private]
    return {
        "born": world.born,
        "now": world.clock.now(),
        "bot": {"id": world.bot.id, "first_name": world.bot.first_name, "username": world.bot.username},
        "people": [person_view(person) for person in world.people.values()],
        "chats": groups,
        "simulated": True,
    }


def writer(world: World, message: Message) -> str:
    """Who wrote a message."""
    return world.people[message.author].first_name if message.author else world.bot.first_name


def chat_list(world: World, person: Person) -> Json:
    """A person's chats with their newest line and how much is unread."""
    found = []
    for chat in world.chats_of(person.id):
        read = chat.read.get(person.id, 0)
        newest = next(reversed(chat.messages.values()), None)
        unread = sum(message.id > read and message.author != person.id for message in chat.messages.values())
        last = None
        if newest is not None:
            last = {"text": newest.summary(), "date": newest.data["date"], "from_name": writer(world, newest)}
        title = translated(world.profile.names, person.language_code, world.bot.first_name)
        entry = {"id": chat.id, "type": chat.type, "title": title if chat.private else chat.title, "unread": unread}
        found.append(entry | {"blocked": chat.blocked, "last": last})
    return {"chats": found}


def open_chat(world: World, person: Person, chat: Chat) -> Json:
    """A chat as a person sees it."""
    language = person.language_code
    keyboard = chat.keyboards.get(person.id)
    return {
        "chat": chat_view(world, chat),
        "messages": [message.shown(person.id) for message in chat.messages.values()],
        "commands": world.profile.commands_for(person, chat) if chat.private or chat.bot_inside else [],
        "menu_button": chat.menu_button or world.profile.menu_button,
        "reply_keyboard": keyboard if keyboard and "keyboard" in keyboard else None,
        "force_reply": keyboard if keyboard and "force_reply" in keyboard else None,
        "typing": chat.typing_until > world.clock.precise(),
        "blocked": chat.blocked,
        "started": chat.started or not chat.private,
        "bot_description": translated(world.profile.descriptions, language),
        "bot_short_description": translated(world.profile.short_descriptions, language),
        "bot_name": translated(world.profile.names, language, world.bot.first_name),
        "pinned": chat.pinned[-1] if chat.pinned else None,
        "revision": world.changes.revision,
    }


def transcript(world: World, person: Person, chat: Chat) -> str:
    """A chat as plain text, without times and numbers, for people and snapshots."""
    lines = []
    for message in chat.messages.values():
        edited = " (edited)" if "edit_date" in message.data else ""
        who = writer(world, message) if message.author else "bot"
        first, *rest = message.summary().split("\n")
        lines.append(f"{who}: {first}")
        lines += [f"    {line}" for line in rest]
        lines[-1] += edited
        rows = (message.inline or {}).get("inline_keyboard", [])
        lines += ["    " + " ".join(f"[{button['text']}]" for button in row) for row in rows]
    keyboard = chat.keyboards.get(person.id, {})
    rows = keyboard.get("keyboard", [])
    if rows:
        lines.append("keyboard:")
        lines += ["    " + " ".join(f"[{button['text']}]" for button in row) for row in rows]
    return "\n".join([*lines, ""])
