"""A pupil, a parent and a waiting list, start to end, with the real process, in both languages, over a kill."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.emulator.verbs import Town
from tests.e2e.test_stories import TRS, Story

if TYPE_CHECKING:
    from pathlib import Path

    from bot.i18n import Translator

pytestmark = pytest.mark.e2e

EVENT = """
key: demo_fest
kind: festival
name: {{kk: "Демо-фест", ru: "Демо-фест"}}
summary: {{kk: "Сынақ үшін ойдан алынған", ru: "Вымышлено для проверки"}}
audience: {{kk: "Оқушыларға", ru: "Для школьников"}}
source: {{name: {{kk: "Сынақ", ru: "Проверка"}}, as_of: 2026-01-01, status: plan}}
demo: true
editions:
  - key: e1
    when: {{start: {day} 10:00, end: {day} 16:00}}
    state: open
    source: {{name: {{kk: "Сынақ", ru: "Проверка"}}, as_of: 2026-01-01, status: plan}}
    registration: {{opens: {opens} 09:00, closes: {day} 09:00}}
    sessions:
      - key: welding
        name: {{kk: "Дәнекерлеу", ru: "Сварка"}}
        capacity: 1
        roles: [pupil]
"""


def programme(folder: Path) -> Path:
    """An event whose registration is open whenever this runs."""
    today = datetime.now(UTC).date()
    file = folder / "demo_fest.yaml"
    file.write_text(EVENT.format(day=today + timedelta(days=30), opens=today - timedelta(days=2)), encoding="utf-8")
    return file


@pytest.mark.parametrize("language", list(TRS))
async def test_a_pupil_a_parent_and_who_waits(own, tmp_path, language):
    emulator, bot = own()
    tr: Translator = TRS[language]
    async with Town(emulator.url) as town:
        story = Story(town, bot)
        code, printed = await bot.run("load", str(programme(tmp_path)))
        assert code == 0, printed
        await bot.start()

        pupil, other = await story.newcomer(tr), await story.newcomer(tr)
        for phone in (pupil, other):
            await story.tell(phone, "/register")
            await story.tap(phone, "Демо-фест")
            await story.tap(phone, {"kk": "Дәнекерлеу", "ru": "Сварка"}[language])
            await story.tap(phone, tr.plain("Sign up") if phone is pupil else tr.plain("Join the waiting list"))
            await story.tap(phone, tr.plain("I am a pupil"))
            await story.tap(phone, tr.plain("✅ Send"))
        await pupil.expect(tr.plain("⏳ a parent's consent is awaited"))
        await other.expect(tr.plain("🕓 on the waiting list"))

        await bot.kill()
        await bot.start()
        asked = await story.tap(pupil, tr.plain("Link for a parent"))
        link = re.search(r"https://t\.me/\S+start=consent_[\w-]+", asked.html)
        assert link, asked.html
        parent = await story.newcomer(tr, link.group())
        decision = await parent.last()
        assert {"kk": "Дәнекерлеу", "ru": "Сварка"}[language] in decision.text
        await story.tap(parent, tr.plain("✅ I agree"))
        confirmed = await pupil.expect(tr.plain("✅ confirmed"))
        assert "№ 1" in confirmed.text
        assert bot.rows("select state, consent_by from registrations order by id") == [
            ("confirmed", parent.person_id),
            ("waitlisted", None),
        ]

        mine = await story.tell(parent, "/my")
        assert any("№ 1" in label for label in mine.labels), mine.labels
        await story.tap(parent, "№ 1")
        await story.tap(parent, tr.plain("Withdraw the consent"))
        await story.tap(parent, tr.plain("Yes, withdraw"))
        assert bot.rows("select state from registrations order by id") == [("cancelled",), ("offered",)]
        assert bot.rows("select taken from session_places") == [(1,)]

        code, printed = await bot.run("erase", str(other.person_id))
        assert (code, "free: 1" in printed) == (0, True), printed
        assert bot.rows("select owner from registrations where id = 2") == [(-2,)]
        assert bot.rows("select count(*) from people where id = ?", other.person_id) == [(0,)]
        assert '"level": "error"' not in bot.log
