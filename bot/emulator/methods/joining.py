"""Methods about ways into a chat: invite links and requests to join."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.emulator.access import need_rights, readable
from bot.emulator.errors import Json, bad_request
from bot.emulator.membership import set_member

if TYPE_CHECKING:
    from bot.emulator.chats import Chat
    from bot.emulator.request import Call
    from bot.emulator.world import World

NO_INVITES = "not enough rights to manage chat invite link"


def _link(world: World, chat: Chat, *, primary: bool) -> Json:
    return {
        "invite_link": f"https://t.me/+emulated{abs(chat.id)}n{next(world.numbers)}",
        "creator": world.bot.user(),
        "creates_join_request": False,
        "is_primary": primary,
        "is_revoked": False,
    }


def _group(world: World, call: Call) -> Chat:
    chat = readable(world, call)
    if chat.private:
        raise bad_request("can't have invite links in private chats")
    need_rights(chat, NO_INVITES)
    return chat


def create_chat_invite_link(world: World, call: Call) -> Json:
    """A further link; limits of time and number are kept, not enforced."""
    chat = _group(world, call)
    link = _link(world, chat, primary=False)
    for name in ("expire_date", "member_limit"):
        if call.number(name):
            link[name] = call.number(name)
    if call.text("name"):
        link["name"] = call.text("name")
    link["creates_join_request"] = call.flag("creates_join_request")
    chat.invite_links.append(link)
    return link


def export_chat_invite_link(world: World, call: Call) -> str:
    """The bot's main link, anew."""
    chat = _group(world, call)
    link = _link(world, chat, primary=True)
    chat.invite_links.append(link)
    return str(link["invite_link"])


def _request(world: World, call: Call) -> tuple[Chat, int]:
    chat = _group(world, call)
    person = call.number("user_id")
    if person not in chat.join_requests:
        raise bad_request("HIDE_REQUESTER_MISSING")
    chat.join_requests.discard(person)
    return chat, person


def approve_chat_join_request(world: World, call: Call) -> bool:
    """Let a person in who asked."""
    chat, person = _request(world, call)
    set_member(world, chat, person, "member")
    return True


def decline_chat_join_request(world: World, call: Call) -> bool:
    """Turn a person away who asked."""
    _request(world, call)
    return True


METHODS: dict[str, Any] = {
    "createChatInviteLink": create_chat_invite_link,
    "exportChatInviteLink": export_chat_invite_link,
    "approveChatJoinRequest": approve_chat_join_request,
    "declineChatJoinRequest": decline_chat_join_request,
}
