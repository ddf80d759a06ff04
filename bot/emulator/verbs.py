"""Verbs for end-to-end tests: what a person does and reads, over the simulation's API of a running emulator."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Self

from aiohttp import ClientSession, ClientTimeout, FormData

from bot.emulator.bubbles import Bubble

if TYPE_CHECKING:
    from types import TracebackType

    from bot.emulator.errors import Json

PATIENCE = 10.0
"""Real seconds that a verb waits for the bot."""
TOTAL = ClientTimeout(total=90)

__all__ = ["Bubble", "Phone", "Town"]


class Town:
    """The emulated world from outside; use it as an async context manager, or close() it."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self._session: ClientSession | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Let the connections go."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _http(self) -> ClientSession:
        if self._session is None:
            self._session = ClientSession(timeout=TOTAL)
        return self._session

    async def ask(self, method: str, path: str, body: Json | None = None, data: FormData | None = None) -> Any:
        """One call of the simulation; AssertionError with its reason when it is refused."""
        async with self._http().request(method, f"{self.url}/sim/{path}", json=body, data=data) as response:
            if response.content_type != "application/json":
                return await response.text()
            answer = await response.json()
            if response.status != 200:  # noqa: PLR2004 - the simulation knows one success
                raise AssertionError(f"{method} /sim/{path}: {response.status} {answer.get('error')}")
            return answer

    def phone(self, person_id: int, chat_id: int | None = None) -> Phone:
        """A person's phone, open at their chat with the bot or at another one."""
        return Phone(self, person_id, person_id if chat_id is None else chat_id)

    async def add_person(self, first_name: str, **more: Any) -> Phone:
        """A new person (`language_code`, `last_name`, `username`, `label`, `id`), phone in hand."""
        person = await self.ask("POST", "people", {"first_name": first_name, **more})
        return self.phone(person["id"])

    async def add_group(self, title: str, members: list[int], *, kind: str = "group", bot: bool = True,
                        **more: Any) -> int:  # fmt: skip
        """A new chat (group, supergroup, channel); the first member owns it. Answers its id."""
        order = {"type": kind, "title": title, "members": members, "bot": bot, **more}
        return int((await self.ask("POST", "chats", order))["id"])

    async def bot_in(self, chat_id: int, status: str) -> None:
        """Give the bot another standing in a group: member, administrator, left, kicked."""
        await self.ask("POST", f"chats/{chat_id}/bot", {"status": status})

    async def migrate(self, chat_id: int) -> int:
        """Upgrade a group; the id of the supergroup."""
        return int((await self.ask("POST", f"chats/{chat_id}/migrate", {}))["id"])

    async def now(self) -> int:
        """The world's time in Unix seconds."""
        return int((await self.ask("GET", "clock"))["now"])

    async def advance(self, seconds: float) -> int:
        """Move the world's clock forward; its new time."""
        return int((await self.ask("POST", "clock", {"advance": seconds}))["now"])

    async def fault(self, kind: str, **more: Any) -> None:
        """Make Telegram fail (`method`, `chat_id`, `times`, `retry_after`, `seconds`)."""
        await self.ask("POST", "faults", {"kind": kind, **more})

    async def heal(self) -> None:
        """End every fault."""
        await self.ask("DELETE", "faults")

    async def calls(self, method: str = "", after: int = 0) -> list[Json]:
        """The Bot API calls so far, of one method or of all."""
        found = (await self.ask("GET", f"log?after={after}"))["calls"]
        return [call for call in found if not method or call["method"] == method]

    async def download(self, file_id: str) -> bytes:
        """The bytes of a file that stands in a message."""
        async with self._http().get(f"{self.url}/sim/files/{file_id}") as response:
            assert response.status == 200, f"there is no file {file_id}"  # noqa: PLR2004 - the one success
            return await response.read()

    async def update(self, body: Json) -> int:
        """Queue a raw update; its id."""
        return int((await self.ask("POST", "updates", body))["update_id"])

    async def settle(self, quiet: float = 0.2, wait: float = PATIENCE) -> None:
        """Wait until the bot took every update and is at rest."""
        answer = await self.ask("GET", f"idle?quiet={quiet}&timeout={wait}")
        assert answer["idle"], f"the bot is not at rest after {wait} s"


class Phone:
    """One person at one chat."""

    def __init__(self, town: Town, person_id: int, chat_id: int) -> None:
        self.town = town
        self.person_id = person_id
        self.chat_id = chat_id
        self._read = 0

    def at(self, chat_id: int) -> Phone:
        """The same person at another chat."""
        return Phone(self.town, self.person_id, chat_id)

    @property
    def _path(self) -> str:
        return f"people/{self.person_id}/chats/{self.chat_id}"

    async def _do(self, action: str, order: Json) -> Any:
        try:
            return await self.town.ask("POST", f"{self._path}/{action}", order)
        except AssertionError as error:
            raise AssertionError(f"{error}\n{await self.transcript()}") from None

    async def say(self, text: str, *, reply_to: int | None = None, thread_id: int | None = None) -> Bubble:
        """Send a text."""
        return Bubble.of(await self._do("messages", {"text": text, "reply_to": reply_to, "thread_id": thread_id}))

    async def press(self, label: str, *, message_id: int | None = None) -> Json:
        """Press the newest button with this label; waits for the bot's answer to it."""
        return dict(await self._do("press", {"label": label, "message_id": message_id}))

    async def forge(self, message_id: int, data: str) -> Json:
        """Press a button that is not there: raw callback data under a message, even one that was deleted."""
        return dict(await self._do("press", {"message_id": message_id, "data": data}))

    async def edit(self, message_id: int, text: str) -> Bubble:
        """Change a text of one's own."""
        return Bubble.of(await self._do("edit", {"message_id": message_id, "text": text}))

    async def send_file(
        self,
        name: str,
        data: bytes,
        *,
        kind: str = "document",
        caption: str = "",
        reply_to: int = 0,
        thread_id: int = 0,
    ) -> Bubble:
        """Send a file: photo, document, video or voice."""
        fields = {"kind": kind, "caption": caption, "reply_to": str(reply_to), "thread_id": str(thread_id)}
        form = FormData(fields, quote_fields=False)
        form.add_field("file", data, filename=name)
        return Bubble.of(await self.town.ask("POST", f"{self._path}/messages", data=form))

    async def share_contact(self, phone_number: str = "", first_name: str = "") -> Bubble:
        """Share one's own number, or somebody else's."""
        order: Json = {"phone_number": phone_number, "first_name": first_name} if phone_number else {"own": True}
        return Bubble.of(await self._do("contact", order))

    async def share_location(self, latitude: float, longitude: float) -> Bubble:
        """Share a place."""
        return Bubble.of(await self._do("location", {"latitude": latitude, "longitude": longitude}))

    async def open(self, link: str) -> Json:
        """Open a t.me link of the bot, or a bare start payload."""
        order = {"url": link} if "/" in link or ":" in link else {"payload": link}
        return dict(await self.town.ask("POST", f"people/{self.person_id}/open", order))

    async def launch(self, place: str = "inline") -> str:
        """The launch data that a Mini App gets when it is opened here; `place` is keyboard, inline or menu."""
        return str((await self._do("web_app", {"from": place}))["init_data"])

    async def vote(self, message_id: int, *options: int) -> None:
        """Vote in a poll."""
        await self._do("vote", {"message_id": message_id, "options": list(options)})

    async def block(self) -> None:
        """Block the bot."""
        await self._do("block", {})

    async def unblock(self) -> None:
        """Let the bot in again."""
        await self._do("unblock", {})

    async def view(self) -> Json:
        """The chat as the simulation shows it: commands, reply keyboard, typing, and so on."""
        return dict(await self.town.ask("GET", self._path))

    async def bubbles(self) -> list[Bubble]:
        """Every message of the chat."""
        return [Bubble.of(message) for message in (await self.view())["messages"]]

    async def commands(self) -> list[str]:
        """The commands that this person is offered here."""
        return [command["command"] for command in (await self.view())["commands"]]

    async def keyboard(self) -> list[list[str]]:
        """The labels of the reply keyboard, row by row."""
        markup = (await self.view())["reply_keyboard"] or {"keyboard": []}
        return [[button["text"] for button in row] for row in markup["keyboard"]]

    async def read(self) -> list[Bubble]:
        """Messages of others that are new or were edited since the last read."""
        found = [bubble for bubble in await self.bubbles() if not bubble.outgoing and bubble.revision > self._read]
        self._read = max([self._read, *(bubble.revision for bubble in found)])
        return found

    async def last(self) -> Bubble:
        """The lowest message of somebody else."""
        found = [bubble for bubble in await self.bubbles() if not bubble.outgoing]
        assert found, f"nobody has answered:\n{await self.transcript()}"
        return found[-1]

    async def transcript(self) -> str:
        """The chat as plain text."""
        return str(await self.town.ask("GET", f"transcript/{self.person_id}/{self.chat_id}"))

    async def expect(self, fragment: str, timeout: float = PATIENCE) -> Bubble:  # noqa: ASYNC109 - the wait is the verb
        """Wait for a message of somebody else that contains the fragment; the lowest one that does."""
        deadline = time.monotonic() + timeout
        while True:
            seen = await self.view()
            bubbles = [Bubble.of(message) for message in seen["messages"]]
            for bubble in reversed(bubbles):
                if not bubble.outgoing and fragment in bubble.text:
                    return bubble
            left = deadline - time.monotonic()
            if left <= 0:
                raise AssertionError(f"no «{fragment}» within {timeout} s:\n{await self.transcript()}")
            await self.town.ask("GET", f"changes?after={seen['revision']}&timeout={min(left, 5):.3f}")

    async def settle(self, quiet: float = 0.2) -> None:
        """Wait until the bot is at rest."""
        await self.town.settle(quiet)
