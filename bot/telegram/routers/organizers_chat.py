"""The organizers' own chat: an owner links it, and whoever answers a question's message there answers the person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandObject

from bot.domain.handovers import Hand
from bot.services.handover import Place, Unchanged
from bot.services.staffing import NotAllowed
from bot.telegram.screens import show
from bot.views import desk
from bot.views import office as views

if TYPE_CHECKING:
    from aiogram.types import Message

    from bot.domain.handovers import Handover
    from bot.services.handover import Handovers
    from bot.services.office import Office
    from bot.services.ports.database import Database
    from bot.views.voices import Voice

IN_GROUP = F.chat.type.in_({ChatType.GROUP, ChatType.SUPERGROUP})


async def organizers_command(
    message: Message, command: CommandObject, office: Office, work: Database, voice: Voice
) -> None:
    """/organizers links the chat, and the topic where it is written; /organizers off ends that."""
    by = message.from_user.id if message.from_user and message.sender_chat is None else 0
    if (command.args or "").strip().casefold() == "off":
        done, said = await office.unlink(work, by), views.unlinked
    else:
        topic = message.message_thread_id if message.is_topic_message else None
        done, said = await office.link(work, by, message.chat.id, topic), views.linked
    await show(message, voice(views.only_owners if isinstance(done, NotAllowed) else said))


async def about_handover(
    message: Message, bot: Bot, office: Office, handovers: Handovers, work: Database
) -> bool | dict[str, Any]:
    """An answer, in the organizers' chat, to a message of the bot about a question."""
    answered = message.reply_to_message
    if message.chat.id != office.desk.chat or answered is None:
        return False
    if answered.from_user is None or answered.from_user.id != bot.id:
        return False
    found = await handovers.about(work, message.chat.id, answered.message_id)
    return {"handover": found} if found is not None else False


async def answered(message: Message, *, handover: Handover, handovers: Handovers, work: Database, voice: Voice) -> None:
    """The person gets a copy; the post tells the others who has answered."""
    place = Place(_hand(message), message.chat.id)
    done = await handovers.reply(work, place, handover.id, message.message_id)
    if isinstance(done, Unchanged):
        await show(message, voice(lambda tr: desk.standing(done.handover, tr)))


def _hand(message: Message) -> Hand:
    """Who writes; an anonymous administrator writes in the chat's name."""
    if message.sender_chat is not None:
        return Hand(message.sender_chat.id, message.sender_chat.title or "")
    assert message.from_user is not None, "in a group somebody writes"
    return Hand(message.from_user.id, message.from_user.full_name)


def router() -> Router:
    """Groups and supergroups only."""
    made = Router(name="organizers_chat")
    made.message.register(organizers_command, Command("organizers"), IN_GROUP)
    made.message.register(answered, IN_GROUP, ~F.text.startswith("/"), about_handover)
    return made
