"""Who stands how in a chat, and the updates when that changes: joined, left, blocked, upgraded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.emulator.chats import INSIDE, Chat
from bot.emulator.errors import ActionError

if TYPE_CHECKING:
    from bot.emulator.errors import Json
    from bot.emulator.world import World

STATUSES = {"member", "administrator", "left", "kicked"}
RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_promote_members",
    "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories",
    "can_pin_messages", "can_manage_topics", "can_post_messages", "can_edit_messages", "can_send_welcome_messages",
)  # fmt: skip
WITHHELD = {"can_promote_members", "can_post_stories", "can_edit_stories", "can_delete_stories"}


def _member(user: Json, status: str) -> Json:
    found: Json = {"user": user, "status": status}
    if status == "creator":
        found["is_anonymous"] = False
    elif status == "administrator":
        found |= {"can_be_edited": False, "is_anonymous": False}
        found |= {right: right not in WITHHELD for right in RIGHTS}
    elif status == "kicked":
        found["until_date"] = 0
    return found


def bot_member(world: World, status: str) -> Json:
    """The Bot API's ChatMember of the bot."""
    return _member(world.bot.user(), status)


def member_of(world: World, chat: Chat, person: int) -> Json:
    """The Bot API's ChatMember of a person."""
    return _member(world.people[person].user(), chat.members.get(person, "left"))


def my_chat_member(world: World, chat: Chat, before: str, after: str, by: int) -> None:
    """Tell the bot that its standing changed; `by` 0 is the bot itself."""
    body: Json = {
        "chat": world.chat_data(chat),
        "from": world.people[by].user() if by else world.bot.user(),
        "date": world.clock.now(),
        "old_chat_member": bot_member(world, before),
        "new_chat_member": bot_member(world, after),
    }
    world.tell("my_chat_member", body, chat.id)


def set_blocked(world: World, chat: Chat, *, blocked: bool) -> None:
    """A person blocks the bot, or lets it in again."""
    if not chat.private:
        raise ActionError("only a private chat can be blocked")
    if chat.blocked == blocked:
        return
    chat.blocked = blocked
    before, after = ("member", "kicked") if blocked else ("kicked", "member")
    my_chat_member(world, chat, before, after, chat.id)
    world.touch(chat)


def set_bot_status(world: World, chat: Chat, status: str, by: int | None = None) -> None:
    """The bot is added, made administrator, removed or banned by a member, or leaves by itself (`by` 0)."""
    if chat.private or status not in STATUSES:
        raise ActionError("a group's bot is member, administrator, left or kicked")
    if chat.migrated_to:
        raise ActionError("this group was upgraded to a supergroup")
    before = chat.bot_status
    if before == status:
        return
    who = _responsible(chat) if by is None else by
    chat.bot_status = status
    my_chat_member(world, chat, before, status, who)
    if chat.type != "channel":
        _service(world, chat, before, status, who)
    world.touch(chat)


def _responsible(chat: Chat) -> int:
    chiefs = [person for person, status in chat.members.items() if status != "member"]
    if not chat.members:
        raise ActionError("nobody is in this chat who could do it")
    return (chiefs or list(chat.members))[0]


def _service(world: World, chat: Chat, before: str, status: str, who: int) -> None:
    bot = world.bot.user()
    if before not in INSIDE and status in INSIDE:
        world.write(chat, who, {"new_chat_members": [bot]})
    elif before in INSIDE and status not in INSIDE:
        world.write(chat, who, {"left_chat_member": bot})


def set_member(world: World, chat: Chat, person: int, status: str) -> None:
    """A person joins, leaves or is made administrator; chat_member reaches an administrator bot that asked for it."""
    if chat.private or status not in {"member", "administrator", "creator", "left"}:
        raise ActionError("a member of a group is member, administrator, creator or left")
    user = world.person(person).user()
    before = member_of(world, chat, person)
    if before["status"] == status:
        return
    if status == "left":
        world.write(chat, person, {"left_chat_member": user})
        del chat.members[person]
    else:
        joined = person not in chat.members
        chat.members[person] = status
        if joined and chat.type != "channel":
            world.write(chat, person, {"new_chat_members": [user]})
    if chat.bot_status == "administrator":
        after = member_of(world, chat, person)
        body: Json = {"chat": world.chat_data(chat), "from": user, "date": world.clock.now()}
        world.tell("chat_member", body | {"old_chat_member": before, "new_chat_member": after}, chat.id)
    world.touch(chat)


def migrate(world: World, chat: Chat) -> Chat:
    """Upgrade a group to a supergroup with a new id; both chats say so, and the old one answers no more."""
    if chat.type != "group" or chat.migrated_to:
        raise ActionError("only a group that was not upgraded yet can be upgraded")
    who = _responsible(chat)
    new = replace(
        chat, id=world.new_chat_id("supergroup"), type="supergroup", messages={}, last_id=0, pinned=[], topics={},
        keyboards=dict(chat.keyboards), read={}, members=dict(chat.members), invite_links=[], join_requests=set(),
    )  # fmt: skip
    world.add_chat(new)
    world.write(chat, who, {"migrate_to_chat_id": new.id})
    chat.migrated_to = new.id
    world.write(new, who, {"migrate_from_chat_id": chat.id})
    return new
