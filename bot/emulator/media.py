"""Files in messages: where the bytes come from and what the answer says of them; nothing is decoded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.emulator.errors import Json, bad_request
from bot.emulator.files import Files, StoredFile, Upload, image_size, photo_sizes

if TYPE_CHECKING:
    from bot.emulator.request import Call

NAMED = {"document", "video", "audio", "animation"}
TIMED = {"video", "voice", "audio", "animation"}
FRAMED = {"video", "animation"}


def media_content(files: Files, call: Call, kind: str, source: object) -> Json:
    """The part of a message that a file makes; `source` is an attach:// name, a file_id or nothing."""
    return describe(files, _stored(files, call, kind, source), kind, call)


def _stored(files: Files, call: Call, kind: str, source: object) -> StoredFile:
    upload: Upload | None = None
    if source is None:
        upload = call.files.get(kind)
    elif isinstance(source, str) and source.startswith("attach://"):
        upload = call.files.get(source.removeprefix("attach://"))
        if upload is None:
            raise bad_request("attached file not found")
    elif not isinstance(source, str) or not source:
        raise bad_request(f"there is no {kind} in the request")
    elif "://" in source:
        raise bad_request("failed to get HTTP URL content")
    else:
        stored = files.by_id(source)
        if stored.kind != kind:
            raise bad_request(f"can't use file of type {stored.kind.title()} as {kind.title()}")
        return stored
    if upload is None:
        raise bad_request(f"there is no {kind} in the request")
    return files.keep(upload, kind)


def describe(files: Files, stored: StoredFile, kind: str, call: Call | None = None) -> Json:
    """The Bot API's object of a stored file under its name in a message."""
    if kind == "photo":
        return {"photo": photo_sizes(stored)}
    found = stored.sized() | {"mime_type": stored.mime}
    if kind in NAMED and stored.name:
        found["file_name"] = stored.name
    if kind in TIMED:
        found["duration"] = call.number("duration") if call else 1
    if kind in FRAMED:
        width, height = image_size(stored.data) or (320, 240)
        found["width"] = call.number("width", width) if call else width
        found["height"] = call.number("height", height) if call else height
    if kind == "audio" and call:
        found |= {name: call.text(name) for name in ("performer", "title") if call.text(name)}
    if kind == "document" and call and "thumbnail" in call.files:
        thumbnail = files.keep(call.files["thumbnail"], "thumbnail")
        width, height = image_size(thumbnail.data) or (90, 90)
        found["thumbnail"] = thumbnail.sized() | {"width": width, "height": height}
    content: Json = {kind: found}
    if kind == "animation":
        content["document"] = stored.sized() | {"mime_type": stored.mime, "file_name": stored.name}
    return content
