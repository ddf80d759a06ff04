"""A Bot API request: its parameters, whichever way they were encoded; it knows no method."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from aiohttp import BodyPartReader, MultipartReader
from aiohttp.http_exceptions import HttpProcessingError

from bot.emulator import limits
from bot.emulator.errors import ApiError, Json, bad_request
from bot.emulator.files import Upload

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiohttp import web

UNREADABLE = (ValueError, AssertionError, KeyError, HttpProcessingError)
"""What aiohttp raises for a multipart body that is none."""
TRUE = {"true", "yes", "1"}


class Call:
    """A method's name, its parameters (text or JSON values) and its files by the name of their part."""

    def __init__(self, method: str, params: Mapping[str, Any], files: Mapping[str, Upload] | None = None) -> None:
        self.method = method
        self.params = {name: value for name, value in params.items() if value is not None}
        self.files = dict(files or {})
        self._read: set[str] = set()

    def raw(self, name: str) -> Any:
        """The value as it came, or None."""
        self._read.add(name)
        return self.params.get(name)

    def text(self, name: str) -> str:
        """A string, empty when absent."""
        value = self.raw(name)
        if isinstance(value, bool):
            return str(value).lower()
        return "" if value is None else str(value)

    def flag(self, name: str) -> bool:
        """A boolean, false when absent or anything but true, yes, 1."""
        return self.text(name).lower() in TRUE

    def number(self, name: str, default: int = 0) -> int:
        """An integer; what is no integer counts as absent, as Telegram has it."""
        try:
            return int(self.text(name))
        except ValueError:
            return default

    def real(self, name: str) -> float | None:
        """A number with a fraction, or None."""
        try:
            return float(self.text(name))
        except ValueError:
            return None

    def json(self, name: str, what: str = "") -> Any:
        """A JSON value, or None; `what` names it in Telegram's complaint."""
        value = self.raw(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {what or name.replace('_', ' ')} JSON object") from None

    def unread(self) -> list[str]:
        """Parameters that the method never looked at."""
        return sorted(set(self.params) - self._read)

    @property
    def chat_id(self) -> int | None:
        """The chat that the call speaks of, where that is a number: for faults and the log."""
        try:
            return int(str(self.params.get("chat_id", "")))
        except ValueError:
            return None


async def read_call(request: web.Request, method: str) -> Call:
    """The call of a request: query, urlencoded, multipart or JSON; ApiError for what cannot be read."""
    params: Json = dict(request.query)
    if not request.can_read_body:
        return Call(method, params)
    if request.content_type == "application/json":
        try:
            body = await request.json()
        except (ValueError, UnicodeDecodeError):
            raise bad_request("can't parse request: Invalid JSON") from None
        if not isinstance(body, dict):
            raise bad_request("can't parse request: expected an Object")
        return Call(method, params | body)
    if request.content_type.startswith("multipart/"):
        try:
            fields, files = await read_multipart(await request.multipart())
        except UNREADABLE:
            raise bad_request("can't parse multipart body") from None
        return Call(method, params | fields, files)
    try:
        form = await request.post()
    except (ValueError, UnicodeDecodeError):
        raise bad_request("can't parse form") from None
    return Call(method, params | {name: value for name, value in form.items() if isinstance(value, str)})


async def read_multipart(reader: MultipartReader) -> tuple[Json, dict[str, Upload]]:
    """Fields and files of a multipart body; ApiError 413 for a file beyond Telegram's limit."""
    fields: Json = {}
    files: dict[str, Upload] = {}
    async for part in reader:
        if not isinstance(part, BodyPartReader) or not part.name:
            continue
        data = bytes(await part.read(decode=True))
        if len(data) > limits.UPLOAD:
            raise ApiError(413, "Request Entity Too Large")
        if part.filename is None:
            fields[part.name] = data.decode(errors="replace")
        else:
            mime = part.headers.get("Content-Type", "")
            files[part.name] = Upload(part.filename, "" if mime == "application/octet-stream" else mime, data)
    return fields, files
