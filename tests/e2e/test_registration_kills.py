"""kill -9 at random moments while people sign up: who was confirmed is, and who is confirmed was told."""

from __future__ import annotations

import asyncio
import json
import random
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.signing_up import APPLY, SEND, WHO, programme, stands
from benchmarks.updates import people, taps
from bot.domain.language import Language
from bot.emulator.verbs import Town
from bot.services.delivery import AT_ONCE
from tests.e2e.forking import Forking
from tests.e2e.test_stories import TRS

if TYPE_CHECKING:
    from tests.e2e.process import BotProcess

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(900)]

KILLS, BURST = 20, 6
TR = TRS[Language.KK]
SAID = {TR.plain("✅ confirmed"): "confirmed", TR.plain("🕓 on the waiting list"): "waitlisted"}
PATIENCE = 240.0


async def sign_up(town: Town, who: range, twice: int = 0) -> None:
    """Each chooses the session, says who applies and sends it, some of them twice; nobody waits for an answer."""
    for person in who:
        phone = await town.add_person("Ұстаз", id=person, language_code="kk")
        await phone.say("/start")
    for offered in [*taps(who, APPLY), *taps(who, WHO), *taps(who, SEND), *taps(who[:twice], SEND)]:
        await town.update(json.loads(offered["body"]))


async def until(holds):
    async with asyncio.timeout(PATIENCE):
        while not await holds():
            await asyncio.sleep(0.05)


async def killed_somewhere(town: Town, bot: BotProcess, forking: Forking, moments: random.Random) -> None:
    """Start it and kill it after so many calls, or while it still starts."""
    last = (await town.calls())[-1:]
    before = last[0]["n"] if last else 0
    enough = moments.choice((0, *range(1, 90, 4)))
    await forking.start()

    async def came_so_far() -> bool:
        if len(await town.calls(after=before)) >= enough:
            return True
        taken = (await town.ask("GET", "idle?quiet=0&timeout=0"))["idle"]
        return taken and await all_said(bot)

    await until(came_so_far)
    await asyncio.sleep(moments.random() * (0.05 if enough else 2))
    await forking.kill()


async def told(town: Town, who: range) -> dict[tuple[int, int, str], int]:
    """How often each person was sent where which registration stands; screens of taps are no such message."""
    found: Counter[tuple[int, int, str]] = Counter()
    for person in who:
        for bubble in await town.phone(person).bubbles():
            number = re.search(r"№ (\d+)", bubble.text)
            for words, state in SAID.items():
                if number and words in bubble.text:
                    found[person, int(number[1]), state] += TR.plain("Open") in bubble.labels
    return dict(found)


async def all_said(bot: BotProcess) -> bool:
    pending = "select count(*) from outbox where state in ('pending', 'sending')"
    return not bot.waiting() and bot.rows(pending)[0][0] == 0


@pytest.mark.parametrize(
    "seed", [pytest.param(None, id="any"), *(pytest.param(n, id=str(n), marks=pytest.mark.long) for n in range(25))]
)
@pytest.mark.timeout(1800)
async def test_kills_at_random_moments_lose_no_place_and_no_word(own, tmp_path, seed):
    """20 kills each; `make kills` does it with 25 seeds."""
    seed = random.randrange(10**6) if seed is None else seed
    print(f"seed {seed}")  # noqa: T201  to run it again
    moments, who = random.Random(seed), people(KILLS * BURST)
    emulator, bot = own(PROGRAMME=programme(tmp_path, len(who) * 2 // 3))
    forking = Forking(bot)
    async with Town(emulator.url) as town:
        for burst in range(KILLS):
            await sign_up(town, who[burst * BURST :][:BURST], twice=1)
            await killed_somewhere(town, bot, forking, moments)
        await forking.end()
        await bot.start()
        await bot.at_rest(town)
        await until(lambda: all_said(bot))
        said = await told(town, who)
    kept = {(owner, number, state) for owner, number, state in bot.rows("select owner, id, state from registrations")}
    assert [owner for owner, _, _ in sorted(kept)] == list(who), [
        line for line in bot.log.splitlines() if '"info"' not in line
    ]
    assert Counter(state for _, _, state in kept) == {"confirmed": len(who) * 2 // 3, "waitlisted": len(who) // 3}
    assert set(said) <= kept, "what a person was told stands in the database"
    assert {one for one, times in said.items() if times} == kept, "and who stands there was told"
    assert sum(times - 1 for times in said.values()) <= KILLS * AT_ONCE, "twice only what was on its way at a kill"


async def test_messages_that_wait_in_memory_are_lost(own, tmp_path):
    """The proof that the test above would notice."""
    who = people(30)
    emulator, bot = own(PROGRAMME=programme(tmp_path, len(who)))
    bot.command = [sys.executable, str(Path(__file__).with_name("forgets_messages.py"))]
    async with Town(emulator.url) as town:
        await bot.start()
        await sign_up(town, who)

        async def most_are_kept() -> bool:
            return bool(bot.rows("select count(*) from registrations")[0][0] >= len(who) - 3)

        await until(most_are_kept)
        await bot.kill()
        bot.command = [sys.executable, "-m", "bot", "run"]
        await bot.start()
        await bot.at_rest(town)
        await until(lambda: all_said(bot))
        said = await told(town, who)
    assert sum(1 for times in said.values() if times) < len(who)


@pytest.mark.postgresql
@pytest.mark.parametrize("sabotaged", [False, True], ids=["", "sabotaged"])
async def test_a_standby_takes_over_in_the_middle_of_a_rush(own, tmp_path, postgresql_url, sabotaged):
    """200 people and 50 second taps for 150 places, the process at work killed half-way."""
    who, places = people(200), 150
    given = {"PROGRAMME": programme(tmp_path, places), "DATABASE_URL": postgresql_url}
    (emulator, active), (_, standby) = own(**given), own(**given)
    if sabotaged:
        active.command = standby.command = [sys.executable, str(Path(__file__).with_name("oversells.py"))]
    async with Town(emulator.url) as town:
        await active.start()
        await standby.start(ready=False)
        await sign_up(town, who, twice=50)

        async def stand(least: int, left: int) -> bool:
            counts = await stands(postgresql_url)
            return counts["told"] >= least and counts["left"] <= left

        await until(lambda: stand(len(who) // 4, 10**6))
        await active.kill()
        await standby.until_ready()
        await until(lambda: stand(len(who), 0))
    counts = await stands(postgresql_url)
    if sabotaged:
        assert counts["confirmed"] == counts["taken"] > places
    else:
        assert (counts["confirmed"], counts["taken"], counts["waitlisted"]) == (places, places, len(who) - places)
