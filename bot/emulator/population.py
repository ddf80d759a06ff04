"""The world itself over HTTP: people, groups, their topics and standing, files, raw updates."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from aiohttp import web

from bot.emulator import views
from bot.emulator.chats import Chat, Person, Topic
from bot.emulator.errors import ActionError
from bot.emulator.membership import migrate, set_bot_status, set_member
from bot.emulator.orders import number, order_of, text, whole
from bot.emulator.updates import KINDS

if TYPE_CHECKING:
    from bot.emulator.world import World

TYPES = {"group", "supergroup", "channel"}
LONGEST_NAME = 64
LONGEST_TITLE = 128
SHOWN = {"image/png", "image/jpeg", "image/gif", "image/webp", "video/mp4", "audio/mpeg", "audio/ogg"}
"""What a browser may show by itself; anything else could be a page with a script, and is saved instead."""


class Population:
    """Who and what there is."""

    def __init__(self, world: World) -> None:
        self.world = world

    def routes(self) -> list[web.RouteDef]:
        """What this part answers to."""
        groups = {"bot": self.bot_status, "migrate": self.migrate, "members": self.member, "topics": self.topic,
                  "join_request": self.join_request}  # fmt: skip
        return [
            web.get("/sim/world", self.show_world),
            web.get("/sim/files/{file}", self.file),
            web.post("/sim/people", self.add_person),
            web.post("/sim/people/{person}/deactivate", self.deactivate),
            web.post("/sim/chats", self.add_chat),
            *(web.post("/sim/chats/{chat}/" + name, handler) for name, handler in groups.items()),
            web.post("/sim/updates", self.raw_update),
        ]

    def _chat(self, request: web.Request) -> Chat:
        return self.world.chat(number(request, "chat"))

    async def show_world(self, _request: web.Request) -> web.Response:
        """People and groups."""
        return web.json_response(views.world_view(self.world))

    async def file(self, request: web.Request) -> web.Response:
        """A file's bytes."""
        stored = self.world.files.find(request.match_info["file"])
        if stored is None:
            raise ActionError("there is no such file", 404)
        shown = stored.mime if stored.mime in SHOWN else ""
        headers = {"X-Content-Type-Options": "nosniff"}
        if not shown:
            headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(stored.name, safe='')}"
        return web.Response(body=stored.data, content_type=shown or "application/octet-stream", headers=headers)

    async def add_person(self, request: web.Request) -> web.Response:
        """A new person."""
        order = await order_of(request)
        texts = ("last_name", "username", "language_code", "label", "phone_number")
        more = {name: text(order, name, "")[:LONGEST_NAME] for name in texts}
        first = text(order, "first_name")[:LONGEST_NAME]
        number = whole(order, "id") or self.world.new_person_id()
        return web.json_response(views.person_view(self.world.add_person(Person(number, first, **more))))

    async def deactivate(self, request: web.Request) -> web.Response:
        """The account is deleted: the bot reaches nobody there."""
        self.world.deactivated.add(self.world.person(number(request, "person")).id)
        return web.json_response({"deactivated": True})

    async def add_chat(self, request: web.Request) -> web.Response:
        """A new group, supergroup or channel."""
        order, world = await order_of(request), self.world
        kind, title = str(order.get("type") or "group"), text(order, "title")[:LONGEST_TITLE]
        members = order.get("members")
        if kind not in TYPES or not isinstance(members, list) or not members:
            raise ActionError("a chat has a type (group, supergroup, channel) and members (ids, the owner first)")
        people = [world.person(member if type(member) is int else 0).id for member in members]
        standing = dict.fromkeys(people, "member") | {people[0]: "creator"}
        number = whole(order, "id") or world.new_chat_id(kind)
        if number >= 0 or number in world.chats:
            raise ActionError("this id cannot be given to a group")
        forum = order.get("is_forum") is True and kind == "supergroup"
        chat = world.add_chat(Chat(number, kind, title, text(order, "username", ""), forum, standing))
        if order.get("bot") is True:
            set_bot_status(
                world, chat, "administrator" if order.get("admin") is True or kind == "channel" else "member"
            )
        return web.json_response(views.chat_view(world, chat))

    async def bot_status(self, request: web.Request) -> web.Response:
        """The bot's standing in a group."""
        chat, order = self._chat(request), await order_of(request)
        set_bot_status(self.world, chat, str(order.get("status") or ""))
        return web.json_response(views.chat_view(self.world, chat))

    async def member(self, request: web.Request) -> web.Response:
        """A person's standing in a group."""
        chat, order = self._chat(request), await order_of(request)
        set_member(self.world, chat, whole(order, "person"), str(order.get("status") or "member"))
        return web.json_response(views.chat_view(self.world, chat))

    async def migrate(self, request: web.Request) -> web.Response:
        """A group becomes a supergroup."""
        return web.json_response({"id": migrate(self.world, self._chat(request)).id})

    async def topic(self, request: web.Request) -> web.Response:
        """A new topic, or {"id", "closed"} for one that is there."""
        chat, order = self._chat(request), await order_of(request)
        if not chat.is_forum:
            raise ActionError("this chat has no topics")
        who = next(iter(chat.members))
        if number := whole(order, "id"):
            if number not in chat.topics:
                raise ActionError("there is no such topic", 404)
            topic = chat.topics[number]
            topic.closed = order.get("closed") is True
            kind = "forum_topic_closed" if topic.closed else "forum_topic_reopened"
            self.world.write(chat, who, {kind: {}}, thread=number)
        else:
            topic = chat.topics[chat.last_id + 1] = Topic(chat.last_id + 1, text(order, "name")[:LONGEST_TITLE])
            created = {"name": topic.name, "icon_color": topic.icon_color}
            self.world.write(chat, who, {"forum_topic_created": created}, thread=topic.id)
        return web.json_response({"id": topic.id, "name": topic.name, "closed": topic.closed})

    async def join_request(self, request: web.Request) -> web.Response:
        """A person asks to be let in."""
        chat, order, world = self._chat(request), await order_of(request), self.world
        person = world.person(whole(order, "person"))
        if chat.private or person.id in chat.members:
            raise ActionError("this person is there already")
        chat.join_requests.add(person.id)
        if chat.bot_status == "administrator":
            body = {"chat": world.chat_data(chat), "from": person.user(), "user_chat_id": person.id}
            world.tell("chat_join_request", body | {"date": world.clock.now()}, chat.id)
        return web.json_response({"asked": True})

    async def raw_update(self, request: web.Request) -> web.Response:
        """Any update, as it is."""
        order = await order_of(request)
        kinds = [name for name in order if name in KINDS]
        if len(kinds) != 1 or len(order) != 1 or not isinstance(order[kinds[0]], dict):
            raise ActionError("an update has exactly one known kind, an object, and no update_id")
        body = order[kinds[0]]
        chat = body.get("chat") or (body.get("message") or {}).get("chat") or {}
        lane = chat.get("id", 0) if isinstance(chat, dict) else 0
        return web.json_response({"update_id": self.world.tell(kinds[0], body, lane if isinstance(lane, int) else 0)})
