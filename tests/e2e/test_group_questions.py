"""A question in a topic of a group, one more in reply, and the way into the private chat; by the real process."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

import pytest

from bot.domain.language import Language
from bot.emulator.verbs import Town
from tests.e2e.process import START
from tests.e2e.test_stories import TRS, Story

if TYPE_CHECKING:
    from bot.emulator.verbs import Bubble
    from tests.e2e.process import BotProcess

pytestmark = pytest.mark.e2e


WHEN = {Language.KK: "MamandyqFest қашан болады? Тел. 8 701 123 45 67", Language.RU: "Когда MamandyqFest? +77011234567"}
WHERE = {Language.KK: "ал қайда өтеді?", Language.RU: "а где?"}
REGISTER = {Language.KK: "тіркелгім келеді", Language.RU: "хочу зарегистрироваться"}


def link_of(bubble: Bubble) -> str:
    """The address of the last button that has one."""
    rows = bubble.data["reply_markup"]["inline_keyboard"]
    return str([button["url"] for row in rows for button in row if "url" in button][-1])


async def kept_questions(bot: BotProcess, how_many: int) -> list[tuple[str, str, str]]:
    """What is kept once so many are written, which takes a moment."""
    query = "select text, outcome, coalesce(event, '') from questions order by id"
    async with asyncio.timeout(START):
        while len(rows := bot.rows(query)) < how_many:
            await asyncio.sleep(0.1)
    return rows


async def test_a_question_in_a_group_and_the_way_to_the_private_chat(own):
    emulator, bot = own(OWNER_IDS="1004")
    await bot.start()
    async with Town(emulator.url) as town:
        story = Story(town, bot)
        for language, tr in TRS.items():
            pupil = await story.newcomer(tr)
            group = await town.add_group("9 Ә", [pupil.person_id], kind="supergroup", is_forum=True)
            topic = int((await town.ask("POST", f"chats/{group}/topics", {"name": "Сұрақтар"}))["id"])
            there = pupil.at(group)
            await there.say(f"/language {language}", thread_id=topic)
            await there.say(f"/ask {WHEN[language]}", thread_id=topic)
            await bot.at_rest(town)
            answer = await there.last()
            assert "MamandyqFest" in answer.text
            assert answer.data["message_thread_id"] == topic
            assert tr.plain("Continue in private") in answer.labels
            assert tr.plain("🔔 Tell me the date") not in answer.labels, "nothing personal in a group"

            await there.say(WHERE[language], reply_to=answer.message_id, thread_id=topic)
            await bot.at_rest(town)
            assert "MamandyqFest" in (await there.last()).text, "a reply asks on about the same event"

            await there.say(f"/ask {REGISTER[language]}", thread_id=topic)
            await bot.at_rest(town)
            aside = await there.last()
            assert tr.plain("This is personal, so let us do it in a private chat.") == aside.text
            landed = await story.follow(pupil, link_of(aside))
            first = re.match(r"\w+", landed.text)
            assert first is not None
            assert first[0] == tr.plain("Registration")
            assert (await story.follow(pupil, link_of(answer))).text.count("MamandyqFest")
            assert tr.plain("🔔 Tell me the date") in (await pupil.last()).labels

        kept = await kept_questions(bot, 6)
        assert [outcome for _, outcome, _ in kept[::3]] == ["answered"] * 2
        assert {event for _, _, event in kept if event} == {"mamandyqfest"}
        assert "•••" in kept[0][0]
        assert "701" not in str(kept)
        await bot.kill()
        await bot.start()
        assert len(bot.rows("select id from questions")) == 6
