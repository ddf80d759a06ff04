"""What nobody else knows: unknown commands, things that are not text, buttons of another time; each gets an answer."""

from __future__ import annotations

import re
from collections import OrderedDict
from typing import TYPE_CHECKING

from aiogram import F, Router
from aiogram.enums import ChatType, ContentType
from aiogram.filters import Command, CommandObject, Filter

from bot.telegram.contacts import take_button
from bot.telegram.keyboards import in_private
from bot.telegram.screens import show
from bot.views import contacts, groups, home

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery, Message

    from bot.i18n import Translator
    from bot.telegram.screens import Toast
    from bot.views.navigation import Surface
    from bot.views.voices import Voice

SENT_BY_PEOPLE = {
    ContentType.ANIMATION,
    ContentType.AUDIO,
    ContentType.CHECKLIST,
    ContentType.DICE,
    ContentType.DOCUMENT,
    ContentType.GAME,
    ContentType.LOCATION,
    ContentType.PAID_MEDIA,
    ContentType.PHOTO,
    ContentType.POLL,
    ContentType.STICKER,
    ContentType.STORY,
    ContentType.VENUE,
    ContentType.VIDEO,
    ContentType.VIDEO_NOTE,
    ContentType.VOICE,
}
"""Everything else that is not text is a service message of Telegram's and needs no answer."""


class NewAlbum(Filter):
    """Lets one message of an album through: ten photos get one answer, not ten."""

    def __init__(self, remembered: int = 1_000) -> None:
        self._limit = remembered
        self._seen: OrderedDict[str, None] = OrderedDict()

    async def __call__(self, message: Message) -> bool:
        """Whether it is single, or the first of its album."""
        album = message.media_group_id
        if album is None:
            return True
        if album in self._seen:
            return False
        self._seen[album] = None
        while len(self._seen) > self._limit:
            self._seen.popitem(last=False)
        return True


async def unknown_command(message: Message, tr: Translator) -> None:
    """A command that does not exist, in private."""
    await show(message, home.unknown_command(tr))


async def unknown_in_group(message: Message, command: CommandObject, voice: Voice, surface: Surface) -> None:
    """The same in a group, where it may be meant for another bot: only one with our name is answered."""
    if command.mentioned:
        await show(message, voice(lambda tr: groups.help_screen(surface, tr)))


async def unasked_contact(message: Message, tr: Translator) -> None:
    """A number that nobody waits for any more; the button that sends it goes away."""
    await take_button(message, contacts.unasked(tr))


async def unsupported(message: Message, tr: Translator) -> None:
    """A photo, a sticker, a voice message."""
    await show(message, home.unsupported(tr))


async def stale_tap(query: CallbackQuery, voice: Voice, tr: Translator, toast: Toast) -> None:
    """A button that leads nowhere; in a group one line suffices."""
    if in_private(query):
        toast.say(home.stale_toast(tr))
        await show(query, home.stale(tr))
    else:
        toast.say(voice.plain(home.private_only_toast))


def router() -> Router:
    """Private chats and groups."""
    made = Router(name="strays")
    private = F.chat.type == ChatType.PRIVATE
    made.message.register(unknown_command, private, F.text.startswith("/"), ~Command("ask"))
    made.message.register(unknown_in_group, ~private, Command(re.compile(r".+")))
    made.message.register(unasked_contact, private, F.contact)
    made.message.register(unsupported, private, F.content_type.in_(SENT_BY_PEOPLE), NewAlbum())
    made.callback_query.register(stale_tap)
    return made
