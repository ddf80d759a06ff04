"""Times of arrival with the real process: a day, a time, a full one, and a row that changes under its people."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.emulator.verbs import Town
from tests.e2e.test_registration import EVENT
from tests.e2e.test_stories import TRS, Story

pytestmark = pytest.mark.e2e

SLOTS = """
    slots:
      - key: arrival
        name: {{kk: "Келу уақыты", ru: "Время прибытия"}}
        dates: [{day}, {next_day}]
        from: 10:00
        to: 11:00
        every: {every} min
        capacity: 1
        roles: [teacher]
"""
KEPT = """
      - key: arrival_{key}_1020
        name: {{kk: "Келу уақыты 10:20", ru: "Время прибытия 10:20"}}
        when: {{start: {day} 10:20, end: {day} 10:40}}
        slots: {{key: arrival, name: {{kk: "Келу уақыты", ru: "Время прибытия"}}}}
        capacity: 1
        roles: [teacher]
"""
ROW = {"kk": "Келу уақыты", "ru": "Время прибытия"}
DAY = datetime.now(UTC).date() + timedelta(days=30)


def programme(every: int, kept: str = "") -> str:
    """An event with a row of slots on two days, so many minutes long."""
    event = EVENT.format(day=DAY, opens=DAY - timedelta(days=32))
    return event + kept + SLOTS.format(day=DAY, next_day=DAY + timedelta(days=1), every=every)


@pytest.mark.parametrize("language", list(TRS))
async def test_a_time_of_arrival_stays_whatever_becomes_of_its_row(own, tmp_path, language):
    emulator, bot = own()
    tr = TRS[language]
    file = tmp_path / "demo_fest.yaml"
    file.write_text(programme(20), encoding="utf-8")
    async with Town(emulator.url) as town:
        story = Story(town, bot)
        code, printed = await bot.run("load", str(file))
        assert code == 0, printed
        await bot.start()
        first, second = await story.newcomer(tr), await story.newcomer(tr)
        for phone, time in ((first, "10:20"), (second, "⛔ 10:20")):
            await story.tell(phone, "/register")
            await story.tap(phone, "Демо-фест")
            days = await story.tap(phone, ROW[language])
            await story.tap(phone, days.labels[0])
            await story.tap(phone, time)
            await story.tap(phone, tr.plain("Sign up") if phone is first else tr.plain("Join the waiting list"))
            await story.tap(phone, tr.plain("I am a teacher"))
            await story.tap(phone, tr.plain("✅ Send"))
            number = 1 if phone is first else 2
            await phone.expect(tr.plain("Registration № {number}", number=number))

        file.write_text(programme(30), encoding="utf-8")
        code, printed = await bot.run("load", str(file))
        assert code != 0
        assert f"arrival_{DAY:%y%m%d}_1020" in printed, "the slot that somebody holds is named"
        file.write_text(programme(30, KEPT.format(key=f"{DAY:%y%m%d}", day=DAY)), encoding="utf-8")
        code, printed = await bot.run("load", str(file))
        assert code == 0, printed
        await bot.kill()
        await bot.start()

        await story.tell(first, "/my")
        mine = await story.tap(first, "№ 1")
        assert "10:20–10:40" in mine.text.replace("\N{NO-BREAK SPACE}", " ")
        await story.tap(first, tr.plain("Cancel the registration"))
        await story.tap(first, tr.plain("Yes, cancel it"))
        assert bot.rows("select state from registrations order by id") == [("cancelled",), ("offered",)]
        assert '"level": "error"' not in bot.log
