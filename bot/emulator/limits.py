"""Telegram's limits in numbers; it knows no messages."""

from __future__ import annotations

TEXT = 4096
"""UTF-16 units of a message after its formatting was taken out."""
CAPTION = 1024
CALLBACK_DATA = 64
"""Bytes of UTF-8."""
CALLBACK_ANSWER = 200
COPY_TEXT = 256
BUTTONS = 100
BUTTONS_IN_ROW = 8
KEYBOARD_BUTTONS = 300
START_PAYLOAD = 64
COMMANDS = 100
COMMAND = 32
COMMAND_DESCRIPTION = 256
BOT_NAME = 64
BOT_DESCRIPTION = 512
BOT_SHORT_DESCRIPTION = 120
ENTITIES = 100
POLL_QUESTION = 300
POLL_OPTION = 100
POLL_OPTIONS = 12
MEDIA_GROUP = 10
DELETE_AT_ONCE = 100
UPLOAD = 50 * 1024 * 1024
"""Bytes that a bot may upload."""
PHOTO = 10 * 1024 * 1024
DOWNLOAD = 20 * 1024 * 1024
"""Bytes that a bot may fetch."""
PHOTO_SIDES = 10_000
PHOTO_RATIO = 20
UPDATE_LIFE = 24 * 3600
"""Seconds that an update waits to be fetched."""
LONG_POLL = 50
UPDATES_AT_ONCE = 100
QUERY_LIFE = 15 * 60
"""Seconds in which a callback query may be answered."""
DELETE_WINDOW = 48 * 3600
TYPING = 5
WEBHOOK_CONNECTIONS = 40


def utf16(text: str) -> int:
    """Length as Telegram counts it: a code point beyond the basic plane counts two."""
    return len(text) + sum(character > "\uffff" for character in text)
