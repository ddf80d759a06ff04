"""Settings in, a running bot out: what talks to Telegram and to browsers is built here, on the services."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
import sys
import time
from contextlib import AsyncExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.clock import SystemClock
from bot.composition import make_services, provide
from bot.services.broadcasting import Broadcaster
from bot.services.delivery import Sender
from bot.services.ledger import Ledger
from bot.services.office import AFTERMATH_OF
from bot.services.pace import KeptPace
from bot.services.pacing import Pacer, Priority

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aiogram import Dispatcher

    from bot.parts import Services, Telegram
    from bot.services.ports.clock import Clock
    from bot.services.ports.metrics import Metrics
    from bot.settings import Settings

log = logging.getLogger(__name__)

NEW_OBJECTS = 20_000
"""How many of them may come to be before the garbage collector looks at them."""


class StartError(Exception):
    """The bot cannot start; the text says why and what to do."""


async def load_first_programme(settings: Settings, services: Services, overlays: tuple[Path, ...] = ()) -> None:
    """Load the folder of the settings into a database without events; raises `StartError` when it is wrong."""
    from bot.storage.programme_files import ProgrammeErrors, read_programme

    await services.programmes.refresh()
    if services.programmes.current.events:
        return
    today = services.clock.now().astimezone(settings.timezone).date()
    read = read_programme(settings.programme, today=today, zone=settings.timezone, overlays=overlays)
    if isinstance(read, ProgrammeErrors):
        raise StartError("\n  ".join(["The programme is wrong:", *map(str, read.problems)]))
    await services.programmes.load(read.events, whole=read.whole, schools=read.schools)
    log.info("the programme was loaded", extra={"count": len(read.events)})


def make_telegram(settings: Settings, services: Services, metrics: Metrics, stack: AsyncExitStack) -> Telegram:
    """Build it; calls nobody yet."""
    from bot.parts import Telegram
    from bot.telegram.bulk import TelegramBulk
    from bot.telegram.client import PacedBot, make_session
    from bot.telegram.dispatcher import make_dispatcher
    from bot.telegram.messenger import TelegramMessenger
    from bot.telegram.posting import Posting
    from bot.telegram.progress import ProgressMessages
    from bot.telegram.reach import Reach

    pacer = Pacer(settings.broadcast_rate, monotonic=time.monotonic)
    posting = Posting()
    stack.push_async_callback(posting.close)
    session = make_session(settings.bot_api_url, posting, pacer, metrics)
    stack.push_async_callback(session.close)
    provided = provide(services, settings.timezone)

    bulk_bot = PacedBot(settings.bot_token, session, Priority.BULK)
    bulk = TelegramBulk(bulk_bot, posting, pacer, metrics, services.translators)

    def dispatcher_for(username: str) -> Dispatcher:
        return make_dispatcher(services.dialogues, {**provided, "bulk": bulk, "bot_username": username}, metrics)

    messenger = TelegramMessenger(
        PacedBot(settings.bot_token, session, Priority.NOTICE),
        services.database,
        services.programmes,
        services.translators,
        services.clock,
        settings.timezone,
    )
    sender = Sender(
        services.database,
        messenger,
        services.clock,
        metrics,
        people=services.people,
        chats=services.chats,
        aftermath=dict.fromkeys(AFTERMATH_OF, services.office.sent),
    )
    ledger = Ledger(services.announcing, services.clock, services.people, services.chats)
    broadcaster = Broadcaster(services.database, ledger, bulk, pacer, services.people, services.chats, metrics)
    return Telegram(
        bot=PacedBot(settings.bot_token, session, Priority.REPLY),
        dispatcher_for=dispatcher_for,
        sender=sender,
        broadcaster=broadcaster,
        pace=KeptPace(services.database, pacer, services.clock),
        progress=ProgressMessages(
            PacedBot(settings.bot_token, session, Priority.NOTICE),
            services.database,
            services.programmes,
            services.translators,
            clock=services.clock,
            pacer=pacer,
        ),
        reach=Reach(services.clock),
    )


async def serve(
    settings: Settings,
    stop: asyncio.Event,
    *,
    clock: Clock | None = None,
    overlays: tuple[Path, ...] = (),
    loaded: Callable[[], None] = lambda: None,
    at_work: Callable[[], None] = lambda: None,
) -> None:
    """Serve until `stop` is set, then finish what is under way.

    `loaded` is called when all is made that the work needs, `at_work` when updates are handled.

    Raises `StartError` where the bot cannot start, `TelegramRefuses` (perhaps in a group of exceptions) where Telegram
    does not let it work.
    """
    from bot.process import Process
    from bot.storage.migrating import migrate
    from bot.storage.turn import turn
    from bot.web.metrics import PrometheusMetrics

    await migrate(settings.database_url)
    async with AsyncExitStack() as stack:
        services = make_services(settings, clock or SystemClock())
        stack.push_async_callback(services.database.close)
        stack.callback(services.answering.close)
        await load_first_programme(settings, services, overlays)
        metrics = PrometheusMetrics()
        telegram = make_telegram(settings, services, metrics, stack)
        mine = turn(settings.database_url)
        stack.push_async_callback(mine.give_back)
        process = Process(settings, services, telegram, metrics, mine)
        pages = process.make_pages()
        await pages.start()
        stack.push_async_callback(pages.stop)
        await process.run(stop, loaded, at_work)


async def run(settings: Settings) -> int:
    """Serve as a process of its own, until SIGTERM or SIGINT; its exit code, the reason of a bad one on stderr."""
    from bot.logs import configure
    from bot.process import TurnLost
    from bot.settings import kept_secret_key
    from bot.storage.revisions import OutOfReach, SchemaTooNew
    from bot.telegram.polling import Conflict, WrongToken

    settings = replace(settings, secret_key=settings.secret_key or kept_secret_key())
    configure(settings.log_level, settings.log_format, settings.secrets)
    code = 0
    try:
        await serve(settings, stop_on_signals(), loaded=keep_what_is_loaded)
    except* WrongToken as why:
        code = _tell(why, os.EX_CONFIG)
    except* (StartError, SchemaTooNew) as why:
        code = _tell(why, os.EX_DATAERR)
    except* (Conflict, OutOfReach) as why:
        code = _tell(why, os.EX_UNAVAILABLE)
    except* TurnLost as why:
        code = _tell(why, os.EX_TEMPFAIL)
    return code


def keep_what_is_loaded() -> None:
    """Take what the start has made out of the garbage collector's sight: it lives as long as the process.

    Going over aiogram's thousands of classes again and again costs a tenth of the CPU, and pauses of the loop; so does
    looking for garbage after every 700 objects, of which an update makes thousands.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, 20, 50)


def _tell(why: BaseExceptionGroup[Exception], code: int) -> int:
    """Say each reason on a line of its own."""
    for reason in why.exceptions:
        if isinstance(reason, ExceptionGroup):
            _tell(reason, code)
        else:
            sys.stderr.write(f"{reason}\n")
    return code


def stop_on_signals() -> asyncio.Event:
    """An event that the first SIGTERM or SIGINT sets; a second one ends the process at once."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def end(number: signal.Signals) -> None:
        stop.set()
        loop.remove_signal_handler(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, end, number)
    return stop
