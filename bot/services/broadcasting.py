"""The broadcaster: writes recipients down, claims what the pacer grants soon, sends, fixes and recalls; makes no words.

One transaction writes what has ended and claims what goes next, so a row says `sending` before Telegram is called. The
state of an announcement is read at each claim: who pauses or stops it, from wherever, is heeded at once.
"""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain.deliveries import Dead, Moved, Refused, SendOutcome, Sent, TryAgain
from bot.services.jobs import Cursor, Ended, Job, Look, Verb
from bot.services.ledger import UNREACHED, WRONG
from bot.services.pacing import Priority

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.announcements import Announcement
    from bot.domain.language import ChatLanguage
    from bot.services.chats import ChatDirectory
    from bot.services.jobs import Claims
    from bot.services.ledger import Ledger
    from bot.services.pacing import Pacer
    from bot.services.people import Directory
    from bot.services.ports.bulk import Bulk
    from bot.services.ports.database import Database
    from bot.services.ports.metrics import Metrics

log = logging.getLogger(__name__)

HORIZON = 0.05
"""Seconds between claims."""
AHEAD = 2 * HORIZON
"""Seconds that a claim looks ahead: what is claimed goes out soon, though the next claim may be late."""
IDLE = 1.0
"""Seconds between looks while what is left is not due."""
MOST_AT_ONCE = 100
SPARE = 2
"""Sends beyond what rate and latency ask for, so that one slow answer does not hold up the rest."""
WRONG_IN_A_ROW = 3
"""So many chats, one after the other, that were refused what is said: it is the content."""
LONGEST_HOLD = 30.0
"""Seconds between attempts while nothing can be reached."""
MOST_REPEATS = 5
"""Attempts at changing or deleting a message, which may be repeated harmlessly."""


class Broadcaster:
    """Runs announcements; one is at work for a token, that of the process which has the turn."""

    def __init__(  # noqa: PLR0917  built in one place
        self,
        database: Database,
        ledger: Ledger,
        bulk: Bulk,
        pacer: Pacer,
        people: Directory,
        chats: ChatDirectory,
        metrics: Metrics,
    ) -> None:
        self._database = database
        self._ledger = ledger
        self._bulk = bulk
        self._pacer = pacer
        self._people = people
        self._chats = chats
        self._metrics = metrics
        self._bell = asyncio.Event()
        self._ended: list[Ended] = []
        self._under_way: Counter[int] = Counter()
        self._contents: dict[int, Announcement] = {}
        self._cursors: dict[int, Cursor] = {}
        self._turns = 0
        self._served: dict[int, int] = {}
        self._resting: dict[int, datetime] = {}
        self._wrong: Counter[tuple[int, ChatLanguage]] = Counter()
        self._refusals: dict[int, str] = {}
        self._refused_now: set[int] = set()
        self._said: dict[int, str] = {}
        self._latency = 0.1
        self._hold = 0.0
        self._held_until = 0.0
        self._unsure = False

    def wake(self) -> None:
        """Look for work now; a tick calls it too."""
        self._bell.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set; what is under way then is finished and written."""
        await self._recover()
        async with asyncio.TaskGroup() as sends:
            while not stop.is_set():
                self._bell.clear()
                try:
                    wait = await self._turn(sends)
                except Exception:
                    log.exception("announcements wait: their tables are out of reach")
                    self._metrics.error("announcements")
                    self._unsure = True
                    wait = 1.0
                with suppress(TimeoutError):
                    async with asyncio.timeout(wait):
                        await self._bell.wait()
        await self._write_the_last()

    async def _recover(self) -> None:
        found = await self._database.run(lambda tx: tx.announcements.recover())
        if found:
            log.warning("announcements were under way at the last end", extra={"count": found})

    async def _turn(self, sends: asyncio.TaskGroup) -> float | None:
        """Write what has ended and start what is claimed; for how long there is nothing more to do."""
        if not self._ended and not self._under_way.total():
            await self._make_sure()
            if await self._database.read(self._ledger.is_idle):
                self._forget()
                return None
        ended, look = tuple(self._ended), self._look()
        claims = await self._database.run(lambda tx: self._ledger.turn(tx, ended, look))
        del self._ended[: len(ended)]
        self._refused_now.difference_update(look.refused_now)
        self._take(claims)
        for job in claims.jobs:
            sends.create_task(self._work(job, self._contents[job.recipient.announcement]))
        await self._heed(ended)
        if claims.preparing:
            return 0
        if self._under_way.total():
            return HORIZON
        return IDLE if look.room > 0 else min(max(self._not_before(), HORIZON), IDLE)

    async def _make_sure(self) -> None:
        """A claim that failed may have been written all the same; with nothing under way it is known to be unsent."""
        if self._unsure:
            await self._database.run(lambda tx: tx.announcements.recover(unsent=True))
            self._resting = {}
            self._unsure = False

    def _not_before(self) -> float:
        """Seconds until anything may go."""
        return max(self._pacer.ready_in(None, Priority.BULK), self._held_until - time.monotonic())

    def _look(self) -> Look:
        under_way = +self._under_way
        for end in self._ended:
            under_way[end.job.recipient.announcement] -= 1
        room = self._window() - under_way.total()
        if self._unsure or time.monotonic() < self._held_until:
            room = 0
        return Look(
            room=min(room, self._pacer.granted(AHEAD)),
            under_way=under_way,
            cursors=dict(self._cursors),
            served=dict(self._served),
            resting=self._resting,
            contents={number: content.revision for number, content in self._contents.items()},
            refusals=dict(self._refusals),
            refused_now=frozenset(self._refused_now),
            said=dict(self._said),
        )

    def _window(self) -> int:
        return min(MOST_AT_ONCE, math.ceil(self._pacer.bulk_rate * self._latency) + SPARE)

    def _take(self, claims: Claims) -> None:
        self._contents |= claims.contents
        self._cursors |= claims.cursors
        self._turns += 1
        self._served |= dict.fromkeys(claims.served, self._turns)
        self._resting = claims.resting
        for number in claims.sending & self._refusals.keys() - self._refused_now:
            # It was resumed: what is refused now counts anew.
            del self._refusals[number]
        for job in claims.jobs:
            self._under_way[job.recipient.announcement] += 1

    async def _heed(self, ended: tuple[Ended, ...]) -> None:
        """What is held in memory follows what was written."""
        moved = False
        for end in ended:
            self._under_way[end.job.recipient.announcement] -= 1
            if end.outcome is not None:
                self._metrics.delivered(type(end.outcome).__name__.lower())
            if isinstance(end.outcome, Dead):
                self._people.forget(end.job.recipient.chat)
            moved = (
                moved
                or isinstance(end.outcome, Moved)
                or (isinstance(end.outcome, Dead) and end.job.recipient.chat < 0)
            )
        if moved:
            await self._chats.refresh()

    def _forget(self) -> None:
        self._contents.clear()
        self._cursors.clear()
        self._served.clear()
        self._resting = {}
        self._wrong.clear()
        self._said.clear()
        self._under_way.clear()

    async def _work(self, job: Job, announcement: Announcement) -> None:
        """Do one job; whatever happens, it ends."""
        end = Ended(job, None, announcement.policy)
        try:
            wait = self._pacer.ready_in(job.recipient.chat, Priority.BULK)
            if job.verb is Verb.SEND and wait > 1:
                # A group that may get no more for a while must not hold the others up.
                end = Ended(job, None, announcement.policy, timedelta(seconds=wait))
            else:
                end = Ended(job, await self._do(job, announcement), announcement.policy)
        except Exception:
            log.exception("an announcement met a bug")
            self._metrics.error("announcement")
        finally:
            self._ended.append(end)
            if len(self._ended) * 2 >= self._window():
                self._bell.set()

    async def _do(self, job: Job, announcement: Announcement) -> SendOutcome:
        act = {Verb.SEND: self._bulk.send, Verb.CHANGE: self._bulk.change, Verb.DELETE: self._bulk.delete}[job.verb]
        for attempt in range(MOST_REPEATS):
            await self._pacer.turn(job.recipient.chat, Priority.BULK)
            began = time.monotonic()
            outcome = await act(announcement, job.recipient)
            self._latency += (time.monotonic() - began - self._latency) / 20
            self._watch(job, outcome)
            if job.verb is Verb.SEND or not isinstance(outcome, TryAgain):
                return outcome
            await asyncio.sleep(max(2.0**attempt, outcome.after.total_seconds() if outcome.after else 0))
        return outcome

    def _watch(self, job: Job, outcome: SendOutcome) -> None:
        """Learn from how it went what concerns all the others."""
        if isinstance(outcome, TryAgain) and outcome.cause in UNREACHED:
            if (now := time.monotonic()) >= self._held_until:
                # Those that failed together are one failure.
                self._hold = min(LONGEST_HOLD, self._hold * 2 or 1.0)
                self._held_until = now + self._hold
            return
        self._hold = 0.0
        if job.verb is not Verb.SEND:
            return
        announcement, key = job.recipient.announcement, (job.recipient.announcement, job.recipient.language)
        if isinstance(outcome, Sent):
            self._wrong.pop(key, None)
        elif isinstance(outcome, Refused) and outcome.cause in WRONG:
            self._said[announcement] = outcome.said or outcome.cause
            self._wrong[key] += 1
            if self._wrong[key] == WRONG_IN_A_ROW:
                del self._wrong[key]
                self._refusals[announcement] = self._said[announcement]
                self._refused_now.add(announcement)
                self._bell.set()

    async def _write_the_last(self) -> None:
        """Write how it went, however long the database is away: what was said must not be said again."""
        ended, refusals = tuple(self._ended), dict(self._refusals)
        while ended:
            try:
                await self._database.run(lambda tx: self._ledger.write(tx, ended, refusals))
            except Exception:
                log.exception("outcomes of announcements not written, trying again")
                await asyncio.sleep(1)
            else:
                return
