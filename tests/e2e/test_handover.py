"""A pupil asks what nobody has published, an organizer answers in their own chat: over restarts, and over a kill."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import pytest

from bot.domain.language import Language
from bot.emulator.verbs import Town
from tests.e2e.conftest import OWNER
from tests.e2e.test_stories import TRS, Story
from tests.emulator.conftest import png

if TYPE_CHECKING:
    from bot.emulator.verbs import Bubble, Phone

pytestmark = pytest.mark.e2e

PATIENCE = 60.0
QUESTIONS = {Language.KK: "MamandyqFest қанша тұрады?", Language.RU: "Сколько стоит MamandyqFest?"}


async def copies(phone: Phone) -> list[Bubble]:
    """The photos that came."""
    return [bubble for bubble in await phone.bubbles() if not bubble.outgoing and "photo" in bubble.data]


async def copied(phone: Phone) -> Bubble:
    """The photo, however long it takes."""
    deadline = time.monotonic() + PATIENCE
    while not (found := await copies(phone)):
        assert time.monotonic() < deadline, await phone.transcript()
        await asyncio.sleep(0.1)
    return found[-1]


async def linked(story: Story) -> tuple[Phone, Phone]:
    """The owner and a colleague in the organizers' chat, which the owner has linked."""
    owner, colleague = story.town.phone(OWNER), await story.town.add_person("Ерлан")
    group = await story.town.add_group("Ұйымдастырушылар", [OWNER, colleague.person_id], kind="supergroup")
    await story.follow(owner.at(group), "/organizers")
    return owner.at(group), colleague.at(group)


@pytest.mark.parametrize("language", Language)
async def test_the_photo_of_an_organizer_reaches_the_pupil(own, language):
    emulator, bot = own(OWNER_IDS=str(OWNER))
    tr = TRS[language]
    async with Town(emulator.url) as town:
        story = Story(town, bot)
        await bot.start()
        owner, colleague = await linked(story)
        pupil = await story.newcomer(tr)
        answer = await story.tell(pupil, QUESTIONS[language])
        assert tr.plain("🙋 Ask an organizer") in answer.labels, answer.text
        passed_on = await story.tap(pupil, tr.plain("🙋 Ask an organizer"))
        assert "№ 1" in passed_on.text
        post = await owner.expect(QUESTIONS[language], PATIENCE)
        assert str(pupil.person_id) not in post.html

        assert await bot.stop() == 0
        await bot.start()
        await colleague.press(next(label for label in post.labels if "🙋" in label), message_id=post.message_id)
        await owner.expect("✍️", PATIENCE)
        await colleague.send_file("poster.png", png(), kind="photo", caption="Тегін", reply_to=post.message_id)
        reply = await copied(pupil)
        assert reply.text == "Тегін"
        assert reply.data["reply_to_message"]["text"] == QUESTIONS[language]
        assert tr.plain("✉️ Reply to the organizer") in reply.labels
        await owner.expect("✅", PATIENCE)

        await pupil.say("Рақмет! Ал қайда?", reply_to=reply.message_id)
        again = await owner.expect("Рақмет! Ал қайда?", PATIENCE)
        assert again.message_id != post.message_id
        await bot.at_rest(town)
        assert len(await copies(pupil)) == 1


async def test_a_reply_is_not_lost_when_the_bot_is_killed_before_it_is_delivered(own):
    emulator, bot = own(OWNER_IDS=str(OWNER))
    tr = TRS[Language.KK]
    async with Town(emulator.url) as town:
        story = Story(town, bot)
        await bot.start()
        owner, colleague = await linked(story)
        pupil = await story.newcomer(tr)
        await story.tell(pupil, QUESTIONS[Language.KK])
        await story.tap(pupil, tr.plain("🙋 Ask an organizer"))
        post = await owner.expect(QUESTIONS[Language.KK], PATIENCE)

        await town.fault("500", method="copyMessage", times=1000)
        await colleague.send_file("poster.png", png(), kind="photo", reply_to=post.message_id)
        deadline = time.monotonic() + PATIENCE
        while not await town.calls("copyMessage"):
            assert time.monotonic() < deadline
            await asyncio.sleep(0.05)
        await bot.kill()
        await town.heal()
        await bot.start()
        await copied(pupil)
        await bot.at_rest(town)
        assert 1 <= len(await copies(pupil)) <= 2
        assert bot.rows("select state from handovers") == [("answered",)]
