"""The people who write to the bot: their language and whether they can be written to; a bounded memory of them."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.people import Person

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.language import Language
    from bot.domain.people import Role, Shift
    from bot.services.ports.database import Database, Transaction

MOST_REMEMBERED = 20_000


class Directory:
    """People by their Telegram id; those seen lately cost no query.

    Somebody who has chosen nothing yet has no row: the bot does not keep people who only looked in.
    """

    def __init__(self, database: Database, *, remembered: int = MOST_REMEMBERED) -> None:
        self._database = database
        self._limit = remembered
        self._seen: OrderedDict[int, Person] = OrderedDict()
        self._version = -1

    async def get(self, work: Database, person: int) -> Person:
        """The person, with nothing chosen when unknown; from memory, else one read."""
        known = self._seen.get(person)
        if known is not None:
            self._seen.move_to_end(person)
            return known
        found = await work.read(lambda tx: tx.people.get(person))
        return self._remember(found or Person(person))

    async def choose_language(self, work: Database, person: int, language: Language) -> Person:
        """Keep the person's choice; who chooses can be written to again."""
        return await self._change(work, person, lambda p: replace(p, language=language, blocked=False))

    async def choose_role(self, work: Database, person: int, role: Role | None) -> Person:
        """Keep what the person is; None when that is not to be kept any more."""
        return await self._change(work, person, lambda p: replace(p, role=role))

    async def choose_shift(self, work: Database, person: int, shift: Shift | None) -> Person:
        """Keep when the person's lessons are; None when that is not to be kept any more."""
        return await self._change(work, person, lambda p: replace(p, shift=shift))

    async def mark_blocked(self, work: Database, person: int, *, blocked: bool) -> Person:
        """Keep that the person has blocked the bot, or has let it in again; somebody never seen is not kept."""
        return await self._change(work, person, lambda p: replace(p, blocked=blocked))

    @staticmethod
    def lost(tx: Transaction, person: int) -> None:
        """Keep that a message could not reach the person, in the transaction that keeps how it ended."""
        if (known := tx.people.get(person)) is not None:
            tx.people.put(replace(known, blocked=True))

    def forget(self, person: int) -> None:
        """Read the person anew next time: a transaction of somebody else has changed them."""
        self._seen.pop(person, None)

    async def refresh(self) -> bool:
        """Forget everybody when people were changed from outside; whether that was so."""
        version = await self._database.read(lambda tx: tx.people.version())
        changed = version != self._version
        if changed:
            self._seen.clear()
            self._version = version
        return changed

    async def _change(self, work: Database, person: int, change: Callable[[Person], Person]) -> Person:
        def body(tx: Transaction) -> Person:
            before = tx.people.get(person) or Person(person)
            after = change(before)
            if after != before:
                tx.people.put(after)
            return after

        self._seen.pop(person, None)
        return self._remember(await work.run(body))

    def _remember(self, person: Person) -> Person:
        self._seen[person.id] = person
        self._seen.move_to_end(person.id)
        while len(self._seen) > self._limit:
            self._seen.popitem(last=False)
        return person
