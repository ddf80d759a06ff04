"""The fast way out: bodies made once a language, posted past aiogram's models and client; repeats nothing."""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from dataclasses import dataclass, replace
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from bot.domain.announcements import MOST_CAPTION
from bot.domain.deliveries import CONTENT, Refused, SendOutcome, Sent, TryAgain
from bot.services.pacing import Priority
from bot.telegram.keyboards import markup
from bot.telegram.posting import Cut, NotConnected
from bot.telegram.refusals import outcome_of_answer
from bot.views.announcements import after_album, album, announced
from bot.views.lengths import units, visible
from bot.views.navigation import Surface
from bot.views.voices import Voice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.domain.announcements import Announcement, Media, Recipient
    from bot.domain.language import ChatLanguage, Language
    from bot.i18n import Translator
    from bot.services.pacing import Pacer
    from bot.services.ports.metrics import Metrics
    from bot.telegram.client import PacedBot
    from bot.telegram.posting import Posting
    from bot.views.screens import Screen

MOST_BODIES = 64
"""Bodies that are remembered: four for each announcement that goes out at the same time."""
GONE = ("message to delete not found", "message_id_invalid", "message to edit not found")
UNCHANGED = "message is not modified"


@dataclass(frozen=True, slots=True)
class Call:
    """A method and its parameters as JSON, but for the chat, with which it begins."""

    method: str
    rest: bytes

    @classmethod
    def of(cls, method: str, **parameters: object) -> Call:
        """Without what is None."""
        given = {name: value for name, value in parameters.items() if value is not None}
        return cls(method, json.dumps(given, ensure_ascii=False).encode()[1:])

    def body(self, recipient: Recipient, message: int | None = None) -> bytes:
        """For one recipient, and one message of theirs."""
        begins = f'{{"chat_id":{recipient.chat},'
        if message is not None:
            begins += f'"message_id":{message},'
        elif recipient.thread > 1:
            # The first topic of a forum is written to without its number.
            begins += f'"message_thread_id":{recipient.thread},'
        return begins.encode() + self.rest


class TelegramBulk:
    """The port `Bulk`."""

    def __init__(
        self,
        bot: PacedBot,
        posting: Posting,
        pacer: Pacer,
        metrics: Metrics,
        translators: Mapping[Language, Translator],
    ) -> None:
        self._bot = bot
        self._posting = posting
        self._pacer = pacer
        self._metrics = metrics
        self._translators = translators
        self._making = asyncio.Lock()
        self._made: OrderedDict[tuple[int, int, ChatLanguage, bool], tuple[Call, ...]] = OrderedDict()

    async def send(self, announcement: Announcement, recipient: Recipient) -> SendOutcome:
        """Say it in the recipient's language."""
        try:
            first, *more = await self._calls(announcement, recipient)
        except ValueError as error:
            return Refused(CONTENT, str(error))
        sent = await self._post(first.method, first.body(recipient), recipient.chat)
        for call in more:
            if not isinstance(sent, Sent):
                break
            await self._pacer.turn(recipient.chat, Priority.BULK)
            after = await self._post(call.method, call.body(recipient), recipient.chat)
            if isinstance(after, Sent):
                sent = replace(sent, more=(*sent.more, after.message))
        return sent

    async def change(self, announcement: Announcement, recipient: Recipient) -> SendOutcome:
        """Make what was said to the recipient say what the announcement says now; harmless when it does already."""
        if recipient.message is None:
            return Refused("no_message")
        try:
            screen = await self._words(announcement, recipient)
        except ValueError as error:
            return Refused(CONTENT, str(error))
        what, method = ("caption", "editMessageCaption") if announcement.content.media else ("text", "editMessageText")
        buttons = None if announcement.content.is_album else _keyboard(screen)
        call = Call.of(method, **{what: screen.html}, parse_mode="HTML", reply_markup=buttons, **_no_preview(what))
        return await self._post(
            method,
            call.body(recipient, recipient.message),
            recipient.chat,
            fine=Sent(recipient.message, recipient.more),
        )

    async def delete(self, announcement: Announcement, recipient: Recipient) -> SendOutcome:  # noqa: ARG002  the port's
        """Take it away from the recipient; harmless when it is gone already."""
        if recipient.message is None:
            return Refused("no_message")
        messages = [recipient.message, *recipient.more]
        body = json.dumps({"chat_id": recipient.chat, "message_ids": messages}).encode()
        method = "deleteMessages"
        if len(messages) == 1:
            method, body = "deleteMessage", json.dumps({"chat_id": recipient.chat, "message_id": messages[0]}).encode()
        return await self._post(method, body, recipient.chat, fine=Sent(recipient.message))

    async def _post(self, method: str, body: bytes, chat: int, fine: Sent | None = None) -> SendOutcome:
        """Make one call; with `fine` its answer holds no message, and what is so already is fine too."""
        try:
            response = await self._posting.post(self._bot.session.api.api_url(self._bot.token, method), body)
            answer: dict[str, Any] = json.loads(response.body)
        except NotConnected:
            return TryAgain("no_connection")
        except (Cut, ValueError):
            return TryAgain("cut", perhaps_sent=True)
        if response.status == HTTPStatus.OK:
            return fine or _sent(answer["result"])
        said = str(answer.get("description", "")).casefold()
        if fine is not None and (UNCHANGED in said or any(text in said for text in GONE)):
            return fine
        outcome = outcome_of_answer(response.status, answer)
        if isinstance(outcome, TryAgain) and outcome.after is not None:
            self._metrics.flood_wait(outcome.after.total_seconds())
            self._pacer.slow_down(chat, outcome.after.total_seconds(), Priority.BULK)
        return outcome

    async def _screen(
        self,
        view: Callable[[Announcement, Surface, Translator], Screen],
        announcement: Announcement,
        recipient: Recipient,
    ) -> Screen:
        surface = Surface((await self._bot.me()).username or "", public=recipient.chat < 0)
        voice = Voice(tuple(self._translators[language] for language in recipient.language.languages))
        if any(units(visible(announcement.content.text[tr.language])) > voice.room for tr in voice.translators):
            raise ValueError("the texts of both languages are too long for one message")
        return voice(partial(view, announcement, surface))

    async def _words(self, announcement: Announcement, recipient: Recipient) -> Screen:
        """What is said, with its buttons; an album that has none shows the way out in its words, where it fits."""
        if announcement.content.is_album and not announcement.content.buttons:
            screen = await self._screen(album, announcement, recipient)
            if units(visible(screen.text)) <= MOST_CAPTION:
                return screen
        return await self._screen(announced, announcement, recipient)

    async def _calls(self, announcement: Announcement, recipient: Recipient) -> tuple[Call, ...]:
        key = announcement.id, announcement.revision, recipient.language, recipient.chat < 0
        made = self._made.get(key)
        if made is None:
            # The first of a window all need it at once.
            async with self._making:
                made = self._made.get(key) or await self._make(announcement, recipient)
                self._made[key] = made
            if len(self._made) > MOST_BODIES:
                self._made.popitem(last=False)
        return made

    async def _make(self, announcement: Announcement, recipient: Recipient) -> tuple[Call, ...]:
        screen = await self._words(announcement, recipient)
        media, silent = announcement.content.media, announcement.silent or None
        if not media:
            text = Call.of("sendMessage", text=screen.html, disable_notification=silent, **_under(screen))
            return (text,)
        if units(visible(screen.text)) > MOST_CAPTION:
            raise ValueError("the text is too long to stand under a file")
        if not announcement.content.is_album:
            kind = media[0].kind.value
            file = {kind: media[0].file_id, "caption": screen.html, "parse_mode": "HTML"}
            return (
                Call.of(f"send{kind.title()}", **file, disable_notification=silent, reply_markup=_keyboard(screen)),
            )
        files = Call.of("sendMediaGroup", media=_album(media, screen.html), disable_notification=silent)
        if not screen.rows:
            return (files,)
        after = await self._screen(after_album, announcement, recipient)
        return files, Call.of("sendMessage", text=after.html, disable_notification=True, **_under(after))


def _under(screen: Screen) -> dict[str, object]:
    return {"parse_mode": "HTML", "reply_markup": _keyboard(screen), **_no_preview("text")}


def _no_preview(what: str) -> dict[str, object]:
    return {"link_preview_options": {"is_disabled": True}} if what == "text" else {}


def _keyboard(screen: Screen) -> dict[str, Any] | None:
    made = markup(screen)
    return made.model_dump(exclude_none=True) if made else None


def _album(media: tuple[Media, ...], caption: str) -> list[dict[str, str]]:
    files = [{"type": one.kind.value, "media": one.file_id} for one in media]
    files[0] |= {"caption": caption, "parse_mode": "HTML"}
    return files


def _sent(result: dict[str, Any] | list[dict[str, Any]]) -> Sent:
    first, *more = [message["message_id"] for message in (result if isinstance(result, list) else [result])]
    return Sent(first, tuple(more))
