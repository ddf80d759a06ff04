"""A family with the real process, in both languages: too few places, kills, and fewer who come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.emulator.verbs import Town
from tests.e2e.test_stories import TRS, Story

if TYPE_CHECKING:
    from pathlib import Path

    from bot.emulator.verbs import Bubble, Phone
    from bot.i18n import Translator

pytestmark = pytest.mark.e2e

EVENT = """\
key: dynasties
kind: forum
name: {kk: "Демо: форум", ru: "Демо: форум"}
summary: {kk: Демо, ru: Демо}
audience: {kk: Демо, ru: Демо}
source: {name: {kk: Демо, ru: Демо}, as_of: today, status: plan}
demo: true
editions:
  - key: demo
    when: {start: today+14 10:00, end: today+14 14:00}
    state: open
    registration: {opens: today-7 09:00, closes: today+13 18:00}
    sessions:
      - key: families
        name: {kk: "Демо: әулеттер", ru: "Демо: династии"}
        capacity: 5
        party: {most: 4}
        roles: [worker]
"""


@pytest.fixture
def programme(tmp_path: Path) -> Path:
    """The forum alone."""
    folder = tmp_path / "programme"
    folder.mkdir()
    (folder / "forum.yaml").write_text(EVENT, encoding="utf-8")
    return folder


async def apply(story: Story, phone: Phone, tr: Translator, people: int) -> Bubble:
    """From /register to «Send»."""
    await story.tell(phone, "/register")
    session = tr.plain("Sign up"), tr.plain("Join the waiting list")
    for label in ("Демо: форум", "Демо: "):
        shown = await story.tap(phone, label)
    await story.tap(phone, next(label for label in session if label in shown.labels))
    for label in (tr.plain("I am a worker"), str(people)):
        await story.tap(phone, label)
    return await story.tap(phone, tr.plain("✅ Send"))


def stands(story: Story) -> list[tuple[str, int]]:
    """Every registration: where it stands, and for how many."""
    return [(state, places) for state, places in story.bot.rows("select state, places from registrations order by id")]


@pytest.mark.parametrize("tr", TRS.values(), ids=TRS)
async def test_a_family_of_four_and_the_last_three_places(own, programme, tr):
    emulator, bot = own()
    async with Town(emulator.url) as town:
        story = Story(town, bot)
        code, printed = await bot.run("load", str(programme))
        assert code == 0, printed
        await bot.start()
        first, family, single = [await story.newcomer(tr) for _ in range(3)]
        await apply(story, first, tr, 2)
        await first.expect(tr.plain("✅ confirmed"))
        asked = await apply(story, family, tr, 4)
        few = tr.plain_plural(
            "Only {n} place is free, and you asked for {asked}. Nothing is taken yet.", "", 3, asked="4"
        )
        assert few in asked.text
        assert stands(story) == [("confirmed", 2)]
        await bot.kill()
        await bot.start()
        await story.tap(family, tr.plain_plural("Wait for {n} place", "Wait for {n} places", 4))
        await family.expect(tr.plain("🕓 on the waiting list"))
        await apply(story, single, tr, 1)
        assert stands(story) == [("confirmed", 2), ("waitlisted", 4), ("waitlisted", 1)]
        await bot.kill()
        await bot.start()
        await story.tell(family, "/my")
        await story.tap(family, "№ 2")
        await story.tap(family, tr.plain("👥 Fewer people come"))
        await story.tap(family, "3")
        await family.expect(tr.plain("🎟 a place is free for you"))
        await story.tap(family, tr.plain("✅ I take the place"))
        assert stands(story) == [("confirmed", 2), ("confirmed", 3), ("waitlisted", 1)]
        assert bot.rows("select taken, capacity from session_places") == [(5, 5)]
        assert '"level": "error"' not in bot.log
