from __future__ import annotations

from datetime import timedelta

import pytest

from bot.services.ports.pace import Pace
from tests.contracts.moments import NOW

LATER = NOW + timedelta(hours=3)


async def test_nothing_is_kept_at_first(database):
    assert await database.read(lambda t: t.pace.get()) == Pace()


@pytest.mark.parametrize(
    "pace",
    [
        Pace(),
        Pace(rate=18.5),
        Pace(bulk=LATER),
        Pace(chats={-100123: LATER, 7: NOW}),
        Pace(rate=25.2, bulk=LATER, chats={2**63 - 1: NOW}),
    ],
)
async def test_what_is_kept_replaces_what_was(database, pace):
    await database.run(lambda t: t.pace.put(Pace(rate=1.0, bulk=NOW, chats={-5: NOW, -6: LATER})))
    await database.run(lambda t: t.pace.put(pace))
    assert await database.read(lambda t: t.pace.get()) == pace


async def test_a_chat_must_fit_the_database(database):
    with pytest.raises(ValueError, match="64 bits"):
        await database.run(lambda t: t.pace.put(Pace(chats={2**64: NOW})))
