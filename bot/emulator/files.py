"""Files of the world in memory and what can be read from their first bytes; nothing is decoded or scaled."""

from __future__ import annotations

import base64
import hashlib
import mimetypes
import struct
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from bot.emulator import limits
from bot.emulator.errors import ApiError, Json, bad_request

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDERS = {"photo": "photos", "document": "documents", "video": "videos", "voice": "voice", "audio": "music",
           "animation": "animations", "sticker": "stickers", "thumbnail": "thumbnails"}  # fmt: skip
MARKER = 0xFF
FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG segments that begin with a frame's size."""
PHOTO_STEPS = (90, 320, 800, 1280)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in a request."""

    name: str
    mime: str
    data: bytes


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that has an id; equal content has an equal `unique_id`."""

    id: str
    unique_id: str
    kind: str
    name: str
    mime: str
    path: str
    data: bytes

    def sized(self) -> Json:
        """The fields that every file object of the Bot API has."""
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": len(self.data)}


def image_size(data: bytes) -> tuple[int, int] | None:
    """Width and height from the header of a PNG, GIF or JPEG; None for anything else."""
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            width, height = struct.unpack(">II", data[16:24])
            return width, height
        if data[:6] in {b"GIF87a", b"GIF89a"}:
            width, height = struct.unpack("<HH", data[6:10])
            return width, height
        if data.startswith(b"\xff\xd8"):
            return next(_jpeg_frames(data), None)
    except struct.error:
        return None
    return None


def _jpeg_frames(data: bytes) -> Iterator[tuple[int, int]]:
    place = 2
    while place + 9 < len(data) and data[place] == MARKER:
        if data[place + 1] in FRAMES:
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            yield width, height
        place += 2 + int(struct.unpack(">H", data[place + 2 : place + 4])[0])


class Files:
    """Everything that was uploaded, by id and by path."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def keep(self, upload: Upload, kind: str) -> StoredFile:
        """Store an upload; refuses an empty one and one above Telegram's limit."""
        if not upload.data:
            raise bad_request("file must be non-empty")
        if len(upload.data) > limits.UPLOAD:
            raise ApiError(413, "Request Entity Too Large")
        number = next(self._numbers)
        digest = hashlib.sha256(kind.encode() + upload.data).digest()
        unique = base64.urlsafe_b64encode(digest[:11]).decode().rstrip("=")
        identity = base64.urlsafe_b64encode(digest[:24] + struct.pack(">I", number)).decode().rstrip("=")
        ending = "." + upload.name.rpartition(".")[2] if "." in upload.name else ""
        ending = ending if ending[1:].isalnum() and ending.isascii() else ""
        path = f"{FOLDERS.get(kind, 'documents')}/file_{number}{ending.lower()}"
        mime = upload.mime or mimetypes.guess_type(upload.name)[0] or "application/octet-stream"
        stored = StoredFile(f"BQACAg{identity}", f"AgAD{unique}", kind, upload.name, mime, path, upload.data)
        self._by_id[stored.id] = self._by_path[path] = stored
        return stored

    def find(self, file_id: str) -> StoredFile | None:
        """A stored file by any of its ids, or None."""
        return self._by_id.get(file_id.partition("~")[0])

    def by_id(self, file_id: str) -> StoredFile:
        """A stored file; refuses an unknown id as Telegram does."""
        stored = self.find(file_id)
        if stored is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return stored

    def by_path(self, path: str) -> StoredFile | None:
        """A stored file by the path that getFile gave, or None."""
        return self._by_path.get(path)


def photo_sizes(stored: StoredFile) -> list[Json]:
    """The sizes of a photo, smallest first; all of them lead to the same bytes."""
    if len(stored.data) > limits.PHOTO:
        raise bad_request(
            f"file of size {len(stored.data)} bytes is too big for a photo; the maximum size is {limits.PHOTO} bytes"
        )
    size = image_size(stored.data)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    if min(size) < 1 or width + height > limits.PHOTO_SIDES or max(size) > limits.PHOTO_RATIO * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    found: list[Json] = []
    for number, step in enumerate(PHOTO_STEPS):
        scale = min(1.0, step / max(size))
        last = scale == 1.0 or step == PHOTO_STEPS[-1]
        mark = "" if last else f"~{number}"
        found.append(
            {
                "file_id": stored.id + mark,
                "file_unique_id": stored.unique_id + mark.replace("~", "s"),
                "width": max(1, round(width * scale)),
                "height": max(1, round(height * scale)),
                "file_size": len(stored.data),
            }
        )
        if last:
            break
    return found
