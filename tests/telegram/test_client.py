"""The client of the Bot API against the emulator's faults: what is repeated, what waits, what comes out."""

from __future__ import annotations

import asyncio
import gc
import time
import weakref

import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramNetworkError, TelegramRetryAfter, TelegramServerError
from aiogram.methods import EditMessageText, Response

from bot.emulator.server import Emulator
from bot.emulator.verbs import Town
from bot.services.pacing import Pacer, Priority
from bot.telegram import client
from bot.telegram.client import PacedBot, make_session
from bot.telegram.posting import Posting
from tests.fakes.metrics import SilentMetrics

CHAT = 1001


@pytest.fixture(scope="module")
async def place():
    emulator = Emulator("700000004:tests-of-the-client-only")
    await emulator.start()
    metrics = SilentMetrics()
    session = make_session(emulator.url, Posting(), Pacer(1000, monotonic=time.monotonic), metrics)
    async with Town(emulator.url) as town:
        await town.phone(CHAT).say("/start")
        yield town, session, metrics, emulator.token
    await session.close()
    await emulator.stop()


@pytest.fixture
async def town(place, monkeypatch):
    monkeypatch.setattr(client, "REPEATS", (0.01, 0.01))
    yield place[0]
    await place[0].heal()


@pytest.fixture
def reply(place):
    return PacedBot(place[3], place[1], Priority.REPLY)


@pytest.fixture
def notice(place):
    return PacedBot(place[3], place[1], Priority.NOTICE)


async def said(town: Town) -> int:
    return len([b for b in await town.phone(CHAT).bubbles() if not b.outgoing])


@pytest.mark.parametrize("fault", ["500", "502", "cut_before"])
async def test_a_reply_is_repeated_over_short_trouble(town, reply, fault):
    before = await said(town)
    await town.fault(fault, method="sendMessage", times=2)
    await reply.send_message(CHAT, "жауап")
    assert await said(town) == before + 1


async def test_a_reply_gives_up_after_its_repeats(town, reply):
    await town.fault("500", method="sendMessage")
    with pytest.raises(TelegramServerError):
        await reply.send_message(CHAT, "жауап")


@pytest.mark.parametrize(
    ("fault", "error"),
    [("500", TelegramServerError), ("cut_before", TelegramNetworkError), ("429", TelegramRetryAfter)],
)
async def test_a_notice_is_tried_once_and_the_outbox_decides(town, notice, fault, error):
    await town.fault(fault, method="sendMessage", times=1, retry_after=1)
    with pytest.raises(error):
        await notice.send_message(CHAT, "хабар")
    await asyncio.sleep(1.1 if fault == "429" else 0)


async def test_a_reply_waits_out_a_short_429_and_says_so(town, reply, place):
    waits = place[2].flood_waits
    waits.clear()
    await town.fault("429", method="sendMessage", times=1, retry_after=1)
    started = time.monotonic()
    await reply.send_message(CHAT, "жауап")
    assert time.monotonic() - started >= 1
    assert waits == [1]


async def test_a_long_429_is_for_the_inbox_to_wait_out(town, reply):
    await town.fault("429", method="sendMessage", times=1, retry_after=100, chat_id=1002)
    await town.phone(1002).say("/start")
    with pytest.raises(TelegramRetryAfter):
        await reply.send_message(1002, "жауап")


async def test_what_telegram_refuses_comes_out_at_once(town, reply):
    before = len(await town.calls("sendMessage"))
    with pytest.raises(TelegramBadRequest):
        await reply.send_message(CHAT, "<b>ашық қалды")
    assert len(await town.calls("sendMessage")) == before + 1


def test_the_class_that_reads_an_answer_is_not_made_anew_each_time(place):
    used = weakref.ref(Response[EditMessageText.__returning__])
    gc.collect()
    assert used() is not None
