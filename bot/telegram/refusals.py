"""What Telegram's refusals mean, for notices and announcements alike; sends nothing.

Judged by the text: the same status stands for different things, and servers change it. The texts are those of the
Bot API server's source, and what passes through it from Telegram itself (in capitals there).
"""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from aiogram.exceptions import (
    TelegramAPIError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)

from bot.domain.deliveries import CONTENT, Dead, Moved, Refused, SendOutcome, TryAgain

if TYPE_CHECKING:
    from collections.abc import Mapping

DEAD = {
    "bot was blocked by the user": "blocked",
    "user is deactivated": "deactivated",
    "chat not found": "no_chat",
    "peer_id_invalid": "no_chat",
    "can't initiate conversation": "never_started",
    "bot was kicked": "kicked",
    "bot is not a member": "not_member",
    "group chat was deleted": "deleted",
    "chat was deleted": "deleted",
}
"""Chats that cannot be written to, until the person or the group comes back (which some never do)."""

NOT_HERE = {
    "have no rights to send": "no_right",
    "not enough rights": "no_right",
    "need administrator rights": "no_right",
    "chat_write_forbidden": "no_right",
    "chat_restricted": "no_right",
    "chat_send_": "no_right",
    "topic_closed": "topic_closed",
    "topic_deleted": "topic_gone",
    "message thread not found": "topic_gone",
}
"""The chat is alive, but the bot may not write there: an administrator has to do something."""

WRONG_CONTENT = (
    "can't parse entities",
    "message is too long",
    "caption is too long",
    "message text is empty",
    "wrong file identifier",
    "wrong remote file identifier",
    "wrong file_id",
    "file reference",
    "file is too big",
    "wrong type of the web page content",
    "failed to get http url content",
    "can't parse inline keyboard button",
    "button_",
    "reply_markup_too_long",
    "media_empty",
    "media_invalid",
    "entities_too_long",
    "photo_",
)
"""Nobody could be sent this."""

WITHOUT_TOKEN = TryAgain("unauthorized", timedelta(minutes=1))
"""The token holds no longer: it is for the operators, and nothing may be lost for it."""


def judged(said: str) -> SendOutcome:
    """What a refusal with this text means."""
    folded = said.casefold()
    for texts, outcome in ((DEAD, Dead), (NOT_HERE, Refused)):
        if cause := next((word for text, word in texts.items() if text in folded), None):
            return outcome(cause)
    if "slowmode_wait" in folded:
        return TryAgain("slow_mode", timedelta(minutes=1))
    wrong = any(text in folded for text in WRONG_CONTENT)
    return Refused(CONTENT if wrong else "refused_by_telegram", said)


def outcome_of(error: TelegramAPIError) -> SendOutcome:
    """What a send means that failed in aiogram."""
    match error:
        case TelegramMigrateToChat(migrate_to_chat_id=to):
            return Moved(to)
        case TelegramRetryAfter(retry_after=seconds):
            return TryAgain("flood", timedelta(seconds=seconds))
        case TelegramNetworkError() | TelegramServerError():
            return TryAgain("out_of_reach", perhaps_sent=True)
        case TelegramUnauthorizedError():
            return WITHOUT_TOKEN
    return judged(error.message)


def outcome_of_answer(status: int, answer: Mapping[str, Any]) -> SendOutcome:
    """The same of an answer of the Bot API, as it came."""
    parameters = answer.get("parameters") or {}
    if seconds := parameters.get("retry_after"):
        return TryAgain("flood", timedelta(seconds=seconds))
    if to := parameters.get("migrate_to_chat_id"):
        return Moved(to)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return TryAgain("server_error", perhaps_sent=True)
    if status == HTTPStatus.UNAUTHORIZED:
        return WITHOUT_TOKEN
    return judged(str(answer.get("description", "")))
