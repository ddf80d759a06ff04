"""What an organizer sent, as content of an announcement: formatting as Telegram's HTML, files by their ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.announcements import Media, MediaKind

if TYPE_CHECKING:
    from aiogram.types import Message


@dataclass(frozen=True, slots=True)
class Composed:
    """A text (empty for files without one), a file, and the album that it belongs to."""

    html: str
    file: Media | None
    album: str | None


def composed(message: Message) -> Composed | None:
    """What the message says; None where no announcement can say it."""
    file = _file(message)
    if file is None and message.text is None:
        return None
    html = message.html_text if message.text or message.caption else ""
    return Composed(html, file, message.media_group_id)


def _file(message: Message) -> Media | None:
    if message.photo:
        return Media(MediaKind.PHOTO, message.photo[-1].file_id)
    if message.video:
        return Media(MediaKind.VIDEO, message.video.file_id)
    if message.document:
        return Media(MediaKind.DOCUMENT, message.document.file_id)
    return None
