"""The port of the table of people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.domain.people import Person


class People(Protocol):
    """Who uses the bot."""

    def get(self, person: int) -> Person | None:
        """The person with that Telegram id, or None."""
        ...

    def put(self, person: Person) -> None:
        """Add or replace."""
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
