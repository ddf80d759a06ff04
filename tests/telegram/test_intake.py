"""Updates as Telegram sends them: in whose order they stand, and when they come again."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import SendMessage
from hypothesis import given
from hypothesis import strategies as st

from bot.services.inbox import Postponed
from bot.services.work import Work
from bot.telegram.intake import Intake, chat_of, kind_of, received
from tests.fakes.metrics import SilentMetrics
from tests.telegram.conversation import PERSON

NOW = datetime(2026, 11, 22, tzinfo=UTC)
METHOD = SendMessage(chat_id=PERSON, text="x")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
NAMED = st.dictionaries(st.sampled_from(["message", "chat", "from", "user", "id"]), JSON, max_size=4)


@pytest.mark.parametrize(
    ("raw", "kind", "chat"),
    [
        ({"update_id": 1, "message": {"chat": {"id": -5}, "from": {"id": 7}}}, "message", -5),
        (
            {"update_id": 1, "callback_query": {"from": {"id": 7}, "message": {"chat": {"id": -5}}}},
            "callback_query",
            -5,
        ),
        ({"update_id": 1, "callback_query": {"from": {"id": 7}}}, "callback_query", 7),
        ({"update_id": 1, "my_chat_member": {"chat": {"id": 7}, "from": {"id": 7}}}, "my_chat_member", 7),
        ({"update_id": 1, "poll_answer": {"user": {"id": 7}}}, "poll_answer", 7),
        ({"update_id": 1, "poll": {"id": "1"}}, "poll", 0),
        ({"update_id": 1}, "empty", 0),
        ({"update_id": 1, "message": 5}, "message", 0),
        ({"update_id": 1, "message": {"chat": {"id": 10**30}}}, "message", 0),
    ],
)
def test_an_update_stands_in_the_order_of_its_chat_or_person(raw, kind, chat):
    assert (kind_of(raw), chat_of(raw)) == (kind, chat)


@given(st.dictionaries(st.text(max_size=8), JSON | NAMED, max_size=3))
def test_whatever_is_sent_can_be_kept(raw):
    kept = received({**raw, "update_id": 5}, NOW)
    assert kept.id == 5
    assert abs(kept.chat) < 2**63
    assert kept.body.isascii()
    assert "\0" not in kept.body
    assert json.loads(kept.body)["update_id"] == 5


async def handle(chat, raw):
    intake = Intake(chat.bot, chat.clock, metrics := SilentMetrics())
    intake.dispatcher = chat.dispatcher
    update = received({"update_id": 900, **raw}, chat.clock.now())
    await chat.database.run(lambda tx: tx.inbox.add([update]))
    await intake(update, Work(update, chat.database, chat.dialogues, chat.clock))
    return dict(metrics.handled_updates)


def text(words: str):
    return {"message": chat_message(words)}


def chat_message(words: str):
    person = {"id": PERSON, "is_bot": False, "first_name": "x"}
    place = {"id": PERSON, "type": "private", "first_name": "x"}
    return {"message_id": 5, "date": 1, "chat": place, "from": person, "text": words}


@pytest.mark.parametrize(
    "error",
    [
        TelegramNetworkError(METHOD, "no network"),
        TelegramServerError(METHOD, "Bad Gateway"),
        TelegramRetryAfter(METHOD, "Too Many Requests: retry after 100", 100),
    ],
)
async def test_an_answer_that_telegram_cannot_take_now_is_given_later(chat, error):
    chat.session.failures[SendMessage] = lambda _: error
    with pytest.raises(Postponed):
        await handle(chat, text("сәлем"))
    chat.session.failures.clear()
    assert await handle(chat, text("сәлем")) == {("message", "done"): 1}


async def test_who_blocked_the_bot_is_left_alone(chat):
    chat.session.failures[SendMessage] = lambda m: TelegramForbiddenError(m, "Forbidden: bot was blocked by the user")
    assert await handle(chat, text("сәлем")) == {("message", "forbidden"): 1}


async def test_a_request_that_telegram_refuses_is_a_bug_and_told(chat, caplog):
    chat.session.failures[SendMessage] = lambda m: TelegramBadRequest(m, "Bad Request: chat not found")
    assert await handle(chat, text("сәлем")) == {("message", "failed"): 1}
    assert "a handler failed" in caplog.text


async def test_an_update_of_a_shape_nobody_knows_is_done(chat, caplog):
    assert await handle(chat, {"message": {"text": 5}}) == {("message", "unknown"): 1}
    assert "a shape this version does not know" in caplog.text
