"""What one person sees and does at a chat, over HTTP; the doing itself is in `actions`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from bot.emulator import views
from bot.emulator.actions import Hands
from bot.emulator.errors import ActionError, Json
from bot.emulator.links import open_link
from bot.emulator.membership import set_blocked, set_bot_status
from bot.emulator.orders import number, order_of, real, text, upload_of, whole
from bot.emulator.web_apps import init_data, send_data

if TYPE_CHECKING:
    from bot.emulator.world import World


class AtChat:
    """A person at a chat."""

    def __init__(self, world: World) -> None:
        self.world = world

    def routes(self) -> list[web.RouteDef]:
        """What this part answers to."""
        at = "/sim/people/{person}/chats/{chat}"
        actions = {"messages": self.say, "contact": self.contact, "location": self.location, "press": self.press,
                   "edit": self.edit, "vote": self.vote, "react": self.react, "block": self.block,
                   "unblock": self.unblock, "read": self.read, "web_app": self.web_app,
                   "web_app_data": self.web_app_data}  # fmt: skip
        return [
            web.get("/sim/people/{person}/chats", self.list_chats),
            web.get(at, self.show_chat),
            web.get("/sim/transcript/{person}/{chat}", self.transcript),
            *(web.post(f"{at}/{name}", handler) for name, handler in actions.items()),
            web.post("/sim/people/{person}/open", self.open),
        ]

    def _hands(self, request: web.Request) -> Hands:
        return Hands.at(self.world, number(request, "person"), number(request, "chat"))

    async def list_chats(self, request: web.Request) -> web.Response:
        """One person's chats."""
        return web.json_response(views.chat_list(self.world, self.world.person(number(request, "person"))))

    async def show_chat(self, request: web.Request) -> web.Response:
        """One chat as one person sees it."""
        hands = self._hands(request)
        return web.json_response(views.open_chat(self.world, hands.person, hands.chat))

    async def transcript(self, request: web.Request) -> web.Response:
        """The same as plain text."""
        hands = self._hands(request)
        return web.Response(text=views.transcript(self.world, hands.person, hands.chat))

    async def say(self, request: web.Request) -> web.Response:
        """A text as JSON, or a file as multipart."""
        hands = self._hands(request)
        if request.content_type.startswith("multipart/"):
            fields, upload = await upload_of(request)
            kind, caption = str(fields.get("kind") or "document"), str(fields.get("caption") or "")
            album = str(fields.get("album") or "")
            places = {name: _place(fields, name) for name in ("reply_to", "thread_id")}
            message = hands.send_file(upload, kind, caption, places["reply_to"], places["thread_id"], album=album)
            return web.json_response(message.shown(hands.person.id))
        order = await order_of(request)
        message = hands.say(text(order, "text"), whole(order, "reply_to"), whole(order, "thread_id"))
        return web.json_response(message.shown(hands.person.id))

    async def contact(self, request: web.Request) -> web.Response:
        """A phone number."""
        hands, order = self._hands(request), await order_of(request)
        number, name = str(order.get("phone_number") or ""), str(order.get("first_name") or "")
        if not number and order.get("own") is not True:
            raise ActionError("say {own: true} or a phone_number")
        return web.json_response(hands.share_contact(number, name).shown(hands.person.id))

    async def location(self, request: web.Request) -> web.Response:
        """A point on the map."""
        hands, order = self._hands(request), await order_of(request)
        message = hands.share_location(real(order, "latitude"), real(order, "longitude"))
        return web.json_response(message.shown(hands.person.id))

    async def press(self, request: web.Request) -> web.Response:
        """A button."""
        hands, order = self._hands(request), await order_of(request)
        return web.json_response(await hands.press(order))

    async def edit(self, request: web.Request) -> web.Response:
        """Another text for a message of one's own."""
        hands, order = self._hands(request), await order_of(request)
        return web.json_response(hands.edit(whole(order, "message_id"), text(order, "text")).shown(hands.person.id))

    async def vote(self, request: web.Request) -> web.Response:
        """A vote in a poll."""
        hands, order = self._hands(request), await order_of(request)
        options = order.get("options")
        if not isinstance(options, list) or not all(type(option) is int for option in options):
            raise ActionError("options is a list of numbers")
        return web.json_response(hands.vote(whole(order, "message_id"), options).shown(hands.person.id))

    async def react(self, request: web.Request) -> web.Response:
        """A reaction."""
        hands, order = self._hands(request), await order_of(request)
        emoji = str(order.get("emoji") or "")
        return web.json_response(hands.react(whole(order, "message_id"), emoji).shown(hands.person.id))

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

    async def web_app(self, request: web.Request) -> web.Response:
        """The launch data of a Mini App that is opened here, `from` keyboard, inline or menu."""
        hands, order = self._hands(request), await order_of(request)
        return web.json_response({"init_data": init_data(self.world, hands.person, text(order, "from"))})

    async def web_app_data(self, request: web.Request) -> web.Response:
        """What a Mini App of the reply keyboard tells the bot."""
        hands, order = self._hands(request), await order_of(request)
        message = send_data(self.world, hands.chat, hands.person, text(order, "button_text"), text(order, "data"))
        return web.json_response(message.shown(hands.person.id))

    async def open(self, request: web.Request) -> web.Response:
        """A deep link."""
        person, order = number(request, "person"), await order_of(request)
        kind, payload = open_link(self.world, person, order)
        words = ["/start", payload] if payload else ["/start"]
        if kind == "start":
            message = Hands.at(self.world, person, person).say(" ".join(words))
            return web.json_response(message.shown(person))
        if order.get("chat") is None:
            return web.json_response({"kind": kind, "payload": payload})
        hands = Hands.at(self.world, person, whole(order, "chat"))
        set_bot_status(self.world, hands.chat, "member" if kind == "startgroup" else "administrator", by=person)
        words[0] += f"@{self.world.bot.username}"
        return web.json_response(hands.say(" ".join(words)).shown(person))


def _place(fields: Json, name: str) -> int:
    given = str(fields.get(name) or "0")
    if not given.isdecimal():
        raise ActionError(f"{name} is a whole number")
    return int(given)
