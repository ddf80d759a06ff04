"""The table of people; decides nothing about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from bot.domain.people import Person
from bot.storage.insertion import count_up, insert_or_replace
from bot.storage.schema import people, versions

if TYPE_CHECKING:
    from sqlalchemy import Connection

_GET = select(people.c.id, people.c.language, people.c.role, people.c.blocked).where(people.c.id == bindparam("wanted"))
_COUNT = select(func.count()).select_from(people).where(people.c.blocked.is_(False))
_VERSION = select(versions.c.number).where(versions.c.name == "people")


class SqlPeople:
    """The port `People`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, person: int) -> Person | None:
        """The person with that Telegram id, or None."""
        row = self._connection.execute(_GET, {"wanted": person}).first()
        return None if row is None else Person(*row)

    def put(self, person: Person) -> None:
        """Add or replace."""
        self._connection.execute(
            insert_or_replace(people, self._connection.dialect.name),
            {"id": person.id, "language": person.language, "role": person.role, "blocked": person.blocked},
        )

    def count(self) -> int:
        """How many have not blocked the bot."""
        return self._connection.execute(_COUNT).scalar_one()

    def version(self) -> int:
        """A number that grows with every `touch`."""
        return self._connection.execute(_VERSION).scalar() or 0

    def touch(self) -> None:
        """Make the version grow."""
        count_up(self._connection, "people")
