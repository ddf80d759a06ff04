"""Who uses the bot: people and chats, as little of them as is needed; knows no names and no messages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from bot.domain.language import ChatLanguage

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.language import Language


class Role(StrEnum):
    """What a person is in the programme."""

    PUPIL = "pupil"
    PARENT = "parent"
    STUDENT = "student"
    TEACHER = "teacher"
    WORKER = "worker"
    EMPLOYER = "employer"
    GUEST = "guest"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who wrote to the bot in private; `id` is Telegram's, `language` None until chosen."""

    id: int
    language: Language | None = None
    role: Role | None = None
    blocked: bool = False
    shift: Shift | None = None


class Shift(IntEnum):
    """When a pupil's lessons are: in the first or the second half of the day."""

    FIRST = 1
    SECOND = 2


class Membership(StrEnum):
    """What the bot is in a chat."""

    MEMBER = "member"
    ADMINISTRATOR = "administrator"
    LEFT = "left"
    KICKED = "kicked"

    @property
    def inside(self) -> bool:
        """Whether the bot can read and write there."""
        return self in {Membership.MEMBER, Membership.ADMINISTRATOR}


class ChatKind(StrEnum):
    """Chats that are not a person's own, by Telegram's words."""

    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Chat:
    """A group, class chat or channel the bot was added to; `id` is Telegram's, negative."""

    id: int
    kind: ChatKind
    title: str
    membership: Membership
    language: ChatLanguage = ChatLanguage.BOTH
    changed_at: datetime | None = None
