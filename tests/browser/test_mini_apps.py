"""A Mini App opens in its frame, knows who opened it, uses Telegram's buttons and speaks to the bot."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from aiogram.utils.web_app import safe_parse_webapp_init_data
from aiohttp import web
from playwright.async_api import expect

from tests.browser.accessibility import violations

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import FrameLocator

    from bot.emulator.server import Emulator
    from tests.browser.chat_page import ChatPage
    from tests.browser.scripted_bot import ScriptedBot

pytestmark = pytest.mark.browser

PUPIL = 1001
APP = """<!doctype html><html lang="en"><title>App</title><script src="{bridge}"></script>
<main><h1>App</h1><p></p></main>
<script>
  const app = Telegram.WebApp;
  const show = (text) => (document.querySelector("p").textContent = text);
  app.ready();
  show(app.initData || "nobody");
  app.MainButton.setText("Send").show().onClick(() => app.sendData("answer"));
  app.BackButton.show().onClick(() => app.showConfirm("Sure?", (sure) => show("sure: " + sure)));
  document.title = app.colorScheme;
</script></html>"""


@asynccontextmanager
async def served(emulator: Emulator) -> AsyncIterator[str]:
    """The address of a small Mini App on another port, as the organizers' pages will be."""
    page = APP.format(bridge=f"{emulator.url}/telegram-web-app.js")

    async def answer(_request: web.Request) -> web.Response:
        return web.Response(text=page, content_type="text/html")

    site = web.Application()
    site.router.add_get("/app", answer)
    runner = web.AppRunner(site, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/app"
    finally:
        await runner.cleanup()


def inside(chat: ChatPage) -> FrameLocator:
    return chat.page.frame_locator("dialog.frame iframe")


async def begun(chat: ChatPage, bot: ScriptedBot) -> None:
    await chat.open_as(PUPIL, lang="en")
    await chat.start()
    await bot.hear()


async def test_an_inline_button_opens_it_with_signed_launch_data(
    chat: ChatPage, bot: ScriptedBot, emulator: Emulator
) -> None:
    await begun(chat, bot)
    async with served(emulator) as address:
        await bot.send(PUPIL, "Форма", [{"text": "Ашу", "web_app": {"url": address}}])
        await chat.button("Ашу").click()
        told = inside(chat).locator("p")
        await expect(told).to_contain_text("hash=")
        found = safe_parse_webapp_init_data(emulator.token, await told.inner_text())
        assert found.user is not None
        assert found.user.id == PUPIL
        assert await violations(chat.page) == []
        await chat.page.get_by_role("dialog").get_by_role("button", name="Back").click()
        await expect(chat.page.get_by_role("dialog", name="Sure?")).to_be_visible()
        await chat.page.get_by_role("dialog", name="Sure?").get_by_role("button", name="OK").click()
        await expect(told).to_have_text("sure: true")
        await chat.page.get_by_role("button", name="Send", exact=True).last.click()
        await expect(chat.page.locator("dialog.frame")).to_be_visible()  # no sendData from an inline button
        await chat.page.get_by_role("dialog").get_by_role("button", name="Close").click()
        await expect(chat.page.locator("dialog")).to_have_count(0)


async def test_a_reply_keyboards_app_sends_its_data(chat: ChatPage, bot: ScriptedBot, emulator: Emulator) -> None:
    await begun(chat, bot)
    async with served(emulator) as address:
        markup = {"keyboard": [[{"text": "Толтыру", "web_app": {"url": address}}]]}
        await bot.call("sendMessage", chat_id=PUPIL, text="Форма", reply_markup=markup)
        await chat.button("Толтыру").click()
        await expect(inside(chat).locator("p")).to_have_text("nobody")
        await chat.page.locator(".main-button").click()
        sent = (await bot.next("message", has="web_app_data"))["web_app_data"]
        assert sent == {"button_text": "Толтыру", "data": "answer"}
        await expect(chat.page.locator("dialog")).to_have_count(0)
        await expect(chat.page.locator(".service").last).to_contain_text("Толтыру")
