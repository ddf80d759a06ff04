"""Types of columns that mean the same on both engines; knows no table."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import BigInteger, DateTime, Integer, Text, TypeDecorator

from bot.storage.limits import checked_id, checked_text, checked_time

if TYPE_CHECKING:
    from sqlalchemy import Dialect

E = TypeVar("E", bound=StrEnum)


class Id(TypeDecorator[int]):
    """A Telegram id or a key of ours: 64 bits."""

    # SQLite counts up only in a column whose type is INTEGER, which holds 64 bits there all the same.
    impl = BigInteger().with_variant(Integer, "sqlite")
    cache_ok = True

    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:  # noqa: ARG002  SQLAlchemy's
        """Refuse what does not fit with a ValueError."""
        return None if value is None else checked_id(value)


class SafeText(TypeDecorator[str]):
    """A text that both engines take."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002  SQLAlchemy's
        """Refuse NUL and broken Unicode with a ValueError."""
        return None if value is None else checked_text(value)


class Word(TypeDecorator[E]):
    """A member of an enumeration, stored as its value."""

    impl = Text
    cache_ok = True

    def __init__(self, enumeration: type[E]) -> None:
        super().__init__()
        self.enumeration = enumeration
        # Calling the enumeration takes several times as long, and there are words in every row.
        self._members: dict[str | None, E | None] = {None: None} | {member.value: member for member in enumeration}

    def process_bind_param(self, value: E | None, dialect: Dialect) -> str | None:  # noqa: ARG002  SQLAlchemy's
        """Refuse what is no member with a ValueError."""
        return None if value is None else self.enumeration(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> E | None:  # noqa: ARG002  SQLAlchemy's
        """The member."""
        return self._members[value]


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware in any zone in, aware in UTC out; SQLite keeps text whose order is the order of time."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive times with a ValueError."""
        if value is None:
            return None
        moment = checked_time(value)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """The moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
