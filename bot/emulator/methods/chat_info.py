"""Methods that ask about chats and their members, and leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.emulator.access import readable
from bot.emulator.errors import Json, bad_request
from bot.emulator.membership import bot_member, member_of, set_bot_status

if TYPE_CHECKING:
    from bot.emulator.request import Call
    from bot.emulator.world import World

PERMISSIONS = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
    "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
    "can_add_web_page_previews", "can_invite_users",
)  # fmt: skip


def get_chat(world: World, call: Call) -> Json:
    """All that is known of a chat."""
    chat = readable(world, call)
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    found: Json = world.chat_data(chat) | {
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }
    if chat.username:
        found["active_usernames"] = [chat.username]
    if chat.type in {"group", "supergroup"}:
        found["permissions"] = dict.fromkeys(PERMISSIONS, True)
    if chat.pinned:
        found["pinned_message"] = chat.messages[chat.pinned[-1]].seen(nested=True)
    return found


def _person(call: Call) -> int:
    person = call.number("user_id")
    if not person:
        raise bad_request("invalid user_id specified")
    return person


def get_chat_member(world: World, call: Call) -> Json:
    """One member's standing; left for a person who is elsewhere."""
    chat, person = readable(world, call), _person(call)
    if person == world.bot.id:
        return bot_member(world, chat.bot_status if not chat.private else "member")
    if person not in world.people:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return member_of(world, chat, person)


def get_chat_administrators(world: World, call: Call) -> list[Json]:
    """Creator and administrators; other bots do not exist here."""
    chat = readable(world, call)
    if chat.private:
        raise bad_request("there are no administrators in the private chat")
    people = [member_of(world, chat, person) for person, status in chat.members.items() if status != "member"]
    return people + ([bot_member(world, "administrator")] if chat.bot_status == "administrator" else [])


def get_chat_member_count(world: World, call: Call) -> int:
    """People and the bot."""
    chat = readable(world, call)
    return len(chat.members) + 1


def leave_chat(world: World, call: Call) -> bool:
    """The bot goes; it is told of that, as of every change of its standing."""
    chat = readable(world, call)
    if chat.private:
        raise bad_request("chat member status can't be changed in private chats")
    set_bot_status(world, chat, "left", by=0)
    return True


def get_user_profile_photos(world: World, call: Call) -> Json:
    """Nobody here has photos."""
    if _person(call) not in world.people:
        raise bad_request("user not found")
    return {"total_count": 0, "photos": []}


METHODS: dict[str, Any] = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
    "getUserProfilePhotos": get_user_profile_photos,
}
