"""The simulation's API (`/sim`): JSON in, what people do, JSON out; every refusal is a 4xx with a reason."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

from aiohttp import MultipartReader, web

from bot.emulator import views
from bot.emulator.actions import Hands, open_link
from bot.emulator.chats import Chat, Person, Topic
from bot.emulator.errors import ActionError, ApiError, Json
from bot.emulator.faults import EVERYTHING, Faults, fault_of
from bot.emulator.membership import migrate, set_blocked, set_bot_status, set_member
from bot.emulator.request import UNREADABLE, read_multipart
from bot.emulator.updates import KINDS

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.emulator.calls import CallLog
    from bot.emulator.files import Upload
    from bot.emulator.world import World

TYPES = {"group", "supergroup", "channel"}
LONGEST_NAME = 64
LONGEST_TITLE = 128
LONGEST_WAIT = 60.0
KEEP_ALIVE = 15.0


@web.middleware
async def reasons(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Turn every refusal into JSON with its reason."""
    if not request.path.startswith("/sim"):
        return await handler(request)
    try:
        return await handler(request)
    except ActionError as error:
        return web.json_response({"error": error.reason}, status=error.status)
    except ApiError as error:
        return web.json_response({"error": error.description}, status=error.code)
    except web.HTTPRequestEntityTooLarge:
        return web.json_response({"error": "the file is too large"}, status=413)
    except web.HTTPException as error:
        return web.json_response({"error": error.reason}, status=error.status)


class Simulation:
    """Serves people's actions, the clock, faults, the log and the stream."""

    def __init__(self, world: World, faults: Faults, calls: CallLog) -> None:
        self.world = world
        self.faults = faults
        self.calls = calls

    def routes(self) -> list[web.RouteDef]:
        """Everything under /sim."""
        at = "/sim/people/{person}/chats/{chat}"
        actions = {"messages": self.say, "contact": self.contact, "location": self.location, "press": self.press,
                   "edit": self.edit, "vote": self.vote, "react": self.react, "block": self.block,
                   "unblock": self.unblock, "read": self.read}  # fmt: skip
        groups = {"bot": self.bot_status, "migrate": self.migrate, "members": self.member, "topics": self.topic,
                  "join_request": self.join_request}  # fmt: skip
        return [
            web.get("/sim/world", self.show_world),
            web.get("/sim/people/{person}/chats", self.list_chats),
            web.get(at, self.show_chat),
            *(web.post(f"{at}/{name}", handler) for name, handler in actions.items()),
            web.post("/sim/people", self.add_person),
            web.post("/sim/people/{person}/open", self.open),
            web.post("/sim/people/{person}/deactivate", self.deactivate),
            web.post("/sim/chats", self.add_chat),
            *(web.post("/sim/chats/{chat}/" + name, handler) for name, handler in groups.items()),
            web.get("/sim/clock", self.clock),
            web.post("/sim/clock", self.advance),
            web.get("/sim/faults", self.list_faults),
            web.post("/sim/faults", self.add_fault),
            web.delete("/sim/faults", self.clear_faults),
            web.get("/sim/log", self.log),
            web.get("/sim/idle", self.idle),
            web.get("/sim/changes", self.changes),
            web.post("/sim/updates", self.raw_update),
            web.get("/sim/stream", self.stream),
            web.get("/sim/transcript/{person}/{chat}", self.transcript),
            web.get("/sim/files/{file}", self.file),
            web.route("*", "/sim/{rest:.*}", self.nothing),
        ]

    # --- looking ----------------------------------------------------------------------------------------------

    async def show_world(self, _request: web.Request) -> web.Response:
        """People and groups."""
        return web.json_response(views.world_view(self.world))

    async def list_chats(self, request: web.Request) -> web.Response:
        """One person's chats."""
        return web.json_response(views.chat_list(self.world, self.world.person(_number(request, "person"))))

    async def show_chat(self, request: web.Request) -> web.Response:
        """One chat as one person sees it."""
        hands = self._hands(request)
        return web.json_response(views.open_chat(self.world, hands.person, hands.chat))

    async def transcript(self, request: web.Request) -> web.Response:
        """The same as plain text."""
        hands = self._hands(request)
        return web.Response(text=views.transcript(self.world, hands.person, hands.chat))

    async def file(self, request: web.Request) -> web.Response:
        """A file's bytes; nothing but pictures is shown by the browser."""
        stored = self.world.files.find(request.match_info["file"])
        if stored is None:
            raise ActionError("there is no such file", 404)
        shown = stored.mime if stored.mime in {"image/png", "image/jpeg", "image/gif", "image/webp"} else ""
        headers = {"X-Content-Type-Options": "nosniff"}
        if not shown:
            headers["Content-Disposition"] = "attachment"
        return web.Response(body=stored.data, content_type=shown or "application/octet-stream", headers=headers)

    async def nothing(self, request: web.Request) -> web.Response:
        """Neither a page nor an action."""
        raise ActionError(f"there is no {request.method} {request.path}", 404)

    # --- a person at a chat -----------------------------------------------------------------------------------

    def _hands(self, request: web.Request) -> Hands:
        return Hands.at(self.world, _number(request, "person"), _number(request, "chat"))

    async def say(self, request: web.Request) -> web.Response:
        """A text as JSON, or a file as multipart."""
        hands = self._hands(request)
        if request.content_type.startswith("multipart/"):
            fields, upload = await _upload(request)
            kind, caption = str(fields.get("kind") or "document"), str(fields.get("caption") or "")
            return web.json_response(hands.send_file(upload, kind, caption).shown(hands.person.id))
        order = await _order(request)
        message = hands.say(_text(order, "text"), _whole(order, "reply_to"), _whole(order, "thread_id"))
        return web.json_response(message.shown(hands.person.id))

    async def contact(self, request: web.Request) -> web.Response:
        """A phone number."""
        hands, order = self._hands(request), await _order(request)
        number, name = str(order.get("phone_number") or ""), str(order.get("first_name") or "")
        if not number and order.get("own") is not True:
            raise ActionError("say {own: true} or a phone_number")
        return web.json_response(hands.share_contact(number, name).shown(hands.person.id))

    async def location(self, request: web.Request) -> web.Response:
        """A point on the map."""
        hands, order = self._hands(request), await _order(request)
        message = hands.share_location(_real(order, "latitude"), _real(order, "longitude"))
        return web.json_response(message.shown(hands.person.id))

    async def press(self, request: web.Request) -> web.Response:
        """A button."""
        hands, order = self._hands(request), await _order(request)
        return web.json_response(await hands.press(order))

    async def edit(self, request: web.Request) -> web.Response:
        """Another text for a message of one's own."""
        hands, order = self._hands(request), await _order(request)
        return web.json_response(hands.edit(_whole(order, "message_id"), _text(order, "text")).shown(hands.person.id))

    async def vote(self, request: web.Request) -> web.Response:
        """A vote in a poll."""
        hands, order = self._hands(request), await _order(request)
        options = order.get("options")
        if not isinstance(options, list) or not all(type(option) is int for option in options):
            raise ActionError("options is a list of numbers")
        return web.json_response(hands.vote(_whole(order, "message_id"), options).shown(hands.person.id))

    async def react(self, request: web.Request) -> web.Response:
        """A reaction."""
        hands, order = self._hands(request), await _order(request)
        emoji = str(order.get("emoji") or "")
        return web.json_response(hands.react(_whole(order, "message_id"), emoji).shown(hands.person.id))

    async def block(self, request: web.Request) -> web.Response:
        """Block the bot."""
        set_blocked(self.world, self._hands(request).chat, blocked=True)
        return web.json_response({"blocked": True})

    async def unblock(self, request: web.Request) -> web.Response:
        """Let the bot in again."""
        set_blocked(self.world, self._hands(request).chat, blocked=False)
        return web.json_response({"blocked": False})

    async def read(self, request: web.Request) -> web.Response:
        """Nothing is unread any more."""
        hands = self._hands(request)
        hands.chat.read[hands.person.id] = hands.chat.last_id
        return web.json_response({"unread": 0})

    async def open(self, request: web.Request) -> web.Response:
        """A deep link."""
        person, order = _number(request, "person"), await _order(request)
        kind, payload = open_link(self.world, person, order)
        words = ["/start", payload] if payload else ["/start"]
        if kind == "start":
            message = Hands.at(self.world, person, person).say(" ".join(words))
            return web.json_response(message.shown(person))
        if order.get("chat") is None:
            return web.json_response({"kind": kind, "payload": payload})
        hands = Hands.at(self.world, person, _whole(order, "chat"))
        set_bot_status(self.world, hands.chat, "member" if kind == "startgroup" else "administrator", by=person)
        words[0] += f"@{self.world.bot.username}"
        return web.json_response(hands.say(" ".join(words)).shown(person))

    async def deactivate(self, request: web.Request) -> web.Response:
        """The account is deleted: the bot reaches nobody there."""
        self.world.deactivated.add(self.world.person(_number(request, "person")).id)
        return web.json_response({"deactivated": True})

    # --- the world --------------------------------------------------------------------------------------------

    async def add_person(self, request: web.Request) -> web.Response:
        """A new person."""
        order = await _order(request)
        texts = ("last_name", "username", "language_code", "label", "phone_number")
        more = {name: _text(order, name, "")[:LONGEST_NAME] for name in texts}
        first = _text(order, "first_name")[:LONGEST_NAME]
        number = _whole(order, "id") or self.world.new_person_id()
        return web.json_response(views.person_view(self.world.add_person(Person(number, first, **more))))

    async def add_chat(self, request: web.Request) -> web.Response:
        """A new group, supergroup or channel."""
        order, world = await _order(request), self.world
        kind, title = str(order.get("type") or "group"), _text(order, "title")[:LONGEST_TITLE]
        members = order.get("members")
        if kind not in TYPES or not isinstance(members, list) or not members:
            raise ActionError("a chat has a type (group, supergroup, channel) and members (ids, the owner first)")
        people = [world.person(member if type(member) is int else 0).id for member in members]
        standing = dict.fromkeys(people, "member") | {people[0]: "creator"}
        number = _whole(order, "id") or world.new_chat_id(kind)
        if number >= 0 or number in world.chats:
            raise ActionError("this id cannot be given to a group")
        forum = order.get("is_forum") is True and kind == "supergroup"
        chat = world.add_chat(Chat(number, kind, title, _text(order, "username", ""), forum, standing))
        if order.get("bot") is True:
            set_bot_status(
                world, chat, "administrator" if order.get("admin") is True or kind == "channel" else "member"
            )
        return web.json_response(views.chat_view(world, chat))

    def _chat(self, request: web.Request) -> Chat:
        return self.world.chat(_number(request, "chat"))

    async def bot_status(self, request: web.Request) -> web.Response:
        """The bot's standing in a group."""
        chat, order = self._chat(request), await _order(request)
        set_bot_status(self.world, chat, str(order.get("status") or ""))
        return web.json_response(views.chat_view(self.world, chat))

    async def member(self, request: web.Request) -> web.Response:
        """A person's standing in a group."""
        chat, order = self._chat(request), await _order(request)
        set_member(self.world, chat, _whole(order, "person"), str(order.get("status") or "member"))
        return web.json_response(views.chat_view(self.world, chat))

    async def migrate(self, request: web.Request) -> web.Response:
        """A group becomes a supergroup."""
        return web.json_response({"id": migrate(self.world, self._chat(request)).id})

    async def topic(self, request: web.Request) -> web.Response:
        """A new topic, or {"id", "closed"} for one that is there."""
        chat, order = self._chat(request), await _order(request)
        if not chat.is_forum:
            raise ActionError("this chat has no topics")
        who = next(iter(chat.members))
        if number := _whole(order, "id"):
            if number not in chat.topics:
                raise ActionError("there is no such topic", 404)
            topic = chat.topics[number]
            topic.closed = order.get("closed") is True
            kind = "forum_topic_closed" if topic.closed else "forum_topic_reopened"
            self.world.write(chat, who, {kind: {}}, thread=number)
        else:
            topic = chat.topics[chat.last_id + 1] = Topic(chat.last_id + 1, _text(order, "name")[:LONGEST_TITLE])
            created = {"name": topic.name, "icon_color": topic.icon_color}
            self.world.write(chat, who, {"forum_topic_created": created}, thread=topic.id)
        return web.json_response({"id": topic.id, "name": topic.name, "closed": topic.closed})

    async def join_request(self, request: web.Request) -> web.Response:
        """A person asks to be let in."""
        chat, order, world = self._chat(request), await _order(request), self.world
        person = world.person(_whole(order, "person"))
        if chat.private or person.id in chat.members:
            raise ActionError("this person is there already")
        chat.join_requests.add(person.id)
        if chat.bot_status == "administrator":
            body = {"chat": world.chat_data(chat), "from": person.user(), "user_chat_id": person.id}
            world.tell("chat_join_request", body | {"date": world.clock.now()}, chat.id)
        return web.json_response({"asked": True})

    # --- the clock, faults, the log ---------------------------------------------------------------------------

    async def clock(self, _request: web.Request) -> web.Response:
        """The world's time."""
        return web.json_response({"now": self.world.clock.now()})

    async def advance(self, request: web.Request) -> web.Response:
        """Move it forward."""
        now = await self.world.clock.advance(_real(await _order(request), "advance"))
        self.world.changes.publish({"type": "clock", "now": now})
        return web.json_response({"now": now})

    async def list_faults(self, _request: web.Request) -> web.Response:
        """The faults in force."""
        found = [{"kind": f.kind, "method": f.method, "chat_id": f.chat_id, "used": f.used} for f in self.faults.orders]
        return web.json_response({"faults": found})

    async def add_fault(self, request: web.Request) -> web.Response:
        """Make Telegram fail."""
        fault = fault_of(await _order(request))
        self.faults.add(fault)
        if fault.kind in EVERYTHING or fault.kind == "conflict" or fault.method == "getUpdates":
            self.world.updates.wake()
        return web.json_response({"kind": fault.kind})

    async def clear_faults(self, _request: web.Request) -> web.Response:
        """Telegram is well again."""
        self.faults.clear()
        return web.json_response({"faults": []})

    async def log(self, request: web.Request) -> web.Response:
        """The Bot API calls."""
        return web.json_response({"calls": self.calls.after(int(_query(request, "after", 0)))})

    async def idle(self, request: web.Request) -> web.Response:
        """Wait until the bot is at rest."""
        quiet, wait = _query(request, "quiet", 0.2), _query(request, "timeout", 10)
        return web.json_response({"idle": await self.calls.idle(quiet, min(wait, LONGEST_WAIT))})

    async def changes(self, request: web.Request) -> web.Response:
        """Wait until the world moved beyond a revision."""
        after, wait = int(_query(request, "after", 0)), _query(request, "timeout", 10)
        return web.json_response({"revision": await self.world.changes.after(after, min(wait, LONGEST_WAIT))})

    async def raw_update(self, request: web.Request) -> web.Response:
        """Any update, as it is."""
        order = await _order(request)
        kinds = [name for name in order if name in KINDS]
        if len(kinds) != 1 or len(order) != 1 or not isinstance(order[kinds[0]], dict):
            raise ActionError("an update has exactly one known kind, an object, and no update_id")
        body = order[kinds[0]]
        chat = body.get("chat") or (body.get("message") or {}).get("chat") or {}
        lane = chat.get("id", 0) if isinstance(chat, dict) else 0
        return web.json_response({"update_id": self.world.tell(kinds[0], body, lane if isinstance(lane, int) else 0)})

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Server-Sent Events of every change."""
        headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        response = web.StreamResponse(headers=headers)
        await response.prepare(request)
        await response.write(b": hello\n\n")
        with self.world.changes.watching() as events:
            while True:
                try:
                    event = await asyncio.wait_for(events.get(), KEEP_ALIVE)
                except TimeoutError:
                    await response.write(b": alive\n\n")
                    continue
                await response.write(f"data: {json.dumps(event)}\n\n".encode())


def _number(request: web.Request, name: str) -> int:
    try:
        return int(request.match_info[name])
    except ValueError:
        raise ActionError(f"{name} is a number") from None


def _query(request: web.Request, name: str, default: float) -> float:
    try:
        value = float(request.query.get(name, default))
    except ValueError:
        value = -1.0
    if not 0 <= value < 1e15:  # noqa: PLR2004 - neither infinite nor not a number
        raise ActionError(f"{name} is a positive number")
    return value


async def _order(request: web.Request) -> Json:
    if not request.can_read_body:
        return {}
    try:
        order = json.loads(await request.text() or "{}")
    except (ValueError, LookupError, RecursionError):
        raise ActionError("the body is not JSON") from None
    if not isinstance(order, dict):
        raise ActionError("the body is not a JSON object")
    return order


async def _upload(request: web.Request) -> tuple[Json, Upload]:
    try:
        fields, files = await read_multipart(MultipartReader(request.headers, request.content))
    except UNREADABLE:
        raise ActionError("the multipart body cannot be read") from None
    if "file" not in files:
        raise ActionError("the part «file» is missing")
    return fields, files["file"]


def _text(order: Json, name: str, default: str | None = None) -> str:
    value = order.get(name, default)
    if value is None and default is not None:
        return default
    if not isinstance(value, str) or (default is None and not value.strip()):
        raise ActionError(f"{name} is a text that is not empty")
    return value


def _whole(order: Json, name: str) -> int:
    value = order.get(name)
    if value is None:
        return 0
    if type(value) is not int:
        raise ActionError(f"{name} is a whole number")
    return value


def _real(order: Json, name: str) -> float:
    value = order.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ActionError(f"{name} is a number")
    return float(value)
