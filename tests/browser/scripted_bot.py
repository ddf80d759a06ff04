"""A bot of a few lines that a test scripts itself: Bot API calls by plain HTTP, nothing of the product."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aiohttp import ClientSession


class ScriptedBot:
    """Calls methods of the Bot API at `address` and takes updates one by one."""

    def __init__(self, http: ClientSession, address: str, token: str) -> None:
        self._http = http
        self._address = f"{address.rstrip('/')}/bot{token}"
        self._offset = 0
        self._waiting: list[dict[str, Any]] = []

    async def call(self, method: str, **parameters: Any) -> Any:
        """The result of a method; AssertionError with Telegram's words when it refused."""
        async with self._http.post(f"{self._address}/{method}", json=parameters) as answer:
            body = await answer.json()
        assert body["ok"], body
        return body["result"]

    async def next(self, kind: str, chat: int = 0, has: str = "") -> dict[str, Any]:
        """The next update of a kind ("message", ...), of a chat when named, with a field; others are passed over."""
        while True:
            while self._waiting:
                update = self._waiting.pop(0)
                self._offset = update["update_id"] + 1
                found: dict[str, Any] = update.get(kind, {})
                if found and has in (*found, "") and (not chat or found["chat"]["id"] == chat):
                    return found
            self._waiting = await self.call("getUpdates", offset=self._offset, timeout=5)

    async def hear(self) -> str:
        """The text of the next message that has one."""
        return str((await self.next("message", has="text"))["text"])

    async def send(self, chat: int, text: str, *rows: list[dict[str, Any]], **more: Any) -> int:
        """Send an HTML text with rows of inline buttons; the message's id."""
        if rows:
            more["reply_markup"] = {"inline_keyboard": list(rows)}
        message = await self.call("sendMessage", chat_id=chat, text=text, parse_mode="HTML", **more)
        return int(message["message_id"])
