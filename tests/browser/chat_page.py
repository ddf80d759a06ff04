"""Drives the emulator's chat page as a person would: by what is written on it, never by its inner state."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.async_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.async_api import Locator, Page

PATIENCE_MS = 10_000


class ChatPage:
    """One browser tab with the chat page at `address`, the root of a running emulator."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address.rstrip("/")
        self.errors: list[str] = []
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda entry: self.errors.append(entry.text) if entry.type == "error" else None)

    async def open_as(self, person: int, chat: int | None = None, **query: str) -> None:
        """Open a chat as a person: their private chat with the bot unless another is named; `query` as lang="en"."""
        await self._load(f"#/person/{person}/chat/{person if chat is None else chat}", query)
        await self.chat_title.wait_for()

    async def open_list_as(self, person: int, **query: str) -> None:
        """Open a person's list of chats."""
        await self._load(f"#/person/{person}", query)
        await self.page.locator(".chat").first.wait_for()

    async def _load(self, view: str, query: dict[str, str]) -> None:
        values = "&".join(f"{name}={value}" for name, value in query.items())
        await self.page.goto("about:blank")
        await self.page.goto(f"{self.address}/?{values}{view}")

    @property
    def chat_title(self) -> Locator:
        """The name in the header of the open chat."""
        return self.page.locator(".chat-head h1")

    @property
    def bubbles(self) -> Locator:
        """The bubbles of the open chat, oldest first."""
        return self.page.locator(".bubble")

    @property
    def last_bubble(self) -> Locator:
        """The newest bubble."""
        return self.bubbles.last

    async def start(self) -> None:
        """Press the START of a chat that was not started, or of a deep link."""
        await self.page.locator(".big-button").click()

    async def say(self, text: str) -> None:
        """Write a text and send it with Enter."""
        box = self.page.locator("textarea.input")
        await box.fill(text)
        await box.press("Enter")
        await expect(self.page.locator(".row.out .bubble").last).to_contain_text(text)

    def button(self, label: str) -> Locator:
        """The newest button with this label, inline or of the reply keyboard."""
        name = re.compile(rf"^\s*{re.escape(label)}\s*$")
        inline = self.page.locator(".inline-button").filter(has=self.page.locator(".label", has_text=name))
        return inline.or_(self.page.locator(".reply-key").filter(has_text=name)).last

    async def press(self, label: str) -> None:
        """Press a button by its label and wait until the bot answered the tap."""
        await self.button(label).click()
        await expect(self.page.locator(".busy")).to_have_count(0)

    @property
    def newest_keyboard(self) -> Locator:
        """The buttons under the newest message that has some."""
        return self.page.locator(".inline-keyboard").last.locator(".inline-button")

    async def has_button(self, label: str) -> None:
        """Wait until the newest keyboard has a button whose label begins so."""
        await expect(self.newest_keyboard.filter(has_text=label).first).to_be_visible()

    async def tap(self, label: str) -> None:
        """Press the button of the newest keyboard whose label begins so, and wait for the bot's answer."""
        await self._tap(self.newest_keyboard.filter(has_text=re.compile(rf"^\s*{re.escape(label)}")).first)

    async def tap_any(self, part: str) -> None:
        """Press the button of the newest keyboard whose label holds this."""
        await self._tap(self.newest_keyboard.filter(has_text=part).first)

    async def tap_first(self) -> None:
        """Press the first button of the newest keyboard."""
        await self._tap(self.newest_keyboard.first)

    async def _tap(self, button: Locator) -> None:
        before = await self.page.locator(".inline-keyboard").last.inner_html(timeout=PATIENCE_MS)
        await button.click()
        await expect(self.page.locator(".busy")).to_have_count(0)
        await self.page.wait_for_function(
            "(before) => [...document.querySelectorAll('.inline-keyboard')].at(-1)?.innerHTML !== before", arg=before
        )

    async def last_message_text(self) -> str:
        """The text of the newest bubble, without its time."""
        return (await self.last_bubble.locator(".text").inner_text()).strip()

    async def expect_last(self, text: str) -> None:
        """Wait until the newest bubble holds this text."""
        await expect(self.last_bubble).to_contain_text(text)

    async def labels(self) -> list[str]:
        """The labels of the newest inline keyboard, in reading order."""
        return await self.page.locator(".inline-keyboard").last.locator(".label").all_inner_texts()

    async def agree(self) -> None:
        """Close the alert that a callback's answer shows."""
        await self.page.locator("dialog button[value=ok]").click()
        await expect(self.page.locator("dialog")).to_have_count(0)

    async def toast(self) -> str:
        """The text of the note that a callback's answer shows."""
        return await self.page.locator(".toast").last.inner_text()

    async def switch_to(self, person: int) -> None:
        """Become another person by the row at the top of the list."""
        await self.page.locator(f'[data-person="{person}"]').click()

    async def scrolls_sideways(self) -> bool:
        """Whether anything is wider than the window."""
        return bool(
            await self.page.evaluate(
                "[document.documentElement, ...document.querySelectorAll('.list, .conversation, .scroller, .composer')]"
                ".some((node) => node.scrollWidth > node.clientWidth + 1)",
            )
        )

    async def screenshot(self, path: Path) -> None:
        """Keep a picture of what is seen."""
        path.parent.mkdir(parents=True, exist_ok=True)
        await self.page.screenshot(path=path, animations="disabled")
