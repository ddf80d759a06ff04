"""Announcements reach who chose them and nobody else: a pupil, a topic of a group, a channel; by the real process."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.domain.language import Language
from bot.emulator.verbs import Town
from tests.e2e.test_stories import TRS, Story

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.process import BotProcess

pytestmark = pytest.mark.e2e

KK, RU = TRS[Language.KK], TRS[Language.RU]


async def announce(bot: BotProcess, folder: Path, audience: str) -> None:
    (folder / "kk.txt").write_text("Форум ертең", encoding="utf-8")
    (folder / "ru.txt").write_text("Форум завтра", encoding="utf-8")
    code, printed = await bot.run("announce", "--kk", "kk.txt", "--ru", "ru.txt", "--audience", audience)
    assert code == 0, printed


async def test_who_chose_a_topic_is_told_and_nobody_else(own, tmp_path):
    emulator, bot = own()
    await bot.start()
    async with Town(emulator.url) as town:
        story = Story(town, bot)
        pupil, stopped, other = await story.newcomer(KK), await story.newcomer(RU), await story.newcomer(RU)

        await story.tap(pupil, KK.plain("🔔 Announcements"))
        await story.tap(pupil, KK.plain("Choose topics"))
        topics = await story.tap(pupil, KK.plain("Forums"))
        assert KK.plain("✅ {chosen}", chosen=KK.plain("Forums")) in topics.labels
        await story.tell(stopped, "/news")
        await story.tap(stopped, RU.plain("🔔 All topics"))
        await story.tap(stopped, RU.plain("🔕 Stop all"))

        group = await town.add_group("9А", [other.person_id, pupil.person_id], kind="supergroup", is_forum=True)
        topic = int((await town.ask("POST", f"chats/{group}/topics", {"name": "Форум"}))["id"])
        there, guest = other.at(group), pupil.at(group)
        await guest.say("/news", thread_id=topic)
        await bot.at_rest(town)
        refused = await there.last()
        assert RU.plain("Only administrators of the chat choose what it is told.") in refused.text
        await there.say("/news", thread_id=topic)
        await bot.at_rest(town)
        await story.tap(there, "Русский")
        chosen = await story.tap(there, RU.plain("🔔 All topics"))
        assert chosen.data["message_thread_id"] == topic

        channel = await town.add_group("Мектеп", [other.person_id], kind="channel")
        await bot.at_rest(town)
        asked = await other.last()
        assert "Мектеп" in asked.text, "whoever let the bot in is asked in private"
        await story.tap(other, RU.plain("🔔 All topics"))

        await announce(bot, tmp_path, "topic:forums")
        assert (await pupil.expect("Форум ертең", timeout=60)).text
        told = await there.expect("Форум завтра", timeout=60)
        assert told.data["message_thread_id"] == topic
        assert "ертең" not in told.text, "the group reads Russian"
        both = await other.at(channel).expect("Форум завтра", timeout=60)
        assert "Форум ертең" in both.text
        for post, reader in ((told, pupil), (both, stopped)):
            way_out = post.data["reply_markup"]["inline_keyboard"][-1][0]["url"]
            shown = await story.follow(reader, way_out)
            assert (KK if reader is pupil else RU).plain("Groups and channels") in shown.labels
        await bot.at_rest(town)
        for phone in (stopped, other):
            assert not [bubble for bubble in await phone.bubbles() if "Форум завтра" in bubble.text]


async def test_a_list_is_imported_beside_the_running_bot(own, tmp_path):
    emulator, bot = own()
    await bot.start()
    async with Town(emulator.url) as town:
        story = Story(town, bot)
        phone = await story.newcomer(KK)
        assert KK.plain("📅 Events") in (await story.tell(phone, "/menu")).labels
        (tmp_path / "people.csv").write_text(
            f"telegram_id,language,role\n{phone.person_id},ru,pupil\n7,kz,\n", encoding="utf-8"
        )

        code, printed = await bot.run("people", "import", "people.csv")
        assert (code, "line 3: " in printed, "added 0, updated 1, refused 1" in printed) == (0, True, True), printed

        for _ in range(60):  # it looks every two seconds
            if RU.plain("📅 Events") in (await story.tell(phone, "/menu")).labels:
                break
        assert RU.plain("You are: {role}.", role=RU.plain("Pupil")) in (await story.tell(phone, "/news")).text
        assert f"{phone.person_id},ru,pupil" in (await bot.run("people", "export"))[1]
