"""The port of the table of people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.people import Person


class People(Protocol):
    """Who uses the bot."""

    def get(self, person: int) -> Person | None:
        """The person with that Telegram id, or None."""
        ...

    def put(self, person: Person) -> None:
        """Add or replace."""
        ...

    def some(self, wanted: Sequence[int]) -> Mapping[int, Person]:
        """Those of them that are known, by id."""
        ...

    def after(self, person: int, limit: int) -> Sequence[Person]:
        """The next people by id."""
        ...

    def put_all(self, some: Sequence[Person]) -> None:
        """Add or replace each."""
        ...

    def count(self) -> int:
        """How many have not blocked the bot."""
        ...

    def version(self) -> int:
        """A number that grows when people were changed from outside the running bot (see `touch`)."""
        ...

    def touch(self) -> None:
        """Tell running bots to forget the people that they hold in memory."""
        ...
