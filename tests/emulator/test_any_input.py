"""Whatever a call or an order carries, the answer is a result or a refusal, never a bug."""

from __future__ import annotations

import asyncio
import inspect
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.emulator.actions import Hands
from bot.emulator.chats import BotIdentity
from bot.emulator.errors import ActionError, ApiError
from bot.emulator.faults import fault_of
from bot.emulator.files import Upload
from bot.emulator.links import open_link
from bot.emulator.methods import METHODS
from bot.emulator.request import Call
from bot.emulator.town import CLASS_CHAT, settle_town
from bot.emulator.world import World

WORDS = [
    "type", "text", "url", "chat_id", "message_id", "inline_keyboard", "keyboard", "callback_data", "web_app", "media",
    "offset", "length", "emoji", "command", "description", "caption", "attach://a", "photo", "document", "bold",
    "text_link", "chat", "chat_member", "user_id", "commands", "quiz", "HTML", "MarkdownV2", "<b>", "*", "kk",
    "copy_text", "style", "default", "point", "typing", "entities", "parse_mode", "language_code",
]  # fmt: skip
PARAMETERS = [
    "chat_id", "from_chat_id", "message_id", "message_ids", "text", "caption", "parse_mode", "entities", "reply_markup",
    "reply_parameters", "media", "photo", "document", "options", "question", "type", "correct_option_ids", "commands",
    "scope", "language_code", "menu_button", "reaction", "callback_query_id", "file_id", "latitude", "longitude",
    "title", "address", "phone_number", "first_name", "action", "user_id", "name", "message_thread_id", "url",
    "allowed_updates", "offset", "limit", "inline_message_id", "results", "result", "caption_entities", "description",
]  # fmt: skip
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.just(10**400)
    | st.floats()
    | st.sampled_from(WORDS)
    | st.text(max_size=6)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=4),
    max_leaves=8,
)
CHATS = st.sampled_from([1001, 1002, CLASS_CHAT, str(CLASS_CHAT), "@x"]) | VALUES


@pytest.fixture(scope="module")
def world() -> World:
    found = World(BotIdentity("1:x"))
    settle_town(found)
    for person in (1001, 1002):
        Hands.at(found, person, person).say("/start")
    return found


async def carry_out(world: World, call: Call) -> Any:
    result = METHODS[call.method](world, call)
    return await result if inspect.isawaitable(result) else result


@settings(max_examples=1500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    method=st.sampled_from(sorted(METHODS)),
    params=st.dictionaries(st.sampled_from(PARAMETERS), VALUES, max_size=6),
    chat=CHATS,
)
def test_any_call(world: World, method: str, params: dict[str, Any], chat: Any):
    call = Call(method, {"chat_id": chat, **params, "timeout": 0}, {"a": Upload("a", "", b"x")})
    try:
        asyncio.run(carry_out(world, call))
    except ApiError as error:
        assert error.body()["description"]  # noqa: PT017 - both outcomes are right


@settings(max_examples=300, deadline=None)
@given(
    order=st.dictionaries(
        st.sampled_from([*WORDS, "kind", "row", "column", "label", "data", "payload", "times"]), VALUES
    )
)
def test_any_order(world: World, order: dict[str, Any]):
    for act in (fault_of, lambda order: open_link(world, 1001, order)):
        try:
            act(order)
        except ActionError as error:
            assert error.reason  # noqa: PT017 - both outcomes are right
