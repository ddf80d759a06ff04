"""Methods about the topics of a forum."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.emulator.access import need_rights, readable, topic_of
from bot.emulator.chats import Chat, Topic
from bot.emulator.errors import Json, bad_request

if TYPE_CHECKING:
    from bot.emulator.request import Call
    from bot.emulator.world import World


def _forum(world: World, call: Call) -> Chat:
    chat = readable(world, call)
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    need_rights(chat, "not enough rights to create a topic")
    return chat


def _topic(chat: Chat, call: Call) -> Topic:
    topic = topic_of(chat, call)
    if topic is None:
        raise bad_request("message thread identifier is not specified")
    return topic


def create_forum_topic(world: World, call: Call) -> Json:
    """A new topic; its id is that of the message that opens it."""
    chat = _forum(world, call)
    name = call.text("name").strip()
    if not name:
        raise bad_request("TOPIC_TITLE_EMPTY")
    topic = Topic(chat.last_id + 1, name[:128], call.number("icon_color", 7322096))
    chat.topics[topic.id] = topic
    created = {"name": topic.name, "icon_color": topic.icon_color}
    world.write(chat, 0, {"forum_topic_created": created}, thread=topic.id)
    return {"message_thread_id": topic.id, **created}


def edit_forum_topic(world: World, call: Call) -> bool:
    """Another name."""
    chat = _forum(world, call)
    topic = _topic(chat, call)
    name = call.text("name").strip()
    if not name or name == topic.name:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.name = name
    world.write(chat, 0, {"forum_topic_edited": {"name": name}}, thread=topic.id)
    return True


def _closed(world: World, call: Call, *, closed: bool) -> bool:
    chat = _forum(world, call)
    topic = _topic(chat, call)
    if topic.closed == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.closed = closed
    kind = "forum_topic_closed" if closed else "forum_topic_reopened"
    world.write(chat, 0, {kind: {}}, thread=topic.id)
    return True


def close_forum_topic(world: World, call: Call) -> bool:
    """Nobody but administrators writes there any more."""
    return _closed(world, call, closed=True)


def reopen_forum_topic(world: World, call: Call) -> bool:
    """Everybody writes there again."""
    return _closed(world, call, closed=False)


def delete_forum_topic(world: World, call: Call) -> bool:
    """The topic with all its messages."""
    chat = _forum(world, call)
    topic = _topic(chat, call)
    del chat.topics[topic.id]
    for message in [m for m in chat.messages.values() if m.data.get("message_thread_id") == topic.id]:
        world.remove(chat, message)
    return True


METHODS: dict[str, Any] = {
    "createForumTopic": create_forum_topic,
    "editForumTopic": edit_forum_topic,
    "closeForumTopic": close_forum_topic,
    "reopenForumTopic": reopen_forum_topic,
    "deleteForumTopic": delete_forum_topic,
}
