"""A QR code is scanned from a file, from a picture in a chat with another phone, or its link is pasted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp
import pytest
from playwright.async_api import expect

from tests.browser.accessibility import violations
from tests.browser.qr_picture import LINK, ticket
from tests.emulator.conftest import png

if TYPE_CHECKING:
    from playwright.async_api import FilePayload

    from bot.emulator.server import Emulator
    from tests.browser.chat_page import ChatPage
    from tests.browser.scripted_bot import ScriptedBot

pytestmark = pytest.mark.browser

PUPIL, STAFF = 1001, 1006


def picture(name: str, data: bytes) -> FilePayload:
    return {"name": name, "mimeType": "image/png", "buffer": data}


async def open_scanner(chat: ChatPage) -> None:
    await chat.open_list_as(STAFF, lang="en")
    await chat.page.get_by_role("button", name="Settings").click()
    await chat.page.get_by_role("menuitem", name="Scan a QR code").click()


@pytest.mark.parametrize("scale", [3, 6, 40])
async def test_a_picture_of_a_ticket_opens_its_link(chat: ChatPage, bot: ScriptedBot, scale: int) -> None:
    await open_scanner(chat)
    await chat.page.locator("dialog input[type=file]").set_input_files(picture("ticket.png", ticket(scale)))
    await expect(chat.page.locator("dialog")).to_have_count(0)
    await chat.start()
    assert await bot.hear() == "/start ticket_7Q4"


async def test_without_a_code_the_link_can_be_pasted(chat: ChatPage, bot: ScriptedBot) -> None:
    await open_scanner(chat)
    for broken in (png(200, 200), b"no picture"):
        await chat.page.locator("dialog input[type=file]").set_input_files(picture("a.png", broken))
        await expect(chat.page.locator("dialog [role=status]")).to_have_text("There is no QR code in the picture")
    assert await violations(chat.page) == []
    await chat.page.locator("dialog [name=link]").fill(LINK.removeprefix("https://"))
    await chat.page.keyboard.press("Enter")
    await chat.start()
    assert await bot.hear() == "/start ticket_7Q4"


async def test_a_ticket_on_one_screen_is_scanned_by_another_phone(
    chat: ChatPage, bot: ScriptedBot, emulator: Emulator
) -> None:
    await chat.open_as(PUPIL, lang="en")
    await chat.start()
    await bot.hear()
    form = aiohttp.FormData({"chat_id": str(PUPIL)})
    form.add_field("photo", ticket(), filename="ticket.png", content_type="image/png")
    async with aiohttp.ClientSession() as http:
        await http.post(f"{emulator.url}/bot{emulator.token}/sendPhoto", data=form)
    await chat.last_bubble.locator(".photo").click()
    assert await violations(chat.page) == []
    await chat.page.get_by_role("button", name="Scan a QR code").click()
    await expect(chat.page.locator("dialog .scanned")).to_have_text(LINK)
    await chat.page.locator("dialog select").select_option(str(STAFF))
    await chat.page.locator("dialog button[type=submit]").click()
    await chat.start()
    heard = await bot.next("message", chat=STAFF, has="text")
    assert heard["text"] == "/start ticket_7Q4"
