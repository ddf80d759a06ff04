"""A message, and how the bot sees it; who may send or edit one is decided elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.emulator.entities import to_html

if TYPE_CHECKING:
    from bot.emulator.errors import Json

MEDIA = ("photo", "document", "video", "voice", "audio", "animation")
CONTENT = ("text", "caption", *MEDIA, "location", "venue", "contact", "poll")
SHOWN = {
    "location": "location", "venue": "location", "contact": "contact", "poll": "poll", "photo": "photo",
    "video": "video", "voice": "voice message", "audio": "audio", "animation": "animation",
}  # fmt: skip


@dataclass(slots=True)
class Message:
    """One message; `data` is the Bot API's object without its reply and keyboard, `author` 0 is the bot."""

    data: Json
    author: int
    markup: Json | None = None
    reply_to: Message | None = None
    revision: int = 0
    reactions: dict[int, str] = field(default_factory=dict)

    @property
    def id(self) -> int:
        """Its number in its chat."""
        return int(self.data["message_id"])

    @property
    def chat_id(self) -> int:
        """The chat it stands in."""
        return int(self.data["chat"]["id"])

    @property
    def inline(self) -> Json | None:
        """Its inline keyboard, if it has one: the only markup that ever comes back in answers."""
        return self.markup if self.markup and "inline_keyboard" in self.markup else None

    @property
    def body(self) -> str:
        """Text or caption."""
        return str(self.data.get("text") or self.data.get("caption") or "")

    @property
    def entities(self) -> list[Json]:
        """The entities of the body."""
        return list(self.data.get("entities") or self.data.get("caption_entities") or [])

    @property
    def service(self) -> bool:
        """Whether it tells of an event rather than saying something."""
        return not any(kind in self.data for kind in CONTENT)

    def seen(self, *, nested: bool = False) -> Json:
        """The Bot API's Message; a reply within a reply is left out, as Telegram does."""
        found = dict(self.data)
        if self.reply_to is not None and not nested:
            found["reply_to_message"] = self.reply_to.seen(nested=True)
        if self.inline:
            found["reply_markup"] = self.inline
        return found

    def shown(self, person: int) -> Json:
        """The message as the page shows it to a person."""
        return self.seen() | {
            "outgoing": self.author == person,
            "html": to_html(self.body, self.entities),
            "revision": self.revision,
            "reactions": sorted(self.reactions.values()),
        }

    def summary(self) -> str:
        """One plain line for lists and transcripts."""
        data = self.data
        if "text" in data:
            return str(data["text"])
        about = next((name for kind, name in SHOWN.items() if kind in data), "")
        if "venue" in data:
            about = f"location {data['venue']['title']}"
        elif "location" in data:
            about = f"location {data['location']['latitude']}, {data['location']['longitude']}"
        elif "contact" in data:
            about = f"contact {data['contact']['first_name']} {data['contact']['phone_number']}"
        elif "poll" in data:
            about = f"poll {data['poll']['question']}"
        elif "document" in data:
            about = f"document {data['document'].get('file_name', '')}".strip()
        if about:
            return f"<{about}> {data['caption']}" if data.get("caption") else f"<{about}>"
        return f"<{self._event()}>"

    def _event(self) -> str:
        data = self.data
        if joined := data.get("new_chat_members"):
            return "joined: " + ", ".join(user["first_name"] for user in joined)
        if left := data.get("left_chat_member"):
            return f"left: {left['first_name']}"
        known = {"chat", "from", "sender_chat", "date", "message_id", "message_thread_id", "is_topic_message"}
        return next((name.replace("_", " ") for name in data if name not in known), "message")
