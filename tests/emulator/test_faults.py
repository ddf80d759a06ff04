"""Telegram fails as ordered, and no other way."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import pytest
from aiogram.exceptions import (
    RestartingTelegram,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.types import BufferedInputFile

if TYPE_CHECKING:
    from tests.emulator.conftest import Scene


async def test_429_for_one_chat_as_often_as_ordered(scene: Scene):
    await scene.parent.say("/start")
    await scene.town.fault("429", chat_id=scene.chat, times=2, retry_after=7)
    for _ in range(2):
        with pytest.raises(TelegramRetryAfter) as waiting:
            await scene.bot.send_message(scene.chat, "x")
        assert waiting.value.retry_after == 7
        await scene.bot.send_message(scene.parent.person_id, "x")
    await scene.bot.send_message(scene.chat, "x")
    assert len(await scene.pupil.read()) == 1


async def test_500_for_one_method_until_cleared(scene: Scene):
    await scene.town.fault("500", method="sendMessage")
    for _ in range(3):
        with pytest.raises(TelegramServerError):
            await scene.bot.send_message(scene.chat, "x")
    await scene.bot.send_location(scene.chat, 1, 2)
    await scene.bot.get_updates()
    await scene.town.heal()
    await scene.bot.send_message(scene.chat, "x")


async def test_a_refused_file_and_a_gateway(scene: Scene):
    await scene.town.fault("400", method="sendDocument", times=1)
    with pytest.raises(TelegramBadRequest, match="wrong file identifier"):
        await scene.bot.send_document(scene.chat, BufferedInputFile(b"x", "a.txt"))
    await scene.town.fault("403", chat_id=scene.chat, times=1, description="Forbidden: user is deactivated")
    with pytest.raises(TelegramForbiddenError, match="deactivated"):
        await scene.bot.send_message(scene.chat, "x")
    await scene.town.fault("502", times=1)
    with pytest.raises(TelegramServerError, match="Bad Gateway"):
        await scene.bot.send_message(scene.chat, "x")
    assert (await scene.town.ask("GET", "faults"))["faults"] == []


async def test_a_fault_for_files_spares_texts_and_counts_down(scene: Scene):
    await scene.town.fault("file_refused", times=2)
    await scene.bot.send_message(scene.chat, "x")
    with pytest.raises(TelegramBadRequest, match="wrong file identifier"):
        await scene.bot.send_document(scene.chat, BufferedInputFile(b"x", "a.txt"))
    expected = {"kind": "file_refused", "method": "", "chat_id": None, "used": 1, "left": 1}
    assert (await scene.town.ask("GET", "faults"))["faults"] == [expected]
    revision = (await scene.pupil.view())["revision"]
    with pytest.raises(TelegramBadRequest, match="wrong file identifier"):
        await scene.bot.send_photo(scene.chat, BufferedInputFile(b"x", "a.png"))
    assert (await scene.town.ask("GET", f"changes?after={revision}&timeout=5"))["revision"] > revision
    assert (await scene.town.ask("GET", "faults"))["faults"] == []


async def test_a_restart_of_telegram(scene: Scene):
    await scene.town.fault("500", description="Internal Server Error: restart", times=1)
    with pytest.raises(RestartingTelegram):
        await scene.bot.send_message(scene.chat, "x")


async def test_a_connection_cut_before_delivers_nothing_and_after_delivers(scene: Scene):
    await scene.town.fault("cut_before", times=1)
    with pytest.raises(TelegramNetworkError):
        await scene.bot.send_message(scene.chat, "бұрын")
    await scene.town.fault("cut_after", times=1)
    with pytest.raises(TelegramNetworkError):
        await scene.bot.send_message(scene.chat, "кейін")
    assert [bubble.text for bubble in await scene.pupil.read()] == ["кейін"]


async def test_slow(scene: Scene):
    await scene.town.fault("slow", seconds=0.3, times=1)
    started = time.monotonic()
    await scene.bot.send_message(scene.chat, "x")
    assert time.monotonic() - started >= 0.3


async def test_down_ends_the_open_poll_and_everything_else(scene: Scene):
    updates = await scene.bot.get_updates()
    poll = asyncio.ensure_future(scene.bot.get_updates(offset=updates[-1].update_id + 1, timeout=30))
    await asyncio.sleep(0.1)
    await scene.town.fault("down")
    assert await poll == []
    with pytest.raises(TelegramNetworkError):
        await scene.bot.get_updates()
    with pytest.raises(TelegramNetworkError):
        await scene.bot.get_me()
    await scene.town.heal()
    await scene.bot.get_me()


async def test_unauthorized_and_conflict(scene: Scene):
    await scene.town.fault("conflict", times=1)
    await scene.bot.get_me()
    with pytest.raises(TelegramConflictError):
        await scene.bot.get_updates()
    await scene.town.fault("unauthorized", times=1)
    with pytest.raises(TelegramUnauthorizedError):
        await scene.bot.get_updates()


async def test_the_log_tells_of_failures_without_texts(scene: Scene):
    await scene.town.fault("500", times=1)
    with pytest.raises(TelegramServerError):
        await scene.bot.send_message(scene.chat, "құпия")
    await scene.bot.send_message(scene.chat, "құпия")
    failed, sent = await scene.town.calls("sendMessage")
    assert (failed["ok"], failed["error"]) == (False, "Internal Server Error")
    assert (sent["ok"], sent["chat_id"]) == (True, scene.chat)
    assert "құпия" not in str(await scene.town.calls())


@pytest.mark.parametrize(
    "order", [{"kind": "flood"}, {"kind": "429", "times": "often"}, {"kind": "slow", "seconds": -1}, {}]
)
async def test_an_order_that_makes_no_sense(order: dict[str, object], scene: Scene):
    with pytest.raises(AssertionError, match="400"):
        await scene.town.ask("POST", "faults", order)
