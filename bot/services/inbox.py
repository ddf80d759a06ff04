"""The durable inbox: updates are written before they are confirmed, then handled in order within a chat."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Protocol

from bot.services.work import Work

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from bot.services.dialogues import DialogueBuffer
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database
    from bot.services.ports.inbox import Received

log = logging.getLogger(__name__)

LANE = 100
"""How many updates of one chat are held in memory; the rest of a flood waits in the table."""
MARK_EVERY = 0.05
"""Seconds between the transactions that mark plain answers as done."""
LONGEST_WAIT = 60.0
HEAD_START = 1000
"""How many chats a tap may overtake: a crowd that asks does not keep those waiting who tap, nor the other way round."""


class Postponed(Exception):  # noqa: N818  a decision of the handler, no error
    """The update cannot be answered now (Telegram is out of reach): it keeps its place and is tried again."""


class Handler(Protocol):
    """Handles one update; its effects go through `work`."""

    async def __call__(self, update: Received, work: Work, /) -> None:
        """Handle it; raises `Postponed` to be called again later, tells every other failure to the person itself."""
        ...


@dataclass(slots=True)
class _Lane:
    """The updates of one chat, in order."""

    chat: int
    updates: deque[Received] = field(default_factory=deque)
    overflow: bool = False
    left_in_table: int = 0
    failures: int = 0


class Inbox:
    """Takes updates in and sees that each is handled; `workers` chats are handled side by side."""

    def __init__(
        self, database: Database, dialogues: DialogueBuffer, clock: Clock, handler: Handler, *, workers: int = 50
    ) -> None:
        self._database = database
        self._dialogues = dialogues
        self._clock = clock
        self._handler = handler
        self._workers = workers
        self._lanes: dict[int, _Lane] = {}
        self._ready: asyncio.PriorityQueue[tuple[int, int, _Lane]] = asyncio.PriorityQueue()
        self._turns = count()
        self._held: set[int] = set()
        self._marks: dict[int, int] = {}
        self._beginning = asyncio.Lock()
        self._reading = asyncio.Lock()
        self._ended: set[int] = set()
        self._busy = 0
        self._working = False

    @property
    def held(self) -> int:
        """How many updates are in memory: waiting, in work, or done and not yet marked."""
        return len(self._held)

    async def receive(self, updates: Sequence[Received]) -> int:
        """Keep updates for good; how many were new. After this returns they may be confirmed to Telegram."""
        if not updates:
            return 0
        new = set(await self._database.run(lambda tx: tx.inbox.add(updates)))
        if self._working:
            self._enqueue([u for u in updates if u.id in new])
        return len(new)

    async def run(self, stop: asyncio.Event, *, drain: float = 10.0) -> None:
        """Handle updates until `stop` is set, then what is held for at most `drain` seconds more."""
        self._working = True
        await self._resume()
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(self._work()) for _ in range(self._workers)]
            marker = group.create_task(self._mark_regularly())
            await stop.wait()
            await self._drain(drain)
            self._working = False
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
            marker.cancel()
        await self._mark()
        self._forget_lanes()

    async def sweep(self) -> None:
        """Pick up what other processes have taken in; a tick calls it."""
        if self._working and len(self._held) < LANE:
            new, _ = await self._new(LANE * 10)
            self._enqueue(new)

    async def _new(self, limit: int, chat: int | None = None) -> tuple[list[Received], bool]:
        """What waits in the table, not held and not ended while it was read; whether there may be more."""
        async with self._reading:
            self._ended.clear()
            rows = await self._database.read(lambda tx: tx.inbox.waiting(limit, chat=chat))
            known = self._held | self._ended
            return [row for row in rows if row.id not in known], len(rows) == limit

    def _end(self, updates: Collection[int]) -> None:
        """Hold them no more: the table knows that they are done."""
        for id_ in updates:
            self._marks.pop(id_, None)
        self._held.difference_update(updates)
        if self._reading.locked():
            self._ended.update(updates)

    async def _resume(self) -> None:
        dialogues = await self._database.read(lambda tx: tx.dialogues.all())
        self._dialogues.restore(dialogues)
        last = -1
        while page := await self._database.read(lambda tx: tx.inbox.waiting(1000, after=last)):  # noqa: B023  runs at once
            self._enqueue(page)
            last = page[-1].id
        for lane in self._lanes.values():  # what came in meanwhile goes after what was left
            lane.updates = deque(sorted(lane.updates, key=lambda update: update.id))

    def _enqueue(self, updates: Sequence[Received]) -> None:
        for update in updates:
            if update.id in self._held:
                continue
            lane = self._lanes.get(update.chat)
            if lane is None:
                lane = self._lanes[update.chat] = _Lane(update.chat)
                self._line_up(lane, quick=update.quick)
            if lane.overflow or len(lane.updates) >= LANE:
                lane.overflow = True
                lane.left_in_table += 1
            else:
                lane.updates.append(update)
                self._held.add(update.id)

    async def _work(self) -> None:
        while True:
            _, _, lane = await self._ready.get()
            self._busy += 1
            try:
                await self._begin()
                await self._one(lane)
            except Exception:
                log.exception("the inbox is out of reach, trying again")
                asyncio.get_running_loop().call_later(1, self._line_up, lane)
            finally:
                self._busy -= 1

    def _line_up(self, lane: _Lane, *, quick: bool = False) -> None:
        """Put the lane at the end of the row; one that begins with a tap some way before it."""
        turn = next(self._turns)
        self._ready.put_nowait((turn - HEAD_START if quick else turn, turn, lane))

    async def _begin(self) -> None:
        """Wait for a turn of the loop in which no other update begins: a crowd holds up nobody who is half answered."""
        async with self._beginning:
            await asyncio.sleep(0)

    async def _one(self, lane: _Lane) -> None:
        """Handle the lane's first update and put the lane at the end of the row: no chat takes more than its share."""
        if not lane.updates:
            await self._refill(lane)
        if not lane.updates:
            del self._lanes[lane.chat]
            return
        if await self._handle(lane.updates[0]):
            lane.updates.popleft()
            lane.failures = 0
            self._line_up(lane)
        else:
            lane.failures += 1
            wait = min(LONGEST_WAIT, 2.0**lane.failures)
            asyncio.get_running_loop().call_later(wait, self._line_up, lane)

    async def _handle(self, update: Received) -> bool:
        """Whether it is done (also when it failed for good); False when it is to be tried again."""
        earlier = [id_ for id_, chat in self._marks.items() if chat == update.chat]
        work = Work(update, self._database, self._dialogues, self._clock, earlier)
        try:
            await self._handler(update, work)
            done = await work.close()
        except Postponed:
            self._dialogues.discard(update.chat)
            done = work.committed
            if not done:
                return False
        except Exception:
            self._dialogues.discard(update.chat)
            done = work.committed
            log.exception("update not handled", extra={"update_id": update.id})
        if done:
            self._end(work.done)
        else:
            self._marks[update.id] = update.chat
        return True

    async def _refill(self, lane: _Lane) -> None:
        """Fetch more of a flood that has been waiting in the table."""
        if not lane.overflow:
            return
        await self._mark()
        left = lane.left_in_table
        new, more = await self._new(LANE, lane.chat)
        self._held.update(update.id for update in new)
        lane.updates.extend(new)
        lane.overflow = more or lane.left_in_table != left

    async def _mark_regularly(self) -> None:
        while True:
            await asyncio.sleep(MARK_EVERY)
            try:
                await self._mark()
            except Exception:
                log.exception("done updates not marked, trying again")
                await asyncio.sleep(1)

    async def _mark(self) -> None:
        marks = list(self._marks)
        if marks:
            await self._database.run(lambda tx: tx.inbox.finish(marks, self._clock.now()))
            self._end(marks)

    async def _drain(self, seconds: float) -> None:
        deadline = asyncio.get_running_loop().time() + seconds
        while (self._busy or self._ready.qsize()) and asyncio.get_running_loop().time() < deadline:  # noqa: ASYNC110  two counters, no event
            await asyncio.sleep(0.02)

    def _forget_lanes(self) -> None:
        self._lanes.clear()
        self._held.clear()
        self._ready = asyncio.PriorityQueue()
