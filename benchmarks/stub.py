"""A fast stub of the Bot API for several bots at once, in a process of its own; its one rule is confirming.

`python -m benchmarks.stub PORT`. Bots find methods under /bot<token>/, the harness orders under /control/<token>/.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections import defaultdict
from typing import Any

from benchmarks.line import Line
from benchmarks.strictness import BROKEN, CUT, DEAD, OK

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CHAT = re.compile(rb'chat_id"?[=:] *(-?\d+)')
_OFFSET = re.compile(rb'offset"?[=:] *(\d+)')
_QUERY = re.compile(rb'callback_query_id"?[=:] *"?(\d+)')

_OTHERS: dict[str, object] = {
    "getMe": {"id": 7000000001, "is_bot": True, "first_name": "Stub", "username": "stub_bot"},
    "getWebhookInfo": {"url": "", "has_custom_certificate": False, "pending_update_count": 0},
    "getMyCommands": [],
    "getMyName": {"name": ""},
    "getMyDescription": {"description": ""},
    "getMyShortDescription": {"short_description": ""},
    "getChatMenuButton": {"type": "commands"},
}
_TRUE = b'{"ok":true,"result":true}'
_MESSAGE = (
    b'{"ok":true,"result":{"message_id":1,"date":1750000000,"chat":{"id":%d,"type":"private","first_name":"P"},'
    b'"from":{"id":7000000001,"is_bot":true,"first_name":"Stub"},"text":"ok"}}'
)
_REFUSALS: dict[str, tuple[int, str, dict[str, Any]]] = {
    DEAD: (403, "Forbidden: bot was blocked by the user", {}),
    BROKEN: (500, "Internal Server Error", {}),
}
MESSAGES = {"sendMessage", "editMessageText"}


class Connection(asyncio.Protocol):
    """One keep-alive connection: a request with Content-Length in, an answer out, one after the other."""

    def __init__(self, lines: dict[str, Line]) -> None:
        self._lines = lines
        self._read = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._read += data
        while (end := self._read.find(b"\r\n\r\n")) >= 0:
            head = self._read[:end]
            found = _LENGTH.search(head)
            length = int(found[1]) if found else 0
            if len(self._read) < end + 4 + length:
                return
            body, self._read = self._read[end + 4 : end + 4 + length], self._read[end + 4 + length :]
            self._call(head.split(b" ", 2)[1].decode(), body)

    def answer(self, body: bytes, code: int = 200) -> None:
        """Send an answer, unless the bot is gone."""
        if not self._transport.is_closing():
            head = b"HTTP/1.1 %d .\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % (code, len(body))
            self._transport.write(head + body)

    def _call(self, path: str, body: bytes) -> None:
        _, kind, *rest = path.split("/")
        if kind == "control":
            self.answer(json.dumps(self._lines[rest[0]].control(rest[1], json.loads(body or b"null"))).encode())
        else:
            self._method(self._lines[kind.removeprefix("bot")], rest[0], body)

    def _method(self, line: Line, method: str, body: bytes) -> None:
        if method == "getUpdates":
            found = _OFFSET.search(body)
            line.poll(int(found[1]) if found else 0, self.answer)
        elif method in MESSAGES:
            found = _CHAT.search(body)
            chat = int(found[1]) if found else 0
            line.said(chat, method, body)
            if line.slow:
                asyncio.get_running_loop().call_later(line.slow / 2, self._message, line, chat)
            else:
                self._message(line, chat)
        elif method == "answerCallbackQuery":
            found = _QUERY.search(body)
            line.came(int(found[1][:12]) if found else 0)
            self.answer(_TRUE)
        else:
            self.answer(json.dumps({"ok": True, "result": _OTHERS.get(method, True)}).encode())

    def _message(self, line: Line, chat: int) -> None:
        """It arrives after half of the latency, the answer after the other."""
        verdict = line.strict.verdict(chat) if line.strict else OK
        if verdict in {OK, CUT}:
            line.came(chat)
        loop = asyncio.get_running_loop()
        if verdict == CUT:
            loop.call_later(line.slow / 2, self._transport.abort)
        elif line.slow:
            loop.call_later(line.slow / 2, self.answer, *_answer(verdict, chat))
        else:
            self.answer(*_answer(verdict, chat))


def _answer(verdict: str | int, chat: int) -> tuple[bytes, int]:
    if verdict == OK:
        return _MESSAGE % chat, 200
    code, said, more = 429, f"Too Many Requests: retry after {verdict}", {"parameters": {"retry_after": verdict}}
    if isinstance(verdict, str):
        code, said, more = _REFUSALS[verdict]
    return json.dumps({"ok": False, "error_code": code, "description": said, **more}).encode(), code


async def serve(port: int) -> None:
    """Serve until the process is ended."""
    lines: dict[str, Line] = defaultdict(Line)
    server = await asyncio.get_running_loop().create_server(lambda: Connection(lines), "127.0.0.1", port)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
