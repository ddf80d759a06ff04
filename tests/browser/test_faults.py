"""Faults are switched on and off on the page, seen on its strip, and met by the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

if TYPE_CHECKING:
    from bot.emulator.server import Emulator
    from tests.browser.chat_page import ChatPage
    from tests.browser.scripted_bot import ScriptedBot

pytestmark = pytest.mark.browser

PUPIL, PARENT = 1001, 1002


async def order(seen: ChatPage, **choices: str) -> None:
    """Order a fault in the dialog of the open chat's menu: kind, chat, times, seconds."""
    page = seen.page
    await page.locator(".chat-more").click()
    await page.get_by_role("menuitem", name="Faults").click()
    for name, value in choices.items():
        field = page.locator(f"dialog [name={name}]")
        await (field.fill(value) if name == "seconds" else field.select_option(value))
    await page.locator("dialog button[type=submit]").click()
    await expect(page.locator(".strip-fault")).to_be_visible()


async def refused(bot: ScriptedBot, method: str, **parameters: object) -> str:
    """What the bot is told instead of a result."""
    with pytest.raises(AssertionError) as failed:
        await bot.call(method, **parameters)
    return str(failed.value)


async def test_a_flood_limit_for_one_chat_lasts_as_long_as_ordered(chat: ChatPage, bot: ScriptedBot) -> None:
    for person in (PARENT, PUPIL):
        await chat.open_as(person, lang="en")
        await chat.start()
        await bot.hear()
    await order(chat, kind="429", chat=str(PUPIL), times="1", seconds="7")
    mark = chat.page.locator(".strip-fault")
    await expect(mark).to_have_attribute("aria-label", "Faults in force: 1")
    await bot.send(PARENT, "x")
    assert "Too Many Requests: retry after 7" in await refused(bot, "sendMessage", chat_id=PUPIL, text="x")
    await expect(mark).to_be_hidden()
    await bot.send(PUPIL, "y")


async def test_a_fault_until_cleared_is_cleared(chat: ChatPage, bot: ScriptedBot) -> None:
    await chat.open_as(PUPIL, lang="en")
    await chat.start()
    await bot.hear()
    await order(chat, kind="500", times="0")
    for _ in range(2):
        assert "Internal Server Error" in await refused(bot, "sendMessage", chat_id=PUPIL, text="x")
    await chat.page.locator(".strip-fault").click()
    await expect(chat.page.locator("dialog .in-force li")).to_have_text(["500: server error"])
    await chat.page.get_by_role("button", name="Clear every fault").click()
    await expect(chat.page.locator(".strip-fault")).to_be_hidden()
    await bot.send(PUPIL, "y")


async def test_a_refused_file_spares_the_texts(chat: ChatPage, bot: ScriptedBot, emulator: Emulator) -> None:
    await chat.open_as(PUPIL, lang="en")
    await chat.start()
    await bot.hear()
    await order(chat, kind="file_refused", times="0")
    await expect(chat.page.locator(".strip-fault")).to_be_visible()
    await bot.send(PUPIL, "y")
    answer = await refused(bot, "sendDocument", chat_id=PUPIL, document="attach://none")
    assert "wrong file identifier" in answer
    assert [fault.used for fault in emulator.faults.orders] == [1]
