"""Nothing that Telegram handed over is lost: kill -9, SIGTERM, outages, refusals, floods, with the real process."""

from __future__ import annotations

import asyncio
import json
import random
import sqlite3
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.emulator.verbs import Town

if TYPE_CHECKING:
    from bot.emulator.server import Emulator
    from tests.e2e.process import BotProcess

pytestmark = pytest.mark.e2e

PEOPLE = 30
EACH = 10
SLOW = 0.05
"""Seconds that the emulator takes for an answer, so that a kill meets updates in work."""


async def write(town: Town, texts: int = EACH, people: int = PEOPLE) -> list[int]:
    """So many people write so often; their ids."""
    phones = [await town.add_person(f"Оқушы {n}", language_code="kk") for n in range(people)]
    for number in range(texts):
        for phone in phones:
            await phone.say("/language" if number % 2 else "/events")
    return [phone.person_id for phone in phones]


async def answers(town: Town, people: list[int]) -> Counter[int]:
    """How many messages each person has got."""
    bubbles = {person: await town.phone(person).bubbles() for person in people}
    return Counter({person: sum(not b.outgoing for b in found) for person, found in bubbles.items()})


async def answered(town: Town) -> int:
    return len([call for call in await town.calls("sendMessage") if call["ok"]])


async def killed_in_the_middle(emulator: Emulator, bot: BotProcess, town: Town) -> tuple[list[int], int]:
    """300 updates, kill -9 when some are answered, start again, wait for the rest: people, answers at the kill."""
    people = await write(town)
    await town.fault("slow", method="sendMessage", seconds=SLOW)
    await bot.start(ready=False)
    async with asyncio.timeout(60):
        while await answered(town) < 40:
            await asyncio.sleep(0.005)
    await bot.kill()
    at_the_kill = await answered(town)
    await town.heal()
    bot.command = [sys.executable, "-m", "bot", "run"]
    await bot.start()
    await bot.at_rest(town)
    return people, at_the_kill


async def test_kill_9_with_300_updates_in_work_loses_none(own):
    emulator, bot = own()
    async with Town(emulator.url) as town:
        people, at_the_kill = await killed_in_the_middle(emulator, bot, town)
        got = await answers(town, people)
    assert 40 <= at_the_kill < PEOPLE * EACH, "the kill met no updates in work"
    assert [person for person in people if got[person] < EACH] == []
    repeated = sum(got.values()) - PEOPLE * EACH
    assert repeated <= 60, "only answers that were not yet marked may be said again"


async def test_a_bot_that_confirms_first_loses_some(own):
    """The test above has teeth: the same kill, with a poller that confirms before it keeps."""
    emulator, bot = own()
    bot.command = [sys.executable, str(Path(__file__).with_name("confirms_first.py"))]
    async with Town(emulator.url) as town:
        people, _ = await killed_in_the_middle(emulator, bot, town)
        got = await answers(town, people)
    assert sum(max(0, EACH - got[person]) for person in people) > 0


async def test_effects_of_killed_updates_stand_once(own):
    """People follow an event by a tap while the bot is killed: one row each, whatever was repeated."""
    emulator, bot = own()
    async with Town(emulator.url) as town:
        await bot.start()
        phones = [await town.add_person(f"Оқушы {n}", language_code="kk") for n in range(20)]
        for phone in phones:
            await phone.open("event_mamandyqfest")
        await town.settle()
        for phone in phones:
            await phone.press("Қазақша")
        cards = [await phone.last() for phone in phones]
        taps = [
            asyncio.create_task(phone.forge(card.message_id, "follow:mamandyqfest"))
            for phone, card in zip(phones, cards, strict=True)
        ]
        await asyncio.sleep(0.03)
        await bot.kill()
        await bot.start()
        await asyncio.gather(*taps, return_exceptions=True)
        await bot.at_rest(town)
    with sqlite3.connect(bot.folder / "bot.db") as database:
        rows = database.execute("select person, event from follows").fetchall()
    assert sorted(rows) == sorted((phone.person_id, "mamandyqfest") for phone in phones)


async def test_sigterm_finishes_what_is_in_work_and_ends_well(own):
    emulator, bot = own()
    async with Town(emulator.url) as town:
        people = await write(town, texts=3, people=10)
        await bot.start(ready=False)
        async with asyncio.timeout(60):
            while await answered(town) < 3:
                await asyncio.sleep(0.005)
        assert await bot.stop() == 0, bot.log
        await bot.start()
        await bot.at_rest(town)
        got = await answers(town, people)
    assert got == dict.fromkeys(people, 3)


async def test_an_outage_of_telegram_is_waited_out_and_told(own):
    emulator, bot = own()
    async with Town(emulator.url) as town:
        await town.fault("down")
        await bot.start(ready=False)
        async with asyncio.timeout(60):
            while (page := await bot.page("healthz"))[0] == 0 or not page[1]["wrong"]:
                await asyncio.sleep(0.1)
        assert "telegram" in page[1]["wrong"][0]
        assert (await bot.page("readyz"))[0] == 503
        await town.heal()
        await bot.until_ready()
        phone = await town.add_person("Оқушы", language_code="kk")
        await phone.say("/start")
        await phone.expect("Тілді таңдаңыз")
        await town.fault("down")
        await phone.say("/help")
        await asyncio.sleep(3)
        await town.heal()
        await phone.expect("/events", timeout=90)


async def test_a_wrong_token_ends_the_process_with_a_word(own):
    _, bot = own(BOT_TOKEN="700000003:not-the-emulators-token-at-all")
    await bot.start(ready=False)
    assert await bot.wait() == 78
    assert "BOT_TOKEN" in bot.log
    assert "Traceback" not in bot.log
    assert "not-the-emulators-token" not in bot.log


async def test_a_second_bot_with_the_token_ends_the_process_with_a_word(own):
    emulator, bot = own()
    async with Town(emulator.url) as town:
        await bot.start()
        await town.fault("conflict", method="getUpdates")
        assert await bot.wait() == 69
    assert "another program" in bot.log
    assert "Traceback" not in bot.log


async def test_a_flood_of_one_person_slows_nobody_else(own):
    emulator, bot = own()
    async with Town(emulator.url) as town:
        await bot.start()
        await flood(town, bot)


async def flood(town: Town, bot: BotProcess) -> None:
    flooder = await town.add_person("Асыққан", language_code="kk")
    other = await town.add_person("Сабырлы", language_code="kk")
    await other.say("/start")
    await other.expect("Тілді таңдаңыз")
    await flooder.say("/start")
    await flooder.expect("Тілді таңдаңыз")
    raw = {
        "message": {
            "message_id": 10_000,
            "date": await town.now(),
            "chat": {"id": flooder.person_id, "type": "private", "first_name": "Асыққан"},
            "from": {"id": flooder.person_id, "is_bot": False, "first_name": "Асыққан"},
            "text": "/help",
            "entities": [{"type": "bot_command", "offset": 0, "length": 5}],
        }
    }
    await asyncio.gather(*(town.update(raw) for _ in range(1000)))
    started = asyncio.get_running_loop().time()
    await other.say("/help")
    await other.expect("/events", timeout=5)
    assert asyncio.get_running_loop().time() - started < 5
    assert not [line for line in bot.log.splitlines() if json.loads(line)["level"] == "error"]


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10))
async def test_kills_at_random_moments_lose_nothing(own, seed):
    """Ten times three kills, wherever they fall; `make long`."""
    emulator, bot = own()
    moments = random.Random(seed)
    async with Town(emulator.url) as town:
        people = await write(town)
        await town.fault("slow", method="sendMessage", seconds=SLOW)
        for _ in range(3):
            await bot.start(ready=False)
            before = await answered(town)
            enough = before + moments.randrange(1, 60)
            async with asyncio.timeout(60):
                while await answered(town) < enough and (before == 0 or bot.waiting()):
                    await asyncio.sleep(moments.random() / 100)
            await bot.kill()
        await town.heal()
        await bot.start()
        await bot.at_rest(town)
        got = await answers(town, people)
    assert [person for person in people if got[person] < EACH] == []
