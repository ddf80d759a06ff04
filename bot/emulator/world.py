"""The simulated world: people, chats, messages and what the bot is told of them; it speaks no HTTP."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from bot.emulator.changes import Changes
from bot.emulator.chats import BotIdentity, Chat, Person
from bot.emulator.clock import Clock
from bot.emulator.errors import ActionError
from bot.emulator.files import Files
from bot.emulator.messages import Message
from bot.emulator.privacy import bot_sees
from bot.emulator.profile import Profile
from bot.emulator.updates import UpdateQueue

if TYPE_CHECKING:
    from bot.emulator.errors import Json

FIRST_INVENTED_PERSON = 5_000_001
FIRST_GROUP = 4_000_001
FIRST_SUPERGROUP = 1_000_000_000_000 + 2_009_000_001
"""Supergroups and channels stand beyond -10^12, as in Telegram."""


@dataclass(slots=True)
class Query:
    """A pressed button that waits for answerCallbackQuery."""

    id: str
    born: int
    answer: Json | None = None
    done: bool = False
    answered: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(slots=True)
class Poll:
    """A poll and who voted for what: person to option numbers."""

    data: Json
    correct: list[int]
    votes: dict[int, list[int]] = field(default_factory=dict)


class World:
    """Everything that Telegram would know; `bot` is the one bot of this world, `born` tells it from a restarted one."""

    def __init__(self, bot: BotIdentity, clock: Clock | None = None) -> None:
        self.bot = bot
        self.born = secrets.token_hex(8)
        self.clock = clock or Clock()
        self.changes = Changes()
        self.files = Files()
        self.updates = UpdateQueue(self.clock)
        self.profile = Profile()
        self.people: dict[int, Person] = {}
        self.deactivated: set[int] = set()
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, Query] = {}
        self.polls: dict[str, Poll] = {}
        self.numbers = count(1)

    # --- people and chats -------------------------------------------------------------------------------------

    def add_person(self, person: Person) -> Person:
        """Put a person into the world, with an empty private chat; ActionError for an id that is taken."""
        if person.id in self.people or person.id <= 0 or person.id == self.bot.id:
            raise ActionError("this id cannot be given to a person")
        self.people[person.id] = person
        self.chats[person.id] = Chat(person.id, "private", person.name, person.username, members={person.id: "member"})
        self.changes.publish({"type": "world"})
        return person

    def new_person_id(self) -> int:
        """An id that nobody has."""
        return (
            max(FIRST_INVENTED_PERSON, *(person + 1 for person in self.people))
            if self.people
            else FIRST_INVENTED_PERSON
        )

    def add_chat(self, chat: Chat) -> Chat:
        """Put a group, supergroup or channel into the world."""
        self.chats[chat.id] = chat
        self.changes.publish({"type": "world"})
        return chat

    def new_chat_id(self, kind: str) -> int:
        """An id that no chat has, from the range of its type."""
        first = FIRST_GROUP if kind == "group" else FIRST_SUPERGROUP
        candidates = count(first)
        return next(-number for number in candidates if -number not in self.chats)

    def person(self, person_id: int) -> Person:
        """A person, or ActionError."""
        if person_id not in self.people:
            raise ActionError(f"nobody has the id {person_id}", 404)
        return self.people[person_id]

    def chat(self, chat_id: int) -> Chat:
        """A chat, or ActionError."""
        if chat_id not in self.chats:
            raise ActionError(f"there is no chat {chat_id}", 404)
        return self.chats[chat_id]

    def chats_of(self, person_id: int) -> list[Chat]:
        """The chats that a person sees, their private chat with the bot first."""
        own = [self.chats[person_id]]
        return own + [chat for chat in self.chats.values() if not chat.private and person_id in chat.members]

    def chat_data(self, chat: Chat) -> Json:
        """The Bot API's Chat."""
        if chat.private:
            user = self.people[chat.id].user()
            names: Json = {name: user[name] for name in ("first_name", "last_name", "username") if name in user}
            return {"id": chat.id, "type": "private", **names}
        found: Json = {"id": chat.id, "type": chat.type, "title": chat.title}
        if chat.username:
            found["username"] = chat.username
        if chat.is_forum:
            found["is_forum"] = True
        return found

    # --- messages ---------------------------------------------------------------------------------------------

    def write(self, chat: Chat, author: int, content: Json, *, markup: Json | None = None,
              reply_to: Message | None = None, thread: int = 0) -> Message:  # fmt: skip
        """Put a message into a chat; a person's message becomes an update where the bot may see it."""
        data: Json = {"message_id": chat.next_id(), "date": self.clock.now(), "chat": self.chat_data(chat)}
        if chat.type == "channel":
            data["sender_chat"] = data["chat"]
        else:
            data["from"] = self.people[author].user() if author else self.bot.user()
        if thread:
            data |= {"message_thread_id": thread, "is_topic_message": True}
        message = Message(data | content, author, markup, reply_to)
        chat.messages[message.id] = message
        if author and chat.read.get(author, 0) < message.id:
            chat.read[author] = message.id
        self.touch(chat, message)
        if author and bot_sees(self.bot, chat, message):
            kind = "channel_post" if chat.type == "channel" else "message"
            self.tell(kind, message.seen(), chat.id)
        return message

    def edited(self, chat: Chat, message: Message) -> None:
        """Mark a message as edited; a person's edit becomes an update."""
        message.data["edit_date"] = self.clock.now()
        self.touch(chat, message)
        if message.author and bot_sees(self.bot, chat, message):
            kind = "edited_channel_post" if chat.type == "channel" else "edited_message"
            self.tell(kind, message.seen(), chat.id)

    def remove(self, chat: Chat, message: Message) -> None:
        """Take a message out of its chat."""
        del chat.messages[message.id]
        if message.id in chat.pinned:
            chat.pinned.remove(message.id)
        self.touch(chat)

    def tell(self, kind: str, body: Json, lane: int) -> int:
        """Queue an update for the bot."""
        return self.updates.put(kind, body, lane)

    def touch(self, chat: Chat, message: Message | None = None, kind: str = "changed") -> None:
        """Tell watchers that a chat looks different now."""
        people = [chat.id] if chat.private else list(chat.members)
        revision = self.changes.publish({"type": kind, "chat": chat.id, "people": people})
        if message is not None:
            message.revision = revision
