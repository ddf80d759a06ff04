"""One emulator and one bot process for the user stories; tests that kill a process start their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.emulator.server import Emulator
from bot.emulator.verbs import Town
from tests.e2e.process import BotProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

OWNER = 1004
"""Сәуле of the emulator's town, an owner by the settings of these tests."""


@pytest.fixture(scope="session")
async def emulator() -> AsyncIterator[Emulator]:
    """The emulator of the stories."""
    emulator = Emulator("700000001:end-to-end-tests-only")
    await emulator.start()
    yield emulator
    await emulator.stop()


@pytest.fixture(scope="session")
async def bot(emulator: Emulator, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BotProcess]:
    """The bot of the stories."""
    folder = tmp_path_factory.mktemp("bot")
    process = BotProcess(folder, emulator.token, emulator.url, OWNER_IDS=str(OWNER))
    await process.start()
    yield process
    assert await process.stop() == 0, process.log


@pytest.fixture
async def town(emulator: Emulator, bot: BotProcess) -> AsyncIterator[Town]:
    """The town from outside, its bot at work."""
    async with Town(emulator.url) as town:
        yield town


@pytest.fixture
async def own(tmp_path: Path) -> AsyncIterator[Callable[..., tuple[Emulator, BotProcess]]]:
    """Makes an emulator and a bot of this test alone, which it may kill; the bot is not started."""
    emulator = Emulator("700000002:end-to-end-tests-only")
    await emulator.start()
    made: list[BotProcess] = []

    def make(**settings: str) -> tuple[Emulator, BotProcess]:
        process = BotProcess(tmp_path, emulator.token, emulator.url, **settings)
        made.append(process)
        return emulator, process

    yield make
    for process in made:
        await process.kill()
    await emulator.stop()
