"""What a person does in Telegram: write, press, share, open links, vote; refusals are ActionErrors."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.emulator import limits
from bot.emulator.entities import formatted
from bot.emulator.errors import ActionError, ApiError, Json
from bot.emulator.media import describe
from bot.emulator.posting import caption_content
from bot.emulator.world import Query

if TYPE_CHECKING:
    from bot.emulator.chats import Chat, Person
    from bot.emulator.files import Upload
    from bot.emulator.messages import Message
    from bot.emulator.world import World

PATIENCE = 10.0
"""Real seconds that a press waits for its answer."""
SENDABLE = {"photo", "document", "video", "voice", "audio", "animation"}
LONGEST_ALBUM = 32
PRESSED = ("url", "web_app", "copy_text", "switch_inline_query", "switch_inline_query_current_chat")


class Hands:
    """A person at a chat."""

    def __init__(self, world: World, person: Person, chat: Chat) -> None:
        self.world = world
        self.person = person
        self.chat = chat

    @classmethod
    def at(cls, world: World, person_id: int, chat_id: int) -> Hands:
        """The person at the chat; ActionError where they cannot be."""
        person, chat = world.person(person_id), world.chat(chat_id)
        if person_id not in chat.members:
            raise ActionError("this person is not in this chat", 404)
        return cls(world, person, chat)

    def say(self, text: str, reply_to: int = 0, thread: int = 0) -> Message:
        """A text message."""
        plain, entities = formatted(text, "", None)
        if not plain:
            raise ActionError("the text is empty")
        if limits.utf16(plain) > limits.TEXT:
            raise ActionError("the text is longer than 4096")
        return self._write({"text": plain} | ({"entities": entities} if entities else {}), reply_to, thread)

    def _write(self, content: Json, reply_to: int = 0, thread: int = 0) -> Message:
        chat = self.chat
        if chat.migrated_to:
            raise ActionError("this group was upgraded to a supergroup")
        if chat.private and chat.blocked:
            raise ActionError("the bot is blocked; unblock it first")
        if chat.type == "channel" and chat.members[self.person.id] == "member":
            raise ActionError("only administrators write in a channel")
        if thread and thread not in chat.topics:
            raise ActionError("there is no such topic", 404)
        if thread and chat.topics[thread].closed:
            raise ActionError("this topic is closed")
        answered = chat.messages.get(reply_to)
        if reply_to and answered is None:
            raise ActionError("there is no message to reply to", 404)
        if chat.private:
            chat.started = True
        keyboard = chat.keyboards.get(self.person.id)
        if keyboard and (keyboard.get("one_time_keyboard") or keyboard.get("force_reply")):
            del chat.keyboards[self.person.id]
        return self.world.write(chat, self.person.id, content, reply_to=answered, thread=thread)

    def send_file(
        self, upload: Upload, kind: str, caption: str = "", reply_to: int = 0, thread: int = 0, *, album: str = ""
    ) -> Message:
        """A photo, document, video or voice message; those of one `album` were picked together."""
        if kind not in SENDABLE:
            raise ActionError(f"kind is one of {', '.join(sorted(SENDABLE))}")
        try:
            stored = self.world.files.keep(upload, kind)
            content = describe(self.world.files, stored, kind) | caption_content(caption, "", None)
        except ApiError as error:
            raise ActionError(error.description, error.code) from None
        if album:
            content["media_group_id"] = album[:LONGEST_ALBUM]
        return self._write(content, reply_to, thread)

    def share_contact(self, number: str = "", name: str = "") -> Message:
        """Their own number, or somebody else's."""
        if number:
            return self._write({"contact": {"phone_number": number, "first_name": name or number}})
        person = self.person
        contact: Json = {"phone_number": person.phone, "first_name": person.first_name}
        if person.last_name:
            contact["last_name"] = person.last_name
        return self._write({"contact": contact | {"user_id": person.id}})

    def share_location(self, latitude: float, longitude: float) -> Message:
        """A point on the map."""
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # noqa: PLR2004 - degrees of the globe
            raise ActionError("there is no such place on the globe")
        return self._write({"location": {"latitude": latitude, "longitude": longitude}})

    def edit(self, message_id: int, text: str) -> Message:
        """Change a text of their own."""
        message = self._message(message_id)
        if message.author != self.person.id or "text" not in message.data:
            raise ActionError("only a text of one's own can be edited")
        plain, entities = formatted(text, "", None)
        if not plain or limits.utf16(plain) > limits.TEXT:
            raise ActionError("the text is empty or longer than 4096")
        message.data["text"] = plain
        message.data.pop("entities", None)
        if entities:
            message.data["entities"] = entities
        self.world.edited(self.chat, message)
        return message

    def _message(self, message_id: int) -> Message:
        if message_id not in self.chat.messages:
            raise ActionError("there is no such message", 404)
        return self.chat.messages[message_id]

    # --- buttons ----------------------------------------------------------------------------------------------

    async def press(self, order: Json) -> Json:
        """Press a button by place or by label; with `data`, forge a press of that message."""
        message_id = _whole(order.get("message_id"))
        label = str(order.get("label") or "")
        if "data" in order:
            return await self._callback(self._pressed_at(message_id), str(order["data"]))
        if "row" in order or "column" in order:
            message = self._message(message_id)
            rows = (message.inline or {}).get("inline_keyboard", [])
            row, column = _whole(order.get("row")), _whole(order.get("column"))
            if not (0 <= row < len(rows) and 0 <= column < len(rows[row])):
                raise ActionError("there is no such button", 404)
            return await self._act(message, rows[row][column])
        if not label:
            raise ActionError("say which button: label, or message_id with row and column")
        messages = [self._message(message_id)] if message_id else list(reversed(self.chat.messages.values()))
        for message in messages:
            if button := _labelled((message.inline or {}).get("inline_keyboard", []), label):
                return await self._act(message, button)
        keyboard = self.chat.keyboards.get(self.person.id, {})
        if not message_id and (button := _labelled(keyboard.get("keyboard", []), label)):
            return self._plain(button)
        raise ActionError(f"there is no button «{label}»", 404)

    def _plain(self, button: Json) -> Json:
        if button.get("request_contact"):
            return {"kind": "message", "message": self.share_contact().shown(self.person.id)}
        if "web_app" in button:
            return {"kind": "web_app", "url": button["web_app"]["url"]}
        if button.get("request_location"):
            return {"kind": "request_location"}
        return {"kind": "message", "message": self.say(button["text"]).shown(self.person.id)}

    async def _act(self, message: Message, button: Json) -> Json:
        if "callback_data" in button:
            return await self._callback(message.seen(), str(button["callback_data"]))
        kind = next((kind for kind in PRESSED if kind in button), "")
        if kind in {"url", "switch_inline_query", "switch_inline_query_current_chat"}:
            return {"kind": kind, "url" if kind == "url" else "query": button[kind]}
        if kind == "web_app":
            return {"kind": kind, "url": button[kind]["url"]}
        if kind == "copy_text":
            return {"kind": kind, "text": button[kind]["text"]}
        return {"kind": "none"}

    def _pressed_at(self, message_id: int) -> Json:
        """The message of a forged press; one that was deleted is inaccessible, as on a phone that did not hear yet."""
        if message_id not in self.chat.messages and 0 < message_id <= self.chat.last_id:
            return {"chat": self.world.chat_data(self.chat), "message_id": message_id, "date": 0}
        return self._message(message_id).seen()

    async def _callback(self, message: Json, data: str) -> Json:
        if self.chat.private and self.chat.blocked:
            raise ActionError("the bot is blocked; unblock it first")
        world = self.world
        number = 4_000_000_000_000_000_000 + next(world.numbers)
        query = world.queries[str(number)] = Query(str(number), world.clock.now())
        body: Json = {
            "id": query.id,
            "from": self.person.user(),
            "message": message,
            "chat_instance": str(-7_000_000_000_000_000 - abs(self.chat.id)),
            "data": data,
        }
        world.tell("callback_query", body, self.chat.id)
        try:
            await asyncio.wait_for(query.answered.wait(), PATIENCE)
        except TimeoutError:
            return {"kind": "callback", "answer": None}
        return {"kind": "callback", "answer": query.answer}

    # --- links, votes, reactions ------------------------------------------------------------------------------

    def vote(self, message_id: int, options: list[int]) -> Message:
        """Vote in a poll, or take the vote back with no options."""
        message = self._message(message_id)
        poll = self.world.polls.get(str(message.data.get("poll", {}).get("id")))
        if poll is None or poll.data["is_closed"]:
            raise ActionError("there is no open poll in this message")
        chosen = sorted(set(options))
        if any(not 0 <= place < len(poll.data["options"]) for place in chosen):
            raise ActionError("there is no such option")
        if len(chosen) > 1 and not poll.data["allows_multiple_answers"]:
            raise ActionError("this poll takes one answer")
        if poll.votes.get(self.person.id) and not poll.data["allows_revoting"]:
            raise ActionError("this vote cannot be changed")
        poll.votes[self.person.id] = chosen
        for place, option in enumerate(poll.data["options"]):
            option["voter_count"] = sum(place in vote for vote in poll.votes.values())
        poll.data["total_voter_count"] = sum(bool(vote) for vote in poll.votes.values())
        self.world.tell("poll", _copied(poll.data), self.chat.id)
        if not poll.data["is_anonymous"]:
            places = [poll.data["options"][place]["persistent_id"] for place in chosen]
            answer = {"poll_id": poll.data["id"], "user": self.person.user(), "option_ids": chosen}
            self.world.tell("poll_answer", answer | {"option_persistent_ids": places}, self.chat.id)
        self.world.touch(self.chat, message)
        return message

    def react(self, message_id: int, emoji: str) -> Message:
        """Put a reaction on a message, or take it off with an empty one."""
        message = self._message(message_id)
        before = message.reactions.pop(self.person.id, "")
        if emoji:
            message.reactions[self.person.id] = emoji
        body: Json = {
            "chat": self.world.chat_data(self.chat),
            "message_id": message.id,
            "user": self.person.user(),
            "date": self.world.clock.now(),
            "old_reaction": [{"type": "emoji", "emoji": before}] if before else [],
            "new_reaction": [{"type": "emoji", "emoji": emoji}] if emoji else [],
        }
        if self.chat.private or self.chat.bot_status == "administrator":
            self.world.tell("message_reaction", body, self.chat.id)
        self.world.touch(self.chat, message)
        return message


def _labelled(rows: list[list[Json]], label: str) -> Json | None:
    buttons = [button for row in rows for button in row]
    return next((button for button in buttons if button["text"] == label), None)


def _whole(value: object) -> int:
    if value is None:
        return 0
    if isinstance(value, bool) or not isinstance(value, int):
        raise ActionError("message_id, row and column are whole numbers")
    return value


def _copied(data: Json) -> Json:
    return {**data, "options": [dict(option) for option in data["options"]]}
