"""The table of what people, groups and channels want to be told; decides nothing about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, select

from bot.domain.announcements import Topic
from bot.domain.subscriptions import QuietHours, Subscription
from bot.storage.audiences import count_of
from bot.storage.insertion import insert_or_replace
from bot.storage.schema import subscriptions

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.domain.audience import Audience, Headcount

_GET = select(subscriptions).where(subscriptions.c.chat == bindparam("wanted"))


class SqlSubscriptions:
    """The port `Subscriptions`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, chat: int) -> Subscription:
        """What that chat wants."""
        row = self._connection.execute(_GET, {"wanted": chat}).mappings().first()
        if row is None:
            return Subscription(chat)
        return Subscription(
            chat=row["chat"],
            topics=frozenset(topic for topic in Topic if row[topic.value]),
            stopped=row["stopped"],
            quiet=None if row["quiet_start"] is None else QuietHours(row["quiet_start"], row["quiet_end"]),
            thread=row["thread"],
        )

    def put(self, subscription: Subscription) -> None:
        """Add or replace."""
        quiet = subscription.quiet
        self._connection.execute(
            insert_or_replace(subscriptions, self._connection.dialect.name),
            {
                "chat": subscription.chat,
                **{topic.value: topic in subscription.topics for topic in Topic},
                "stopped": subscription.stopped,
                "quiet_start": quiet.start if quiet else None,
                "quiet_end": quiet.end if quiet else None,
                "thread": subscription.thread,
            },
        )

    def remove(self, chat: int) -> None:
        """Forget it; harmless when unknown."""
        self._connection.execute(delete(subscriptions).where(subscriptions.c.chat == chat))

    def count(self, audience: Audience) -> Headcount:
        """How many people and chats are in the audience now."""
        return count_of(self._connection, audience)
