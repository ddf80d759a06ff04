"""What one update does to the database, together with the conversation's state and its 'done'."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.services.dialogues import DialogueBuffer
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database, Transaction
    from bot.services.ports.dialogues import Dialogue
    from bot.services.ports.inbox import Received

T = TypeVar("T")


class Work:
    """The database as one update may use it: one transaction, which also writes the conversation's state and 'done'.

    'Done' of the chat's earlier updates goes along: handled again after this one, they would undo what it does.
    """

    def __init__(
        self,
        update: Received,
        database: Database,
        dialogues: DialogueBuffer,
        clock: Clock,
        earlier: Sequence[int] = (),
    ) -> None:
        self._update = update
        self.done = [*earlier, update.id]
        self._database = database
        self._dialogues = dialogues
        self._clock = clock
        self._sparing: tuple[type, ...] = ()
        self.committed = False

    def unless(self, *results: type) -> Self:
        """The same, whose transaction leaves the conversation as it was where it results in one of these."""
        self._sparing = results
        return self

    async def run(self, body: Callable[[Transaction], T], *, together: bool = False) -> T:
        """Run the one transaction of this update, with what has changed of the conversation; if it fails, neither is.

        A second one is a bug, since a crash between them would lose it. `together` as the database has it.
        """
        if self.committed:
            raise RuntimeError("an update has one transaction, so that its effects and 'done' cannot come apart")
        changed = self._dialogues.changed(self._update.chat)

        def whole(tx: Transaction) -> T:
            result = body(tx)
            if not isinstance(result, self._sparing):
                _put(tx, changed)
            tx.inbox.finish(self.done, self._clock.now())
            return result

        kept = False
        try:
            result = await self._database.run(whole, together=together)
            kept = not isinstance(result, self._sparing)
        finally:
            if kept:
                self._dialogues.commit(self._update.chat, changed)
            else:
                self._dialogues.discard(self._update.chat)
        self.committed = True
        return result

    async def read(self, body: Callable[[Transaction], T]) -> T:
        """Read; any number of times."""
        return await self._database.read(body)

    async def close(self) -> bool:
        """Write a change of the conversation that no transaction has taken along; whether 'done' is written too."""
        changed = self._dialogues.changed(self._update.chat)
        if changed and not self.committed:
            await self.run(lambda _: None)
        elif changed:
            await self._database.run(lambda tx: _put(tx, changed))
            self._dialogues.commit(self._update.chat, changed)
        return self.committed


def _put(tx: Transaction, dialogues: Iterable[Dialogue]) -> None:
    for dialogue in dialogues:
        tx.dialogues.put(dialogue)
