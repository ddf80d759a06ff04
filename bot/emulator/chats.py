"""People and chats as the world holds them; nothing here decides who may do what."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.emulator.errors import Json
    from bot.emulator.messages import Message

INSIDE = {"member", "administrator"}


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person; `label` is for whoever looks at the page, never sent to the bot."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    label: str = ""
    phone_number: str = ""

    def user(self) -> Json:
        """The Bot API's User."""
        optional = {"last_name": self.last_name, "username": self.username, "language_code": self.language_code}
        found: Json = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        return found | {name: value for name, value in optional.items() if value}

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def phone(self) -> str:
        """The number of their account: given, or invented from the id."""
        return self.phone_number or f"+7700{self.id % 10_000_000:07d}"


@dataclass(frozen=True, slots=True)
class BotIdentity:
    """The bot as BotFather would know it; `token` opens the Bot API."""

    token: str
    first_name: str = "Мамандық"
    username: str = "mamandyq_demo_bot"

    @property
    def id(self) -> int:
        """The number before the colon of the token."""
        return int(self.token.partition(":")[0])

    def user(self) -> Json:
        """The Bot API's User."""
        return {"id": self.id, "is_bot": True, "first_name": self.first_name, "username": self.username}


@dataclass(slots=True)
class Topic:
    """A topic of a forum, by the id of its thread."""

    id: int
    name: str
    icon_color: int = 7322096
    closed: bool = False


@dataclass(slots=True)
class Chat:
    """A chat of any type; `members` maps a person to creator, administrator or member."""

    id: int
    type: str
    title: str = ""
    username: str = ""
    is_forum: bool = False
    members: dict[int, str] = field(default_factory=dict)
    bot_status: str = "left"
    started: bool = False
    blocked: bool = False
    migrated_to: int = 0
    messages: dict[int, Message] = field(default_factory=dict)
    last_id: int = 0
    pinned: list[int] = field(default_factory=list)
    topics: dict[int, Topic] = field(default_factory=dict)
    keyboards: dict[int, Json] = field(default_factory=dict)
    read: dict[int, int] = field(default_factory=dict)
    typing_until: float = 0.0
    invite_links: list[Json] = field(default_factory=list)
    join_requests: set[int] = field(default_factory=set)
    menu_button: Json | None = None

    @property
    def private(self) -> bool:
        """A person's own chat with the bot."""
        return self.type == "private"

    @property
    def bot_inside(self) -> bool:
        """Whether the bot can see this chat at all."""
        return self.bot_status in INSIDE

    def next_id(self) -> int:
        """The next message's number: rising, never used twice."""
        self.last_id += 1
        return self.last_id
