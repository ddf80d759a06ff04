"""Who is registered gets an announcement once, others do not; and the list of them comes out of the command line."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from types import MappingProxyType

import pytest

from bot.domain.applications import Application
from bot.domain.places import SessionKey
from bot.domain.registrations import Registration, RegistrationState
from bot.storage.database import SqlDatabase
from tests.e2e.test_announcements import announce, ended, heard, populated
from tests.e2e.test_registration import programme

pytestmark = pytest.mark.e2e


def registration(owner: int, state: RegistrationState, session: str) -> Registration:
    now = datetime.now(UTC)
    said = MappingProxyType({"name": f"Оқушы {owner}"})
    of = Application(owner, minor=False, answers=said, school_class="9А")
    return Registration(0, SessionKey("demo_fest", "e1", session), of, state, now, reviewed=True)


async def test_the_registered_hear_it_once_and_are_listed(own, tmp_path):
    emulator, bot = own(BROADCAST_RATE="300")
    people = await populated(bot, emulator, 30)
    assert (await bot.run("load", str(programme(tmp_path))))[0] == 0
    confirmed, waiting, left = people[:10], people[10:20], people[20:25]
    kept = [
        # Two sessions of the same event: one message all the same.
        *(registration(n, RegistrationState.CONFIRMED, session) for n in confirmed for session in ("welding", "gone")),
        *(registration(n, RegistrationState.WAITLISTED, "welding") for n in waiting),
        *(registration(n, RegistrationState.CANCELLED, "welding") for n in left),
    ]
    database = SqlDatabase(f"sqlite+aiosqlite:///{bot.folder / 'bot.db'}")
    await database.run(lambda tx: [tx.registrations.add(one) for one in kept])
    await database.close()
    await bot.start()

    told = await ended(bot, await announce(bot, audience="event:demo_fest:registered"))
    assert (told["total"], told["sent"]) == (10, 10)
    assert heard(emulator, people) == Counter(confirmed)
    await ended(bot, await announce(bot, audience="class:9А,event:demo_fest:waiting"))
    assert heard(emulator, people) == Counter([*confirmed, *waiting])

    code, printed = await bot.run("export", "registrations", "demo_fest", "--format", "csv,xlsx")
    assert (code, "registrations: 35" in printed) == (0, True), printed
    lines = (bot.folder / "registrations-demo_fest.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 36
    assert (bot.folder / "registrations-demo_fest.xlsx").read_bytes().startswith(b"PK")
    assert not any(f",{person}," in line for person in people for line in lines), "nobody's id"
