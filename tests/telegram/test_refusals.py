"""Every refusal that is known, judged by its text alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from aiogram.exceptions import TelegramServerError, TelegramUnauthorizedError
from aiogram.methods import GetMe

from bot.domain.deliveries import Dead, Moved, Refused, TryAgain
from bot.telegram.refusals import judged, outcome_of, outcome_of_answer


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ("Forbidden: bot was blocked by the user", Dead("blocked")),
        ("Forbidden: user is deactivated", Dead("deactivated")),
        ("Bad Request: chat not found", Dead("no_chat")),
        ("Bad Request: private chat not found", Dead("no_chat")),
        ("Bad Request: PEER_ID_INVALID", Dead("no_chat")),
        ("Forbidden: bot can't initiate conversation with a user", Dead("never_started")),
        ("Forbidden: the group chat was deleted", Dead("deleted")),
        ("Forbidden: bot was kicked from the supergroup chat", Dead("kicked")),
        ("Forbidden: bot was kicked from the channel chat", Dead("kicked")),
        ("Forbidden: bot is not a member of the channel chat", Dead("not_member")),
        ("Bad Request: have no rights to send a message", Refused("no_right")),
        ("Bad Request: not enough rights to send text messages to the chat", Refused("no_right")),
        ("Bad Request: need administrator rights in the channel chat", Refused("no_right")),
        ("Bad Request: CHAT_WRITE_FORBIDDEN", Refused("no_right")),
        ("Bad Request: CHAT_SEND_PHOTOS_FORBIDDEN", Refused("no_right")),
        ("Bad Request: TOPIC_CLOSED", Refused("topic_closed")),
        ("Bad Request: TOPIC_DELETED", Refused("topic_gone")),
        ("Bad Request: message thread not found", Refused("topic_gone")),
        ("Bad Request: SLOWMODE_WAIT_30", TryAgain("slow_mode", timedelta(minutes=1))),
        ("Bad Request: can't parse entities: Can't find end tag", Refused("content")),
        ("Bad Request: message is too long", Refused("content")),
        ("Bad Request: file is too big", Refused("content")),
        ("Bad Request: wrong file identifier/HTTP URL specified", Refused("content")),
        ("Bad Request: BUTTON_URL_INVALID", Refused("content")),
        ("Bad Request: something nobody has seen", Refused("refused_by_telegram")),
    ],
)
def test_the_text_decides(said, outcome):
    assert judged(said) == outcome
    assert outcome_of_answer(400, {"ok": False, "description": said}) == outcome
    assert outcome_of_answer(403, {"ok": False, "description": said}) == outcome


def test_what_was_said_of_the_content_is_kept():
    refused = judged("Bad Request: BUTTON_URL_INVALID")
    assert isinstance(refused, Refused)
    assert refused.said == "Bad Request: BUTTON_URL_INVALID"


@pytest.mark.parametrize(
    ("status", "answer", "outcome", "perhaps"),
    [
        (429, {"parameters": {"retry_after": 35}}, TryAgain("flood", timedelta(seconds=35)), False),
        (400, {"parameters": {"migrate_to_chat_id": -100}}, Moved(-100), None),
        (502, {"description": "Bad Gateway"}, TryAgain("server_error"), True),
        (401, {"description": "Unauthorized"}, TryAgain("unauthorized", timedelta(minutes=1)), False),
        (400, {}, Refused("refused_by_telegram"), None),
    ],
)
def test_an_answer_as_it_came(status, answer, outcome, perhaps):
    found = outcome_of_answer(status, answer)
    assert found == outcome
    assert getattr(found, "perhaps_sent", None) is perhaps


def test_what_aiogram_raises():
    assert outcome_of(TelegramUnauthorizedError(GetMe(), "Unauthorized")) == TryAgain(
        "unauthorized", timedelta(minutes=1)
    )
    failed = outcome_of(TelegramServerError(GetMe(), "Internal Server Error"))
    assert isinstance(failed, TryAgain)
    assert failed.perhaps_sent
