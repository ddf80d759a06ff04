"""An organizer writes an announcement with a photo in the chat; it reaches people and a group, and is recalled."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.domain.language import Language
from bot.emulator.verbs import Town
from bot.i18n import load_translators
from tests.e2e.conftest import OWNER
from tests.e2e.test_announcements import PATIENCE, ended, populated

if TYPE_CHECKING:
    from bot.emulator.verbs import Bubble, Phone
    from tests.e2e.process import BotProcess

pytestmark = pytest.mark.e2e

TR = load_translators(ZoneInfo("Asia/Almaty"))[Language.RU]
PHOTO = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
KK, RU = "Сынақ хабарландыру, 12 мамыр", "Пробное объявление, 12 мая"


async def tap(phone: Phone, bot: BotProcess, label: str) -> Bubble:
    """Press the newest button whose label has this in it; what is said last then."""
    for bubble in reversed(await phone.bubbles()):
        found = next((known for known in bubble.labels if label in known), None)
        if found:
            await phone.press(found, message_id=bubble.message_id)
            await bot.at_rest(phone.town)
            return await phone.last()
    raise AssertionError(f"no button «{label}»:\n{await phone.transcript()}")


async def say(phone: Phone, bot: BotProcess, text: str) -> Bubble:
    await phone.say(text)
    await bot.at_rest(phone.town)
    return await phone.last()


async def test_an_organizer_announces_with_a_photo(own):
    emulator, bot = own(OWNER_IDS=str(OWNER), BROADCAST_RATE="30")
    people = await populated(bot, emulator, 30)
    await bot.start()
    async with Town(emulator.url) as town:
        owner = town.phone(OWNER)
        await say(owner, bot, "/start")
        await tap(owner, bot, "Русский")
        group = await town.add_group("9 А", [OWNER])
        await bot.at_rest(town)

        await say(owner, bot, "/admin")
        await tap(owner, bot, TR.plain("📣 Announcements"))
        await tap(owner, bot, TR.plain("✍️ New announcement"))
        await owner.send_file("photo.png", PHOTO, kind="photo", caption=KK)
        await bot.at_rest(town)
        await say(owner, bot, RU)
        # Whatever the hour is while the test runs, what is urgent goes at once.
        await tap(owner, bot, TR.plain("More settings"))
        await tap(owner, bot, TR.plain("❗ Urgent"))
        draft = await say(owner, bot, "Проверка")
        assert "31" in draft.text, draft.text

        await tap(owner, bot, TR.plain("👁 Preview"))
        previews = [bubble for bubble in await owner.bubbles() if not bubble.outgoing and RU in bubble.text]
        assert len(previews) >= 2, await owner.transcript()
        await tap(owner, bot, TR.plain("‹ Back"))
        await tap(owner, bot, TR.plain("📣 Send"))
        await tap(owner, bot, TR.plain("📣 Yes, send"))

        told = await ended(bot, 1)
        # The people, the owner, this group, and what else the bot is in from the beginning.
        assert told["sent"] == told["total"] >= 32
        report = await owner.expect("100%", timeout=PATIENCE)
        assert str(told["total"]) in report.text
        for person, text in ((people[0], KK), (people[1], RU)):
            assert text in (await town.phone(person).last()).text
        both = (await town.phone(OWNER, group).last()).text
        assert KK in both
        assert RU in both
        await tap(owner, bot, TR.plain("🗑 Recall"))
        await tap(owner, bot, TR.plain("Yes, recall"))
        assert (await ended(bot, 1, "recalled"))["recalled"] == told["total"]
        assert not any(KK in bubble.text for bubble in await town.phone(people[0]).bubbles())
