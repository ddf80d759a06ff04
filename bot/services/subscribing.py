"""What people, groups and channels want to be told: chosen, stopped, kept quiet; sends nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.announcements import Topic
from bot.domain.people import Person

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.people import Chat
    from bot.domain.subscriptions import QuietHours, Subscription
    from bot.services.ports.database import Database, Transaction


class Subscribing:
    """Subscriptions by the id of a chat; who chooses something is somebody announcements can go to.

    Choosing anything takes a stop back. Nobody is subscribed to a topic before they choose it.
    """

    async def get(self, work: Database, chat: int) -> Subscription:
        """What that chat wants; one read."""
        return await work.read(lambda tx: tx.subscriptions.get(chat))

    async def choose(self, work: Database, chat: int, topic: Topic, *, wanted: bool) -> Subscription:
        """Subscribe to a topic, or no longer."""

        def change(before: Subscription) -> Subscription:
            topics = before.topics | {topic} if wanted else before.topics - {topic}
            return replace(before, topics=topics, stopped=False)

        return await self._change(work, chat, change)

    async def choose_all(self, work: Database, chat: int) -> Subscription:
        """Subscribe to every topic."""
        return await self._change(work, chat, lambda s: replace(s, topics=frozenset(Topic), stopped=False))

    async def stop(self, work: Database, chat: int) -> Subscription:
        """Send no announcement any more, of whatever topic; the topics are kept for `resume`."""
        return await self._change(work, chat, lambda s: replace(s, stopped=True))

    async def resume(self, work: Database, chat: int) -> Subscription:
        """Take the stop back."""
        return await self._change(work, chat, lambda s: replace(s, stopped=False))

    async def keep_quiet(self, work: Database, person: int, quiet: QuietHours | None) -> Subscription:
        """Send nothing within these hours that can wait; None for at any time."""
        return await self._change(work, person, lambda s: replace(s, quiet=quiet))

    async def link(self, work: Database, chat: Chat, thread: int = 0) -> Subscription:
        """Write what this group or channel is told in this forum topic of it (0: in none) from now on."""

        def body(tx: Transaction) -> Subscription:
            if tx.chats.get(chat.id) is None:
                tx.chats.put(chat)
            return _changed(tx, chat.id, lambda s: replace(s, thread=thread))

        return await work.run(body)

    @staticmethod
    async def _change(work: Database, chat: int, change: Callable[[Subscription], Subscription]) -> Subscription:
        def body(tx: Transaction) -> Subscription:
            if chat > 0 and tx.people.get(chat) is None:
                tx.people.put(Person(chat))
            return _changed(tx, chat, change)

        return await work.run(body)


def _changed(tx: Transaction, chat: int, change: Callable[[Subscription], Subscription]) -> Subscription:
    before = tx.subscriptions.get(chat)
    after = change(before)
    if after != before:
        tx.subscriptions.put(after)
    return after
