"""Two processes on one PostgreSQL: whichever is stopped half-way, an announcement is told to each once."""

from __future__ import annotations

import asyncio
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

import pytest

from bot.emulator.chats import Person
from tests.e2e.process import BotProcess
from tests.e2e.test_announcements import PATIENCE, announce, heard, status, until

if TYPE_CHECKING:
    from bot.emulator.server import Emulator

pytestmark = [pytest.mark.e2e, pytest.mark.postgresql, pytest.mark.timeout(500)]

PEOPLE = list(range(5000, 5100))


def _at_least(emulator: Emulator, how_many: int) -> bool:
    return heard(emulator, PEOPLE).total() >= how_many


async def test_what_one_was_stopped_in_the_other_ends(own, tmp_path_factory, postgresql_url):
    emulator, working = own(DATABASE_URL=postgresql_url, BROADCAST_RATE="50")
    waiting = BotProcess(tmp_path_factory.mktemp("second"), emulator.token, emulator.url, **working.settings)
    waiting.settings["HTTP_PORT"] = str(waiting.port)
    for person in PEOPLE:
        emulator.world.add_person(Person(person, f"Оқушы {person}"))
        emulator.world.chats[person].started = True
    lines = "".join(f"{person},kk,pupil\n" for person in PEOPLE)
    (working.folder / "people.csv").write_text(f"telegram_id,language,role\n{lines}", encoding="utf-8")
    code, printed = await working.run("people", "import", "people.csv")
    assert (code, printed.strip()) == (0, "added 100, updated 0, refused 0")
    second = waiting
    await working.start()
    await second.start()
    try:
        for told in (1, 2):
            most = heard(emulator, PEOPLE).total() + 100
            number = await announce(working)
            await until(partial(_at_least, emulator, most - 60))
            assert await working.stop() == 0
            assert heard(emulator, PEOPLE).total() < most, "the stop came too late to show anything"
            async with asyncio.timeout(PATIENCE):
                while (stands := await status(waiting, number))["state"] != "done":
                    await asyncio.sleep(0.1)
            assert (stands["sent"], stands["unknown"]) == (100, 0)
            assert heard(emulator, PEOPLE) == Counter(dict.fromkeys(PEOPLE, told))
            await working.start()
            working, waiting = waiting, working
    finally:
        await second.kill()
