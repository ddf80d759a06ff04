"""Whatever aiogram's own types can ask is answered in aiogram's own types, and so is whatever people do."""

from __future__ import annotations

import asyncio
import inspect
import json
from contextlib import suppress
from typing import Any

import pytest
from aiogram import Bot, methods, types
from aiogram.exceptions import TelegramAPIError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.emulator.actions import Hands
from bot.emulator.chats import BotIdentity, Chat, Topic
from bot.emulator.errors import ActionError, ApiError
from bot.emulator.membership import set_blocked, set_bot_status, set_member
from bot.emulator.methods import METHODS
from bot.emulator.request import Call
from bot.emulator.town import CHANNEL, CLASS_CHAT, settle_town
from bot.emulator.world import World
from tests.emulator.strict import StrictSession, unknown_fields

PUPIL, PARENT, FORUM = 1001, 1002, -1_002_009_000_003
TOKEN = "1:x"
GOOD = st.sampled_from(["Сәлем", "/help", "Жиналыс сағат онда"])
ODD = st.sampled_from(["<b>қою</b>", "*m* \\. _k_", "@mamandyq_demo_bot", "Ұ" * 4097, ""]) | st.text(max_size=20)
TEXTS = GOOD | ODD
CHATS = st.sampled_from([PUPIL, PARENT, CLASS_CHAT, CHANNEL, FORUM, 42])
MESSAGES = st.integers(1, 12)
MODES = st.sampled_from([None, "HTML", "MarkdownV2"])
INLINE = st.builds(
    types.InlineKeyboardMarkup,
    inline_keyboard=st.lists(
        st.lists(
            st.builds(types.InlineKeyboardButton, text=TEXTS, callback_data=st.text(max_size=70))
            | st.builds(types.InlineKeyboardButton, text=TEXTS, url=st.sampled_from(["https://a.b/", "tg://x", "no"]))
            | st.builds(types.InlineKeyboardButton, text=TEXTS, web_app=st.just(types.WebAppInfo(url="https://a.b/"))),
            max_size=3,
        ),
        max_size=3,
    ),
)
REPLY = st.builds(
    types.ReplyKeyboardMarkup,
    keyboard=st.lists(
        st.lists(st.builds(types.KeyboardButton, text=TEXTS, request_contact=st.none() | st.booleans()), max_size=3),
        max_size=3,
    ),
    one_time_keyboard=st.none() | st.booleans(),
)
NO_KEYS = st.sampled_from([None, types.ReplyKeyboardRemove(remove_keyboard=True), types.ForceReply(force_reply=True)])
MARKUPS = NO_KEYS | INLINE | REPLY
ANSWERED = st.none() | st.builds(types.ReplyParameters, message_id=MESSAGES)
THREADS = st.sampled_from([None, None, 7])
OPTIONS = st.lists(st.builds(types.InputPollOption, text=GOOD), max_size=12)
TO_PUPIL = types.BotCommandScopeChat(chat_id=PUPIL)
SCOPES = st.sampled_from([None, types.BotCommandScopeDefault(), types.BotCommandScopeAllPrivateChats(), TO_PUPIL])
COMMANDS = st.lists(
    st.builds(types.BotCommand, command=st.sampled_from(["events", "help", "Bad"]), description=GOOD), max_size=3
)
DEGREES = st.floats(-90, 90) | st.floats(-200, 200)
IN_CHAT: dict[str, Any] = {"chat_id": CHATS}
SENT: dict[str, Any] = {
    **IN_CHAT,
    "reply_markup": MARKUPS,
    "reply_parameters": ANSWERED,
    "message_thread_id": THREADS,
    "protect_content": st.none() | st.booleans(),
}
AT_MESSAGE: dict[str, Any] = {**IN_CHAT, "message_id": MESSAGES}
CALLS = st.one_of(
    st.builds(methods.SendMessage, text=TEXTS, parse_mode=MODES, **SENT),
    st.builds(methods.SendLocation, latitude=DEGREES, longitude=DEGREES, **SENT),
    st.builds(methods.SendVenue, latitude=DEGREES, longitude=DEGREES, title=TEXTS, address=TEXTS, **SENT),
    st.builds(methods.SendContact, phone_number=TEXTS, first_name=TEXTS, **SENT),
    st.builds(methods.SendPoll, question=TEXTS, options=OPTIONS, is_anonymous=st.booleans(), **SENT),
    st.builds(methods.SendPhoto, photo=TEXTS, caption=TEXTS, parse_mode=MODES, **SENT),
    st.builds(methods.SendChatAction, action=st.sampled_from(["typing", "dancing"]), **IN_CHAT),
    st.builds(methods.EditMessageText, text=TEXTS, parse_mode=MODES, reply_markup=st.none() | INLINE, **AT_MESSAGE),
    st.builds(methods.EditMessageReplyMarkup, reply_markup=st.none() | INLINE, **AT_MESSAGE),
    st.builds(methods.DeleteMessage, **AT_MESSAGE),
    st.builds(methods.StopPoll, **AT_MESSAGE),
    st.builds(methods.PinChatMessage, **AT_MESSAGE),
    st.builds(methods.CopyMessage, from_chat_id=CHATS, **AT_MESSAGE),
    st.builds(methods.ForwardMessage, from_chat_id=CHATS, **AT_MESSAGE),
    st.builds(methods.GetChat, **IN_CHAT),
    st.builds(methods.GetChatMember, user_id=st.sampled_from([PUPIL, PARENT, 1, 42]), **IN_CHAT),
    st.builds(methods.GetChatAdministrators, **IN_CHAT),
    st.builds(methods.CreateForumTopic, name=TEXTS, **IN_CHAT),
    st.builds(methods.CloseForumTopic, message_thread_id=st.sampled_from([1, 7]), **IN_CHAT),
    st.builds(methods.CreateChatInviteLink, name=TEXTS, **IN_CHAT),
    st.builds(methods.SetMyCommands, commands=COMMANDS, scope=SCOPES),
    st.builds(methods.GetMyCommands, scope=SCOPES),
    st.just(methods.GetMe()),
    st.just(methods.GetWebhookInfo()),
)
ACTS = st.one_of(
    st.tuples(st.just("say"), TEXTS),
    st.tuples(st.just("share_contact")),
    st.tuples(st.just("share_location"), DEGREES, DEGREES),
    st.tuples(st.just("edit"), MESSAGES, TEXTS),
    st.tuples(st.just("react"), MESSAGES, st.sampled_from(["👍", ""])),
    st.tuples(st.just("vote"), MESSAGES, st.lists(st.integers(-1, 3), max_size=2)),
)
PLACES = st.sampled_from([PUPIL, CLASS_CHAT, CHANNEL, FORUM])
STANDINGS = st.sampled_from(["member", "administrator", "left", "kicked"])


def new_world() -> World:
    """The default town with a forum, two people who have begun, and one message of each kind."""
    world = World(BotIdentity(TOKEN))
    settle_town(world)
    forum = world.add_chat(Chat(FORUM, "supergroup", "Форум", is_forum=True, members={PUPIL: "creator"}))
    forum.topics[7] = Topic(7, "Тақырып")
    for chat in (forum, world.chats[CHANNEL]):
        set_bot_status(world, chat, "administrator")
    for person in (PUPIL, PARENT):
        Hands.at(world, person, person).say("/start")
    return world


@pytest.fixture(scope="module")
def world() -> World:
    return new_world()


@pytest.fixture(scope="module")
def aiogram() -> Bot:
    return Bot(TOKEN, session=StrictSession())


def sent_as_form(bot: Bot, method: methods.TelegramMethod[Any]) -> dict[str, Any]:
    """The fields of the form that aiogram would post."""
    values = method.model_dump(warnings=False).items()
    prepared = {name: bot.session.prepare_value(value, bot=bot, files={}) for name, value in values}
    return {name: value for name, value in prepared.items() if value}


async def answer(world: World, call: Call) -> dict[str, Any]:
    """The body that the server would send."""
    try:
        result = METHODS[call.method](world, call)
        return {"ok": True, "result": await result if inspect.isawaitable(result) else result}
    except ApiError as error:
        return error.body()


@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(method=CALLS)
def test_a_typed_call_has_a_typed_answer(world: World, aiogram: Bot, method: methods.TelegramMethod[Any]):
    body = asyncio.run(answer(world, Call(method.__api_method__, sent_as_form(aiogram, method))))
    with suppress(TelegramAPIError):
        response = aiogram.session.check_response(aiogram, method, body.get("error_code", 200), json.dumps(body))
        assert response.ok


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(acts=st.lists(st.tuples(PLACES, ACTS), max_size=8), standing=STANDINGS)
def test_what_people_do_reaches_the_bot_in_typed_updates(acts: list[tuple[int, tuple[Any, ...]]], standing: str):
    world = new_world()
    for chat, (verb, *arguments) in acts:
        with suppress(ActionError):
            getattr(Hands.at(world, PUPIL, chat), verb)(*arguments)
    set_blocked(world, world.chats[PUPIL], blocked=True)
    set_member(world, world.chats[FORUM], PARENT, "member")
    set_bot_status(world, world.chats[CLASS_CHAT], standing)
    for queued in world.updates.waiting():
        update = types.Update.model_validate({"update_id": 1, **queued.body})
        assert update.event_type in queued.body
        assert list(unknown_fields(update)) == []
