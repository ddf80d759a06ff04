"""The groups and channels the bot was added to: what it is there, their language, and their ids when these change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.domain.people import Chat, ChatKind, Membership
from bot.domain.subscriptions import Subscription

if TYPE_CHECKING:
    from bot.domain.language import ChatLanguage
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database, Transaction


@dataclass(frozen=True, slots=True)
class Recorded:
    """The chat as it is kept now; `entered` when the bot has just come in (and may say a greeting)."""

    chat: Chat
    entered: bool


class ChatDirectory:
    """Groups and channels, all in memory: a message in a group costs no query."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._known: dict[int, Chat] = {}

    def get(self, chat: int) -> Chat | None:
        """The chat, None when the bot was never told of it."""
        return self._known.get(chat)

    async def refresh(self) -> None:
        """Read all again (another process may have changed them)."""
        chats = await self._database.read(lambda tx: tx.chats.all())
        self._known = {chat.id: chat for chat in chats}

    async def record(self, work: Database, seen: Chat) -> Recorded:
        """Keep what the bot is in a chat now; the chat's own language stays, the moment is this one."""

        def body(tx: Transaction) -> Recorded:
            before = tx.chats.get(seen.id)
            now = replace(seen, changed_at=self._clock.now())
            kept = now if before is None else replace(now, language=before.language)
            tx.chats.put(kept)
            was_inside = before is not None and before.membership.inside
            return Recorded(kept, entered=kept.membership.inside and not was_inside)

        recorded = await work.run(body)
        self._known[seen.id] = recorded.chat
        return recorded

    async def choose_language(self, work: Database, chat: Chat, language: ChatLanguage) -> Chat:
        """Keep what the chat reads; `chat` is what is known of it when it has no row yet."""

        def body(tx: Transaction) -> Chat:
            kept = replace(tx.chats.get(chat.id) or chat, language=language)
            tx.chats.put(kept)
            return kept

        self._known[chat.id] = kept = await work.run(body)
        return kept

    async def rename(self, work: Database, chat: int, title: str) -> None:
        """Keep the new title of a chat that is kept."""

        def body(tx: Transaction) -> Chat | None:
            before = tx.chats.get(chat)
            if before is None:
                return None
            tx.chats.put(after := replace(before, title=title))
            return after

        if (renamed := await work.run(body)) is not None:
            self._known[chat] = renamed

    async def move(self, work: Database, old: int, new: int) -> None:
        """A group became a supergroup: everything kept under its old id is kept under the new one.

        Telegram tells it twice, once in each chat; the second time changes nothing.
        """
        await work.run(lambda tx: self.moved(tx, old, new))
        await self.refresh()

    def moved(self, tx: Transaction, old: int, new: int) -> None:
        """The same in a transaction under way; `refresh` when it is committed."""
        tx.outbox.move_chat(old, new)
        tx.announcements.move_chat(old, new)
        tx.dialogues.end(old)
        if (desk := tx.handovers.desk()).chat == old:
            tx.handovers.put_desk(replace(desk, chat=new))
        if (wanted := tx.subscriptions.get(old)) != Subscription(old):
            tx.subscriptions.remove(old)
            tx.subscriptions.put(replace(wanted, chat=new))
        before, after = tx.chats.get(old), tx.chats.get(new)
        if before is not None:
            after = self._renamed(before, new, after)
            tx.chats.remove(old)
            tx.chats.put(after)

    def _renamed(self, before: Chat, new: int, after: Chat | None) -> Chat:
        """The chat under its new id; what is known of the new one is newer, but the choice of language is older."""
        return replace(
            before,
            id=new,
            kind=ChatKind.SUPERGROUP,
            title=after.title if after else before.title,
            membership=after.membership if after else _still_inside(before.membership),
            changed_at=self._clock.now(),
        )


def _still_inside(membership: Membership) -> Membership:
    return membership if membership.inside else Membership.MEMBER
