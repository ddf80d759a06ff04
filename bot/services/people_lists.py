"""Lists of people and groups, taken from elsewhere or given there; an id, a language and a role are all they hold."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from bot.domain.announcements import Topic
from bot.domain.language import ChatLanguage, Language
from bot.domain.people import Chat, ChatKind, Membership, Person
from bot.domain.subscriptions import Subscription

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Sequence

    from bot.domain.people import Role
    from bot.services.ports.database import Database, Transaction

SLICE = 1000
"""Lines of one transaction: a running bot's updates go in between."""

_SUPERGROUPS = -(10**12)
"""Ids of supergroups and channels lie below."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A person (positive id) or a group (negative); taken with None, what is known stays as it is."""

    id: int
    language: ChatLanguage | None = None
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """How many were new, and how many were known already."""

    added: int = 0
    updated: int = 0

    def __add__(self, other: Taken) -> Taken:
        return Taken(self.added + other.added, self.updated + other.updated)


class PeopleLists:
    """Takes and gives lists slice by slice, so that memory does not grow with them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def take(self, listed: Iterable[Listed]) -> Taken:
        """Add or update everybody listed, each id once; running bots are told to look again."""
        taken, rest = Taken(), iter(listed)
        while some := list(islice(rest, SLICE)):
            taken += await self._database.run(partial(_take, some=some))
        return taken

    async def everybody(self) -> AsyncIterator[Listed]:
        """Groups by id, then people by id."""
        for chat in await self._database.read(lambda tx: tx.chats.all()):
            yield Listed(chat.id, chat.language)
        last = 0
        while some := await self._database.read(partial(_after, person=last)):
            for person in some:
                yield Listed(person.id, ChatLanguage(person.language) if person.language else None, person.role)
            last = some[-1].id


def _after(tx: Transaction, person: int) -> Sequence[Person]:
    return tx.people.after(person, SLICE)


def _take(tx: Transaction, some: Sequence[Listed]) -> Taken:
    people = [one for one in some if one.id > 0]
    known = tx.people.some([one.id for one in people])
    tx.people.put_all([_person(one, known.get(one.id, Person(one.id))) for one in people])
    old_groups = sum(_take_group(tx, one) for one in some if one.id < 0)
    tx.people.touch()
    updated = len(known) + old_groups
    return Taken(len(some) - updated, updated)


def _person(listed: Listed, before: Person) -> Person:
    language = Language(listed.language.value) if listed.language else before.language
    return replace(before, language=language, role=listed.role or before.role)


def _take_group(tx: Transaction, listed: Listed) -> bool:
    """Whether it was known; a new one counts as a chat that the bot is in, and gets every topic."""
    before = tx.chats.get(listed.id)
    if before is None:
        kind = ChatKind.SUPERGROUP if listed.id < _SUPERGROUPS else ChatKind.GROUP
        tx.chats.put(Chat(listed.id, kind, "", Membership.MEMBER, listed.language or ChatLanguage.BOTH))
        tx.subscriptions.put(Subscription(listed.id, frozenset(Topic)))
    elif listed.language:
        tx.chats.put(replace(before, language=listed.language))
    return before is not None
