"""The contract of the table of links by which guardians are asked."""

from __future__ import annotations

import asyncio

from bot.domain.consent import ConsentRequest
from tests.contracts.moments import LATER


async def test_a_link_is_used_once(database):
    request = ConsentRequest("hash", 7, LATER)
    await database.run(lambda t: t.consent_requests.ask(request))

    assert await database.read(lambda t: t.consent_requests.get("hash")) == request
    uses = await asyncio.gather(*(database.run(lambda t: t.consent_requests.use("hash")) for _ in range(8)))
    assert uses.count(True) == 1
    assert await database.read(lambda t: t.consent_requests.get("hash")) == ConsentRequest("hash", 7, LATER, used=True)


async def test_a_new_link_takes_the_place_of_the_old_one(database):
    await database.run(lambda t: t.consent_requests.ask(ConsentRequest("old", 7, LATER)))
    await database.run(lambda t: t.consent_requests.ask(ConsentRequest("other", 8, LATER)))
    await database.run(lambda t: t.consent_requests.ask(ConsentRequest("new", 7, LATER)))

    found = await database.read(lambda t: [t.consent_requests.get(key) for key in ("old", "other", "new", "none")])
    assert [one and one.registration for one in found] == [None, 8, 7, None]
    assert await database.run(lambda t: t.consent_requests.use("old")) is False
