"""What the page shows can be read and used by everybody: axe-core finds nothing, light and dark, phone and desk."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.browser.accessibility import violations

if TYPE_CHECKING:
    from bot.emulator.server import Emulator
    from tests.browser.chat_page import ChatPage
    from tests.browser.conftest import PageMaker
    from tests.browser.scripted_bot import ScriptedBot

pytestmark = pytest.mark.browser

PUPIL, CLASS_CHAT = 1001, -1_002_009_000_001
LOOKS = pytest.mark.parametrize(
    ("size", "scheme"),
    [((390, 844), "light"), ((390, 844), "dark"), ((1280, 800), "light"), ((1280, 800), "dark")],
)
RICH = (
    "<b>Мамандық</b> <i>күні</i> <code>код</code> <tg-spoiler>құпия</tg-spoiler> "
    '<blockquote>дәйексөз</blockquote><a href="https://example.org/">сілтеме</a> /help #тег'
)


async def everything(bot: ScriptedBot, chat: ChatPage) -> None:
    """A conversation with every kind of message."""
    await chat.open_as(PUPIL)
    await chat.start()
    await bot.hear()
    buttons = [{"text": "Жазылу", "callback_data": "a", "style": "success"}, {"text": "Сайт", "url": "https://a.b"}]
    first = await bot.send(PUPIL, RICH, buttons, [{"text": "Көшіру", "copy_text": {"text": "x"}}])
    await bot.call("pinChatMessage", chat_id=PUPIL, message_id=first)
    await bot.call("setMessageReaction", chat_id=PUPIL, message_id=first, reaction=[{"type": "emoji", "emoji": "🎉"}])
    await bot.call("sendVenue", chat_id=PUPIL, latitude=52.3, longitude=76.9, title="Колледж", address="Көше, 1")
    await bot.call("sendContact", chat_id=PUPIL, phone_number="+77000000000", first_name="Сәуле")
    await bot.call("sendPoll", chat_id=PUPIL, question="Қайсысы?", options=[{"text": "Бұл"}, {"text": "Ол"}])
    await chat.say("Рақмет")
    await chat.last_bubble.dblclick()
    keys = {"keyboard": [[{"text": "Іс-шаралар"}, {"text": "Көмек"}]], "resize_keyboard": True}
    await bot.call("sendMessage", chat_id=PUPIL, text="Мәзір", reply_markup=keys)
    await expect(chat.button("Көмек")).to_be_visible()


@LOOKS
async def test_lists_chats_and_what_opens_over_them(
    new_page: PageMaker, bot: ScriptedBot, emulator: Emulator, size: tuple[int, int], scheme: str
) -> None:
    chat = await new_page(size=size, scheme=scheme)
    page = chat.page
    await bot.call("setMyCommands", commands=[{"command": "events", "description": "Іс-шаралар"}])
    await chat.open_as(PUPIL)
    assert await violations(page) == []
    await everything(bot, chat)
    assert await violations(page) == []
    await page.locator(".chat-more").click()
    assert await violations(page) == []
    await page.keyboard.press("Escape")
    await page.locator(".menu-button").click()
    assert await violations(page) == []
    await chat.open_as(PUPIL, CLASS_CHAT)
    assert await violations(page) == []
    await page.evaluate("fetch('/sim/faults', {method: 'POST', body: JSON.stringify({kind: '429', chat_id: 1})})")
    await chat.open_list_as(PUPIL, lang="en")
    await expect(page.locator(".strip-fault")).to_be_visible()
    assert await violations(page) == []
    for name in ("Faults", "Add a person", "New group or channel"):
        await page.get_by_role("button", name="Settings").click()
        await page.get_by_role("menuitem", name=name).click()
        await expect(page.locator("dialog")).to_be_visible()
        assert await violations(page) == [], name
        await page.keyboard.press("Escape")


async def test_an_alert_and_a_toast_are_told(chat: ChatPage, bot: ScriptedBot) -> None:
    await everything(bot, chat)

    async def answer(*, alert: bool) -> None:
        query = await bot.next("callback_query")
        await bot.call("answerCallbackQuery", callback_query_id=query["id"], text="Болды", show_alert=alert)

    await asyncio.gather(answer(alert=False), chat.press("Жазылу"))
    await expect(chat.page.get_by_role("status")).to_contain_text("Болды")
    assert await violations(chat.page) == []
    await asyncio.gather(answer(alert=True), chat.press("Жазылу"))
    await expect(chat.page.get_by_role("dialog")).to_contain_text("Болды")
    assert await violations(chat.page) == []
