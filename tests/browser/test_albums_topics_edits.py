"""Albums as one grid, topics made and closed, texts of one's own changed, and a page that outlives its emulator."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import aiohttp
import pytest
from playwright.async_api import expect

from bot.emulator.server import Emulator
from tests.emulator.conftest import png

if TYPE_CHECKING:
    from playwright.async_api import FilePayload

    from tests.browser.chat_page import ChatPage
    from tests.browser.conftest import PageMaker
    from tests.browser.scripted_bot import ScriptedBot

pytestmark = pytest.mark.browser

PUPIL, ORGANIZER = 1001, 1004


async def send_album(emulator: Emulator, chat: int, pictures: int) -> None:
    """The bot sends so many pictures as one, the second with a caption."""
    media = [{"type": "photo", "media": f"attach://f{n}"} for n in range(pictures)]
    media[1]["caption"] = "Шеберхана"
    form = aiohttp.FormData({"chat_id": str(chat), "media": json.dumps(media)})
    for n in range(pictures):
        form.add_field(f"f{n}", png(), filename="a.png", content_type="image/png")
    async with (
        aiohttp.ClientSession() as http,
        http.post(f"{emulator.url}/bot{emulator.token}/sendMediaGroup", data=form) as answer,
    ):
        assert answer.status == 200


async def test_pictures_sent_as_one_are_one_bubble(chat: ChatPage, bot: ScriptedBot, emulator: Emulator) -> None:
    await chat.open_as(PUPIL)
    await chat.start()
    await bot.hear()
    await send_album(emulator, PUPIL, 3)
    await send_album(emulator, PUPIL, 2)
    await expect(chat.page.locator(".row.in")).to_have_count(2)
    await expect(chat.page.locator(".row.in").first.locator(".album img")).to_have_count(3)
    await expect(chat.last_bubble).to_contain_text("Шеберхана")
    await expect(chat.last_bubble.locator(".album img")).to_have_count(2)
    assert not await chat.scrolls_sideways()


async def test_several_pictures_of_a_person_are_an_album(chat: ChatPage, bot: ScriptedBot) -> None:
    await chat.open_as(PUPIL)
    await chat.start()
    await bot.hear()
    pictures: list[FilePayload] = [{"name": f"{n}.png", "mimeType": "image/png", "buffer": png()} for n in range(2)]
    await chat.page.locator("input[type=file]").set_input_files(pictures)
    albums = [(await bot.next("message", has="photo"))["media_group_id"] for _ in pictures]
    assert albums[0] == albums[1]
    await expect(chat.last_bubble.locator(".album img")).to_have_count(2)


async def test_a_topic_is_made_written_in_and_closed(chat: ChatPage, bot: ScriptedBot, emulator: Emulator) -> None:
    async with aiohttp.ClientSession() as http:
        order = {"type": "supergroup", "title": "Колледж", "members": [ORGANIZER], "bot": True, "admin": True}
        async with http.post(f"{emulator.url}/sim/chats", json={**order, "is_forum": True}) as answer:
            group = (await answer.json())["id"]
    await chat.open_as(ORGANIZER, group, lang="en")
    await chat.page.get_by_role("button", name="New topic").click()
    await chat.page.locator("dialog input").fill("Хабарландыру")
    await chat.page.keyboard.press("Enter")
    topic = chat.page.get_by_role("button", name="# Хабарландыру")
    await expect(topic).to_have_attribute("aria-pressed", "true")
    await chat.say("Сәлем")
    written = await bot.next("message", has="text")
    assert written["is_topic_message"] is True
    await chat.page.locator(".chat-more").click()
    await chat.page.get_by_role("menuitem", name="Close the topic").click()
    await expect(chat.page.locator(".big-button")).to_have_text("Topic closed")
    await bot.next("message", has="forum_topic_closed")
    await chat.page.locator(".chat-more").click()
    await chat.page.get_by_role("menuitem", name="Reopen the topic").click()
    await expect(chat.page.locator("textarea.input")).to_be_visible()


async def test_a_text_of_ones_own_is_changed(chat: ChatPage, bot: ScriptedBot) -> None:
    await chat.open_as(PUPIL, lang="en")
    await chat.start()
    await bot.hear()
    await chat.say("Қашн?")
    assert await bot.hear() == "Қашн?"
    await chat.last_bubble.click(button="right")
    await chat.page.get_by_role("menuitem", name="Edit").click()
    box = chat.page.locator("textarea.input")
    await expect(box).to_have_value("Қашн?")
    await box.fill("Қашан?")
    await box.press("Enter")
    assert (await bot.next("edited_message"))["text"] == "Қашан?"
    await expect(chat.last_bubble.locator(".edited")).to_have_count(1)
    await box.press("ArrowUp")
    await expect(box).to_have_value("Қашан?")
    await box.press("Escape")
    await expect(box).to_have_value("")
    await expect(chat.page.locator(".composer-quote")).to_be_hidden()


async def test_an_open_page_finds_the_restarted_emulator(new_page: PageMaker, emulator: Emulator) -> None:
    chat = await new_page()
    await chat.open_as(PUPIL)
    await chat.start()
    await expect(chat.bubbles).to_have_count(1)
    await emulator.stop()
    again = Emulator(emulator.token)
    await again.start(port=int(emulator.url.rpartition(":")[2]))
    try:
        await expect(chat.page.locator(".intro")).to_be_visible()
        await expect(chat.bubbles).to_have_count(0)
        await chat.start()
        await expect(chat.bubbles).to_have_count(1)
    finally:
        await again.stop()
        chat.errors.clear()  # the connections that were refused meanwhile
