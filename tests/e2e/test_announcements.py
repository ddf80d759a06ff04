"""Announcements by the real process: accounting to the unit, kills, stops, and who cannot be reached."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from bot.emulator.chats import Person
from bot.emulator.verbs import Town

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.emulator.server import Emulator
    from tests.e2e.process import BotProcess

PATIENCE = 120.0
KK, RU = "Сәлем, <b>бәріңізге</b>!", "Привет, <b>всем</b>!"


async def announce(bot: BotProcess, *more: str, audience: str = "role:pupil") -> int:
    (bot.folder / "kk.txt").write_text(KK, encoding="utf-8")
    (bot.folder / "ru.txt").write_text(RU, encoding="utf-8")
    code, printed = await bot.run("announce", "--kk", "kk.txt", "--ru", "ru.txt", "--audience", audience, *more)
    assert code == 0, printed
    return int(printed)


async def status(bot: BotProcess, number: int) -> dict[str, Any]:
    code, printed = await bot.run("announce", "--status", str(number))
    assert code == 0, printed
    told: dict[str, Any] = json.loads(printed)
    return told


def standing(bot: BotProcess, number: int) -> Counter[str]:
    """States of recipients, read beside the bot."""
    rows = bot.rows("select state, count(*) from recipients where announcement = ? group by state", number)
    return Counter(dict(rows))


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not condition():
            await asyncio.sleep(0.1)


async def ended(bot: BotProcess, number: int, state: str = "done") -> dict[str, Any]:
    await until(lambda: bot.rows("select state from announcements where id = ?", number) == [(state,)])
    return await status(bot, number)


async def populated(bot: BotProcess, emulator: Emulator, people: int) -> list[int]:
    """People who have started the bot, as the bot's tables and the town know them."""
    code, printed = await bot.run("migrate")
    assert code == 0, printed
    ids = list(range(5000, 5000 + people))
    for person in ids:
        emulator.world.add_person(Person(person, f"Оқушы {person}"))
        emulator.world.chats[person].started = True
    with closing(sqlite3.connect(bot.folder / "bot.db")) as database, database:
        rows = [(person, "ru" if person % 2 else "kk", "pupil", False) for person in ids]
        database.executemany("insert into people (id, language, role, blocked) values (?, ?, ?, ?)", rows)
    return ids


def heard(emulator: Emulator, people: list[int]) -> Counter[int]:
    """How often each person has got the announcement, who got it at all."""
    found: Counter[int] = Counter()
    for person in people:
        texts = [message.data.get("text", "") for message in emulator.world.chats[person].messages.values()]
        found[person] = sum(text in {"Сәлем, бәріңізге!", "Привет, всем!"} for text in texts)
    return +found


async def test_everybody_gets_it_once_in_their_language(own):
    emulator, bot = own(BROADCAST_RATE="300")
    people = await populated(bot, emulator, 200)
    await bot.start()
    number = await announce(bot)
    told = await ended(bot, number)
    assert heard(emulator, people) == Counter(people)
    assert (told["state"], told["total"], told["sent"], told["pending"]) == ("done", 200, 200, 0)
    assert told["languages"] == {"kk": {"sent": 100}, "ru": {"sent": 100}}
    kk, ru = (next(iter(emulator.world.chats[person].messages.values())).data["text"] for person in (5000, 5001))
    assert (kk, ru) == ("Сәлем, бәріңізге!", "Привет, всем!")

    again = await announce(bot, audience="role:pupil,lang:ru")
    assert (await ended(bot, again))["sent"] == 100

    code, _ = await bot.run("announce", "--recall", str(number))
    assert code == 0
    told = await ended(bot, number, "recalled")
    assert (told["recalled"], told["sent"]) == (200, 0)
    assert heard(emulator, people) == Counter(person for person in people if person % 2)


async def test_a_small_one_ends_before_a_big_one_that_began_first(own):
    emulator, bot = own(BROADCAST_RATE="100")
    people = await populated(bot, emulator, 300)
    teachers = people[-10:]
    with closing(sqlite3.connect(bot.folder / "bot.db")) as database, database:
        database.execute("update people set role = 'teacher' where id >= ?", (teachers[0],))
    # Not for all: the class chat of the town meets the bot as it starts, before or after the big one is made out.
    big, small = await announce(bot), await announce(bot, audience="role:teacher")
    await bot.start()
    assert [(await ended(bot, number))["sent"] for number in (big, small)] == [290, 10]
    assert bot.rows("select id from announcements order by ended_at") == [(small,), (big,)]
    assert heard(emulator, people) == Counter(people)


@pytest.mark.parametrize("policy", ["skip", "resend"])
async def test_a_kill_half_way_loses_nobody(own, policy):
    emulator, bot = own(BROADCAST_RATE="60")
    people = await populated(bot, emulator, 200)
    await bot.start()
    number = await announce(bot, "--policy", policy)
    await until(lambda: len(heard(emulator, people)) >= 60)
    await bot.kill()
    reached = len(heard(emulator, people))
    assert reached < 190, "the kill came too late to show anything"
    await bot.start()
    told = await ended(bot, number)
    got = heard(emulator, people)
    # What was under way at the kill: by no means more than a window.
    assert told["sent"] + told["unknown"] == told["total"] == 200
    if policy == "skip":
        assert set(got.values()) == {1}
        assert told["unknown"] <= 15
        assert 200 - len(got) <= told["unknown"]
    else:
        assert told["unknown"] == 0
        assert set(got) == set(people)
        assert got.total() - 200 <= 15


async def test_a_stop_half_way_loses_and_repeats_nothing(own):
    emulator, bot = own(BROADCAST_RATE="100")
    people = await populated(bot, emulator, 200)
    await bot.start()
    number = await announce(bot)
    await until(lambda: len(heard(emulator, people)) >= 50)
    assert await bot.stop() == 0
    assert not {"sending", "unknown"} & set(standing(bot, number))
    assert standing(bot, number)["sent"] == len(heard(emulator, people)) < 200
    await bot.start()
    assert (await ended(bot, number))["sent"] == 200
    assert heard(emulator, people) == Counter(people)


async def test_pause_resume_and_cancel_are_heeded_at_once(own):
    emulator, bot = own(BROADCAST_RATE="10")
    people = await populated(bot, emulator, 900)
    await bot.start()
    number = await announce(bot)
    await until(lambda: len(heard(emulator, people)) >= 5)
    assert (await bot.run("announce", "--pause", str(number)))[0] == 0
    await until(lambda: not standing(bot, number)["sending"])
    paused = len(heard(emulator, people))
    await asyncio.sleep(1)
    assert len(heard(emulator, people)) == paused < 900
    assert (await bot.run("announce", "--resume", str(number)))[0] == 0
    await until(lambda: len(heard(emulator, people)) >= paused + 5)
    code, printed = await bot.run("announce", "--cancel", str(number))
    assert code == 0
    assert json.loads(printed)["state"] == "stopped"
    await until(lambda: not standing(bot, number)["sending"])
    stopped = heard(emulator, people)
    await asyncio.sleep(1)
    assert heard(emulator, people) == stopped
    told = await status(bot, number)
    assert (told["sent"], told["pending"]) == (len(stopped), 900 - len(stopped))
    assert (await bot.run("announce", "--resume", str(number)))[0] != 0


async def test_the_sum_is_exact_whatever_happens(own):
    emulator, bot = own(BROADCAST_RATE="500")
    people = await populated(bot, emulator, 200)
    for person in people[::10]:
        emulator.world.chats[person].blocked = True
    await bot.start()
    async with Town(emulator.url) as town:
        owner = await town.add_person("Ұстаз")
        group = await town.add_group("9 Б", [owner.person_id])
        kicked = await town.add_group("9 В", [owner.person_id])
        await bot.at_rest(town)
        new = await town.migrate(group)
        with closing(sqlite3.connect(bot.folder / "bot.db")) as database, database:
            # Nobody has told the bot: it is to learn it as it writes.
            database.execute("delete from inbox")
        await town.bot_in(kicked, "kicked")
        await town.fault("500", method="sendMessage", chat_id=people[1], times=1)
        await town.fault("cut_after", method="sendMessage", chat_id=people[2], times=1)
        await town.fault("cut_before", method="sendMessage", chat_id=people[3], times=1)
        await town.fault("429", method="sendMessage", chat_id=people[4], times=1, retry_after=1)
        number = await announce(bot, audience="all")
        told = await ended(bot, number)
        assert told["causes"]["dead"]["blocked"] == 20
        assert told["unknown"] == 3
        parts = ("sent", "dead", "failed", "unknown")
        assert sum(told[part] for part in parts) == told["total"] >= 201
        got = heard(emulator, people)
        assert set(got.values()) == {1}
        assert {people[1], people[3]} == set(people) - set(got) - set(people[::10])
        said = [message for message in emulator.world.chats[new].messages.values() if "всем" in str(message.data)]
        assert len(said) == 1

        second = await announce(bot, audience="all")
        told = await ended(bot, second)
        assert told["dead"] == 0
