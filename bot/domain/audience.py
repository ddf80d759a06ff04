"""Whom an announcement is for, as organizers write it: `lang:kk,topic:forums`; knows nobody by name or number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.domain.announcements import Topic
from bot.domain.answers import Problem, school_class
from bot.domain.events import KEY
from bot.domain.language import ChatLanguage, Language
from bot.domain.people import Role
from bot.domain.registrations import RegistrationState

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


@dataclass(frozen=True, slots=True)
class Reads:
    """People who chose this language (Kazakh until they choose), and chats that read it, alone or with the other."""

    language: Language

    def __str__(self) -> str:
        return f"lang:{self.language}"


@dataclass(frozen=True, slots=True)
class Is:
    """People who said that they are this; no chats."""

    role: Role

    def __str__(self) -> str:
        return f"role:{self.role}"


@dataclass(frozen=True, slots=True)
class SubscribesTo:
    """People and chats that chose this topic."""

    topic: Topic

    def __str__(self) -> str:
        return f"topic:{self.topic}"


@dataclass(frozen=True, slots=True)
class Chats:
    """Groups and channels; no people."""

    def __str__(self) -> str:
        return "chats"


@dataclass(frozen=True, slots=True)
class Follows:
    """People who wait for the date of this event; no chats."""

    event: str

    def __str__(self) -> str:
        return f"event:{self.event}:followers"


class Turnout(StrEnum):
    """How people stand to an event that takes registrations."""

    REGISTERED = "registered"
    WAITING = "waiting"
    ATTENDED = "attended"
    ABSENT = "absent"

    @property
    def states(self) -> frozenset[RegistrationState]:
        """Where a registration of theirs stands; who has come is registered all the same."""
        return _STATES[self]


_STATES = {
    Turnout.REGISTERED: frozenset(
        {
            RegistrationState.AWAITING_GUARDIAN,
            RegistrationState.AWAITING_REVIEW,
            RegistrationState.CONFIRMED,
            RegistrationState.ATTENDED,
        }
    ),
    Turnout.WAITING: frozenset({RegistrationState.WAITLISTED, RegistrationState.OFFERED}),
    Turnout.ATTENDED: frozenset({RegistrationState.ATTENDED}),
    Turnout.ABSENT: frozenset({RegistrationState.NO_SHOW}),
}


@dataclass(frozen=True, slots=True)
class Registered:
    """People whose registration for a session of this event stands so (a parent's for a child too); no chats."""

    event: str
    turnout: Turnout

    def __str__(self) -> str:
        return f"event:{self.event}:{self.turnout}"


@dataclass(frozen=True, slots=True)
class OfSchool:
    """People who named this school (its id in the directory) in a registration that has not ended; no chats."""

    school: str

    def __str__(self) -> str:
        return f"school:{self.school}"


@dataclass(frozen=True, slots=True)
class OfClass:
    """People who named this class («9А», of whatever school) in a registration that has not ended; no chats."""

    school_class: str

    def __str__(self) -> str:
        return f"class:{self.school_class}"


ByRegistration = Registered | OfSchool | OfClass
Part = Reads | Is | SubscribesTo | Chats | Follows | ByRegistration


class Wrong(StrEnum):
    """What is wrong with a part of what was written."""

    EMPTY = "empty"
    UNKNOWN = "unknown"
    CONTRADICTS = "nobody can be this and all of the others"
    NO_SCHOOL = "no school of the directory has this id"


@dataclass(frozen=True, slots=True)
class BadAudience:
    """No audience; every wrong part as it was written, with what is wrong with it."""

    problems: tuple[tuple[str, Wrong], ...]

    def __str__(self) -> str:
        return "; ".join(f"«{part}»: {wrong}" for part, wrong in self.problems)


@dataclass(frozen=True, slots=True)
class Audience:
    """Everybody of whom all parts hold (of whom is everybody, where there is none); equal ones have equal texts.

    Nobody who has blocked the bot or stopped all announcements is in any audience, nor a chat that the bot is not in.
    """

    parts: frozenset[Part] = frozenset()

    def __str__(self) -> str:
        return ",".join(sorted(map(str, self.parts))) or ALL

    @property
    def of_people(self) -> bool:
        """Whether people can be in it."""
        return Chats() not in self.parts

    @property
    def of_chats(self) -> bool:
        """Whether chats can be in it."""
        return not any(isinstance(part, _PERSONAL) for part in self.parts)

    def within(self, schools: Collection[str]) -> Audience | BadAudience:
        """The same where every school that it names has one of these ids."""
        named = sorted(str(part) for part in self.parts if isinstance(part, OfSchool) and part.school not in schools)
        return BadAudience(tuple((part, Wrong.NO_SCHOOL) for part in named)) if named else self

    @classmethod
    def parse(cls, text: str) -> Audience | BadAudience:
        """Read the parts, joined by commas; spaces and capital letters do not matter."""
        written = [part.strip() for part in text.split(",")]
        read = [(part, _part(part.casefold())) for part in written]
        if problems := tuple((part, what) for part, what in read if isinstance(what, Wrong)):
            return BadAudience(problems)
        audience = cls(frozenset(what for _, what in read if what is not None and not isinstance(what, Wrong)))
        roles = sum(isinstance(part, Is) for part in audience.parts)
        if roles > 1 or not (audience.of_people or audience.of_chats):
            return BadAudience(
                tuple((part, Wrong.CONTRADICTS) for part, what in read if isinstance(what, _PERSONAL | Chats))
            )
        return audience


@dataclass(frozen=True, slots=True)
class Headcount:
    """How many an audience reaches, by the language they read; languages without any are left out."""

    people: Mapping[ChatLanguage, int]
    chats: Mapping[ChatLanguage, int]

    @property
    def total(self) -> int:
        """People and chats together."""
        return sum(self.people.values()) + sum(self.chats.values())


ALL = "all"
_PERSONAL = Is | Follows | ByRegistration
_SCHOOL = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")


def _part(text: str) -> Part | Wrong | None:
    """What one part means, None for `all`."""
    match text.split(":"):
        case [""]:
            return Wrong.EMPTY
        case ["all"]:
            return None
        case ["chats"]:
            return Chats()
        case ["lang", word] if word in set(Language):
            return Reads(Language(word))
        case ["role", word] if word in set(Role):
            return Is(Role(word))
        case ["topic", word] if word in set(Topic):
            return SubscribesTo(Topic(word))
        case ["event", key, "followers"] if KEY.fullmatch(key):
            return Follows(key)
    return _by_registration(text) or Wrong.UNKNOWN


def _by_registration(text: str) -> ByRegistration | None:
    match text.split(":"):
        case ["event", key, word] if KEY.fullmatch(key) and word in set(Turnout):
            return Registered(key, Turnout(word))
        case ["school", school] if _SCHOOL.fullmatch(school):
            return OfSchool(school)
        case ["class", name] if not isinstance(known := school_class(name), Problem):
            return OfClass(known)
    return None
