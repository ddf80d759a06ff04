"""The queue of updates: filtered, numbered, confirmed by offset, one poller at a time; it speaks no HTTP."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.emulator import limits
from bot.emulator.errors import Json, conflict

if TYPE_CHECKING:
    from bot.emulator.clock import Clock

KINDS = (
    "message", "edited_message", "channel_post", "edited_channel_post", "inline_query", "chosen_inline_result",
    "callback_query", "shipping_query", "pre_checkout_query", "poll", "poll_answer", "my_chat_member", "chat_member",
    "chat_join_request", "message_reaction", "message_reaction_count", "chat_boost", "removed_chat_boost",
    "business_connection", "business_message", "edited_business_message", "deleted_business_messages",
    "purchased_paid_media", "managed_bot", "guest_message", "subscription", "stopped_message_generation",
)  # fmt: skip
NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}
TWO_POLLERS = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_IS_SET = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


@dataclass(frozen=True, slots=True)
class Queued:
    """An update in the queue; `born` is when, on the world's clock; `lane` keeps a chat's updates in order."""

    id: int
    body: Json
    born: int
    lane: int


@dataclass(slots=True)
class Webhook:
    """Where updates are posted; an empty url means long polling."""

    url: str = ""
    secret: str = ""
    connections: int = limits.WEBHOOK_CONNECTIONS
    ip_address: str = ""
    last_error: str = ""
    last_error_date: int = 0


@dataclass(slots=True)
class _Poll:
    broken: str = ""
    over: bool = False
    woken: asyncio.Event = field(default_factory=asyncio.Event)


class UpdateQueue:
    """Updates that wait for the bot; `changed` wakes whoever delivers them."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._queue: list[Queued] = []
        self._last_id = 100_000_000
        self._allowed: frozenset[str] | None = None
        self._poll: _Poll | None = None
        self.webhook = Webhook()
        self.changed = asyncio.Event()

    def __len__(self) -> int:
        self._expire()
        return len(self._queue)

    def put(self, kind: str, body: Json, lane: int) -> int:
        """Queue an update unless the bot does not want its kind; its id, or 0."""
        if not self._wanted(kind):
            return 0
        self._last_id += 1
        self._queue.append(Queued(self._last_id, {kind: body}, self._clock.now(), lane))
        self.changed.set()
        if self._poll is not None:
            self._poll.woken.set()
        return self._last_id

    def _wanted(self, kind: str) -> bool:
        if self._allowed is None:
            return kind not in NOT_BY_DEFAULT
        return kind in self._allowed

    def allow(self, kinds: object) -> None:
        """Remember allowed_updates: None keeps what was, an empty list is the default, unknown names are ignored."""
        if isinstance(kinds, list):
            self._allowed = frozenset(str(kind) for kind in kinds if kind in KINDS) if kinds else None

    @property
    def allowed(self) -> list[str]:
        """The kinds asked for; empty means the default."""
        return sorted(self._allowed or ())

    def waiting(self) -> list[Queued]:
        """Everything not yet confirmed, oldest first."""
        self._expire()
        return list(self._queue)

    def confirm(self, update_id: int) -> None:
        """Forget one update: the webhook took it."""
        self._queue = [queued for queued in self._queue if queued.id != update_id]

    def clear(self) -> None:
        """Forget everything, as drop_pending_updates does."""
        self._queue.clear()

    def break_poll(self, reason: str) -> None:
        """End the long poll that is open, if there is one, with a conflict."""
        if self._poll is not None:
            self._poll.broken = reason
            self._poll.woken.set()

    def wake(self) -> None:
        """End the long poll that is open with what is there, so that the bot calls anew."""
        if self._poll is not None:
            self._poll.over = True
            self._poll.woken.set()

    async def poll(self, offset: int, limit: int, wait: float) -> list[Json]:
        """getUpdates: confirm below the offset, then wait at most `wait` real seconds for updates."""
        if self.webhook.url:
            raise conflict(WEBHOOK_IS_SET)
        self.break_poll(TWO_POLLERS)
        mine = self._poll = _Poll()
        try:
            self._confirm_below(offset)
            loop = asyncio.get_running_loop()
            deadline = loop.time() + min(wait, limits.LONG_POLL)
            while not (self.waiting() or mine.broken or mine.over):
                left = deadline - loop.time()
                if left <= 0:
                    break
                mine.woken.clear()
                try:
                    await asyncio.wait_for(mine.woken.wait(), left)
                except TimeoutError:
                    break
            if mine.broken:
                raise conflict(mine.broken)
            return [{"update_id": queued.id, **queued.body} for queued in self._queue[:limit]]
        finally:
            if self._poll is mine:
                self._poll = None

    def _confirm_below(self, offset: int) -> None:
        if offset > 0:
            self._queue = [queued for queued in self._queue if queued.id >= offset]
        elif offset < 0:
            self._queue = self._queue[offset:]

    def _expire(self) -> None:
        oldest = self._clock.now() - limits.UPDATE_LIFE
        if self._queue and self._queue[0].born < oldest:
            self._queue = [queued for queued in self._queue if queued.born >= oldest]
