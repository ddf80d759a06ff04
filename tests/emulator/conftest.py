"""An emulator of each test's own, an aiogram Bot at it, and people with phones."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer

from bot.emulator.server import Emulator
from bot.emulator.verbs import Phone, Town
from tests.emulator.strict import StrictSession

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


def png(width: int = 4, height: int = 3) -> bytes:
    """A whole PNG of one colour."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.fixture
async def emulator() -> AsyncIterator[Emulator]:
    running = Emulator("123456:invented", people=(), webhook_pause=0.02)
    await running.start()
    yield running
    await running.stop()


@pytest.fixture(scope="session")
async def connections() -> AsyncIterator[StrictSession]:
    """One for all tests: closing an aiogram session takes a quarter of a second."""
    session = StrictSession()
    yield session
    await session.close()


@pytest.fixture
async def bot(emulator: Emulator, connections: StrictSession) -> Bot:
    connections.api = TelegramAPIServer.from_base(emulator.url)
    return Bot(emulator.token, session=connections)


@pytest.fixture
async def town(emulator: Emulator) -> AsyncIterator[Town]:
    async with Town(emulator.url) as outside:
        yield outside


@dataclass
class Scene:
    """A pupil who started the bot, her parent who did not, and a group where the bot is administrator."""

    emulator: Emulator
    bot: Bot
    town: Town
    pupil: Phone
    parent: Phone
    group: int

    @property
    def chat(self) -> int:
        return self.pupil.person_id


@pytest.fixture
async def scene(emulator: Emulator, bot: Bot, town: Town) -> Scene:
    pupil = await town.add_person("Айгерім", language_code="kk", username="aigerim")
    parent = await town.add_person("Ольга", language_code="ru")
    await pupil.say("/start")
    members = [pupil.person_id, parent.person_id]
    group = await town.add_group("9 А", members, kind="supergroup", admin=True, is_forum=True)
    return Scene(emulator, bot, town, pupil, parent, group)
