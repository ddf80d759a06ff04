"""One running process: stands by until the turn is its own, works until it is stopped; builds no service."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.domain.deliveries import DeliveryState
from bot.scheduling import Scheduling, Tick
from bot.services.inbox import Inbox
from bot.storage.migrating import schema_state
from bot.storage.revisions import SchemaState
from bot.telegram import arrival
from bot.telegram.commands import present
from bot.telegram.intake import Intake, kind_of, received
from bot.telegram.polling import Poller
from bot.web import looks
from bot.web.health import HealthPage
from bot.web.pulse import Pulse
from bot.web.server import HEALTH, METRICS, READY, WebServer
from bot.web.webhook import WebhookPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiohttp.typedefs import Handler

    from bot.parts import Services, Telegram
    from bot.services.ports.database import Turn
    from bot.settings import Settings
    from bot.web.metrics import PrometheusMetrics

log = logging.getLogger(__name__)

MEMORY_OF_UPDATES = timedelta(hours=48)
"""How long the id of a handled update is kept, to know it when Telegram sends it again."""


class TurnLost(Exception):  # noqa: N818  no bug: the process ends, to be started again
    """Another process may be working for the database by now."""


class Process:
    """One running process: it takes updates in at once, stands by until the turn is its own, then works."""

    def __init__(
        self, settings: Settings, services: Services, telegram: Telegram, metrics: PrometheusMetrics, turn: Turn
    ) -> None:
        self._settings = settings
        self._services = services
        self._telegram = telegram
        self._metrics = metrics
        self._turn = turn
        self._intake = Intake(telegram.bot, services.clock, metrics)
        self._inbox = Inbox(services.database, services.dialogues, services.clock, self._intake)
        self._sender = telegram.sender
        self._broadcaster = telegram.broadcaster
        self._pulse = Pulse(metrics)
        self._stands_by = False
        self._at_work = False
        self._turn_lost = False

    async def receive(self, updates: list[dict[str, Any]]) -> None:
        """Keep updates for good, from either way in; after this they may be confirmed."""
        now = self._services.clock.now()
        await self._inbox.receive([received(update, now) for update in updates])
        for update in updates:
            self._metrics.received(kind_of(update))

    def make_pages(self) -> WebServer:
        """The pages for operators, and Telegram's webhook where one is set."""
        settings, reach = self._settings, self._telegram.reach
        alive = {"loop": looks.loop_alive(self._pulse), "telegram": looks.telegram_reachable(reach)}
        ready = {
            "database": looks.database_answers(self._probe),
            "schema": looks.schema_at_head(self._schema, SchemaState.CURRENT),
            "turn": looks.turn(lambda: self._at_work),
            "telegram": looks.telegram_heard(reach, self._services.clock, polls=lambda: not self._stands_by),
        }
        calls: dict[str, Handler] = {}
        if hook := settings.webhook:
            calls[hook.path] = WebhookPage(hook.secret, self.receive).call
            ready["telegram"] = looks.telegram_reachable(reach)
        pages: dict[str, Handler] = {
            HEALTH: HealthPage(alive).page,
            READY: HealthPage(ready).page,
            METRICS: self._metrics.page,
        }
        return WebServer(settings.http_host, settings.http_port, pages, calls)

    async def run(self, stop: asyncio.Event, loaded: Callable[[], None], at_work: Callable[[], None]) -> None:
        """Wait for Telegram and for the turn, then work, until `stop` is set.

        `loaded` is called where everything is made that the work needs but for the turn, `at_work` before the work.
        """
        ended = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._pulse.run(ended))
            if await self._has_begun(stop, loaded):
                at_work()
                await self._work(stop)
            ended.set()

    async def _has_begun(self, stop: asyncio.Event, loaded: Callable[[], None]) -> bool:
        """False when `stop` came first."""
        async with asyncio.TaskGroup() as group:
            beginning = group.create_task(self._begin(loaded))
            stopping = group.create_task(stop.wait())
            await asyncio.wait({beginning, stopping}, return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()
            beginning.cancel()
        return not beginning.cancelled()

    async def _begin(self, loaded: Callable[[], None]) -> None:
        bot, reach = self._telegram.bot, self._telegram.reach
        # What takes long comes before the turn: whoever takes over answers at once.
        me = await arrival.introduce(bot, reach)
        self._intake.dispatcher = self._telegram.dispatcher_for(me.username or "")
        loaded()
        self._stands_by = True
        await self._turn.take()
        self._stands_by = False
        if hook := self._settings.webhook:
            await arrival.expect_calls(bot, reach, hook.url, hook.secret, self._intake.allowed)
        else:
            await arrival.expect_polling(bot, reach)
        await self._services.refresh()
        await self._services.chats.refresh()
        await self._services.staffing.refresh()
        await self._services.office.refresh()
        await self._telegram.pace.restore()

    async def _work(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set; updates in memory are finished first, then deliveries under way."""
        handled = asyncio.Event()
        self._at_work = True
        async with asyncio.TaskGroup() as group:
            group.create_task(self._sender.run(handled))
            group.create_task(self._broadcaster.run(handled))
            group.create_task(self._scheduling(stop).run(handled))
            handling = group.create_task(self._inbox.run(stop))
            owners = self._services.staffing.owners
            presenting = group.create_task(present(self._telegram.bot, self._services.translators, owners))
            if not self._settings.webhook:
                group.create_task(self._poller().run(stop))
            log.info("the bot is at work")
            await handling
            presenting.cancel()
            handled.set()
            self._sender.wake()
            self._broadcaster.wake()
        self._at_work = False
        try:
            await self._services.questions.write()
        except Exception:
            log.exception("the last questions are not kept")
        log.info("everything under way is finished")
        if self._turn_lost:
            raise TurnLost

    def _poller(self) -> Poller:
        return Poller(
            self._settings.bot_api_url,
            self._settings.bot_token,
            self._intake.allowed,
            self.receive,
            self._telegram.reach,
        )

    def _scheduling(self, stop: asyncio.Event) -> Scheduling:
        async def look_at_outbox() -> None:
            self._sender.wake()

        async def look_at_announcements() -> None:
            self._broadcaster.wake()

        async def keep_turn() -> None:
            if not await self._turn.still_held():
                log.critical("the turn is lost: the database was out of reach")
                self._turn_lost = True
                stop.set()

        return Scheduling(
            (
                Tick("outbox", 1, look_at_outbox),
                Tick("announcements", 1, look_at_announcements),
                Tick("progress", 5, self._telegram.progress.look),
                Tick("plans", 10, self._fire_plans),
                Tick("memory", 2, self._services.refresh),
                Tick("inbox", 2, self._inbox.sweep),
                Tick("turn", 2, keep_turn),
                Tick("questions", 1, self._services.questions.write),
                Tick("registrations", 5, self._move_registrations),
                Tick("handovers", 10, self._services.office.remind),
                Tick("pace", 10, self._telegram.pace.keep),
                Tick("measures", 10, self._measure),
                Tick("past registrations", 3600, self._forget_registrations),
                Tick("done updates", 3600, self._forget_updates),
                Tick("old handovers", 3600, self._services.office.forget),
                Tick("old questions", 3600, self._services.questions.forget),
            )
        )

    async def _move_registrations(self) -> None:
        database = self._services.database
        await self._services.cancelling.end(database)
        if await self._services.seating.keep_moving(database) + await self._services.reminding.due(database):
            self._sender.wake()

    async def _forget_registrations(self) -> None:
        await self._services.erasing.forget_past(self._services.database)

    async def _fire_plans(self) -> None:
        await self._services.planning.due(self._services.database)

    async def _forget_updates(self) -> None:
        before = self._services.clock.now() - MEMORY_OF_UPDATES
        await self._services.database.run(lambda tx: tx.inbox.forget(before))

    async def _schema(self) -> str:
        return await schema_state(self._settings.database_url)

    async def _probe(self) -> object:
        return await self._services.database.read(lambda tx: tx.programme.version())

    async def _measure(self) -> None:
        waiting, deliveries = await self._services.database.read(lambda tx: (tx.inbox.depth(), tx.outbox.counts()))
        self._metrics.waiting(waiting)
        self._metrics.queued(deliveries.get(DeliveryState.PENDING, 0))
