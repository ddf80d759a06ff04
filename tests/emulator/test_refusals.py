"""The rest of what methods refuse, method by method, and what people at a chat cannot do."""

from __future__ import annotations

import struct
from typing import Any

import pytest
from aiogram.types import BufferedInputFile

from bot.emulator.chats import BotIdentity, Chat
from bot.emulator.entities import formatted, to_html
from bot.emulator.errors import ApiError
from bot.emulator.files import image_size
from bot.emulator.reply_markup import accepted
from tests.emulator.conftest import Scene, png
from tests.emulator.test_errors import call

BUTTON = {"text": "x", "callback_data": "x"}

CASES: list[tuple[str, dict[str, Any], str]] = [
    ("setWebhook", {"url": "https://[bad"}, "invalid webhook URL specified"),
    ("setWebhook", {"url": "https://"}, "invalid webhook URL specified"),
    ("getFile", {}, "file_id not specified"),
    ("getFile", {"file_id": "x"}, "wrong file_id or the file is temporarily unavailable"),
    ("setMyCommands", {"commands": "x"}, "can't parse BotCommand JSON object"),
    ("setMyCommands", {"commands": {}}, "can't parse BotCommand: expected an Array of BotCommand"),
    ("setMyCommands", {"commands": [5]}, "expected an Object as a command"),
    ("setMyCommands", {"commands": [{"command": "a", "description": ""}]}, "command description must be non-empty"),
    ("setMyCommands", {"commands": [{"command": "a", "description": "x" * 257}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ("setMyCommands", {"commands": [{"command": "a", "description": "x"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
    ("setMyCommands", {"commands": [], "language_code": "kaz"}, "invalid language_code specified"),
    ("getMyCommands", {"scope": 5}, "can't parse BotCommandScope: expected an Object"),
    ("getMyCommands", {"scope": {"type": "x"}}, "can't parse BotCommandScope: Unsupported type specified"),
    ("getMyCommands", {"scope": {"type": "chat", "chat_id": 5}}, "chat not found"),
    (
        "getMyCommands",
        {"scope": {"type": "chat_member", "chat_id": "{g}", "user_id": 5}},
        "can't parse BotCommandScope: user not found",
    ),
    ("setMyDescription", {"description": "x" * 513}, "description is too long"),
    ("setChatMenuButton", {"menu_button": {"type": "x"}}, "can't parse menu button: Unsupported type specified"),
    (
        "setChatMenuButton",
        {"menu_button": {"type": "web_app", "text": "x"}},
        "menu button Web App URL is invalid: Only HTTPS links are allowed",
    ),
    ("setChatMenuButton", {"chat_id": "{g}"}, "the menu button can be changed only in private chats"),
    ("sendMediaGroup", {"chat_id": "{p}", "media": []}, "there are no messages to send"),
    ("sendMediaGroup", {"chat_id": "{p}", "media": [{"type": "photo"}] * 11}, "too many messages to send as an album"),
    ("sendMediaGroup", {"chat_id": "{p}", "media": [{"type": "voice"}]}, "wrong message type"),
    (
        "sendMediaGroup",
        {"chat_id": "{p}", "media": [{"type": "photo"}, {"type": "document"}]},
        "Documents and audio can't be mixed with other media types",
    ),
    ("sendMediaGroup", {"chat_id": "{p}", "media": [{"type": "photo"}]}, "there is no photo in the request"),
    ("sendPhoto", {"chat_id": "{p}", "photo": 5}, "there is no photo in the request"),
    ("sendVenue", {"chat_id": "{p}", "latitude": 1, "longitude": 1}, "venue title and address must be non-empty"),
    ("sendLocation", {"chat_id": "{p}", "latitude": "x", "longitude": 1}, "invalid location specified"),
    ("sendContact", {"chat_id": "{p}"}, "phone number is empty"),
    ("sendContact", {"chat_id": "{p}", "phone_number": "1"}, "first name is empty"),
    ("sendChatAction", {"chat_id": "{p}", "action": "dancing"}, "wrong parameter action in request"),
    ("sendPoll", {"chat_id": "{p}", "question": "", "options": ["a"]}, "poll question must be non-empty"),
    (
        "sendPoll",
        {"chat_id": "{p}", "question": "x" * 301, "options": ["a"]},
        "poll question length must not exceed 300",
    ),
    ("sendPoll", {"chat_id": "{p}", "question": "x", "options": []}, "poll must have at least 1 option"),
    ("sendPoll", {"chat_id": "{p}", "question": "x", "options": ["a"] * 13}, "poll can't have more than 12 options"),
    ("sendPoll", {"chat_id": "{p}", "question": "x", "options": [" "]}, "poll options must be non-empty"),
    (
        "sendPoll",
        {"chat_id": "{p}", "question": "x", "options": ["a" * 101]},
        "poll options length must not exceed 100",
    ),
    (
        "sendPoll",
        {"chat_id": "{p}", "question": "x", "options": ["a"], "type": "riddle"},
        "unsupported poll type specified",
    ),
    (
        "sendPoll",
        {"chat_id": "{p}", "question": "x", "options": ["a"], "type": "quiz"},
        "wrong correct option ID specified",
    ),
    ("stopPoll", {"chat_id": "{p}", "message_id": 1}, "message with poll to stop not found"),
    ("forwardMessage", {"chat_id": "{p}", "from_chat_id": "{p}", "message_id": 99}, "message to forward not found"),
    ("copyMessage", {"chat_id": "{p}", "from_chat_id": "{p}", "message_id": 99}, "message to copy not found"),
    ("copyMessages", {"chat_id": "{p}", "from_chat_id": "{p}"}, "message identifiers are not specified"),
    ("editMessageText", {"inline_message_id": "x", "text": "x"}, "MESSAGE_ID_INVALID"),
    ("editMessageText", {"chat_id": "{p}", "text": "x"}, "message identifier is not specified"),
    (
        "editMessageMedia",
        {"chat_id": "{p}", "message_id": 1, "media": {"type": "x"}},
        "can't parse input media JSON object",
    ),
    ("deleteMessage", {"chat_id": "{p}"}, "message identifier is not specified"),
    ("deleteMessages", {"chat_id": "{p}", "message_ids": list(range(101))}, "too many message identifiers specified"),
    ("pinChatMessage", {"chat_id": "{p}", "message_id": 99}, "message to pin not found"),
    ("unpinChatMessage", {"chat_id": "{p}"}, "message to unpin not found"),
    ("setMessageReaction", {"chat_id": "{p}", "message_id": 1, "reaction": {}}, "can't parse reaction JSON object"),
    (
        "setMessageReaction",
        {"chat_id": "{p}", "message_id": 1, "reaction": [{"type": "emoji"}] * 2},
        "REACTIONS_TOO_MANY",
    ),
    ("getChatMember", {"chat_id": "{g}"}, "invalid user_id specified"),
    ("getChatMember", {"chat_id": "{g}", "user_id": 5}, "PARTICIPANT_ID_INVALID"),
    ("getChatAdministrators", {"chat_id": "{p}"}, "there are no administrators in the private chat"),
    ("leaveChat", {"chat_id": "{p}"}, "chat member status can't be changed in private chats"),
    ("getUserProfilePhotos", {"user_id": 5}, "user not found"),
    ("createForumTopic", {"chat_id": "{g}", "name": " "}, "TOPIC_TITLE_EMPTY"),
    ("createForumTopic", {"chat_id": "{p}", "name": "x"}, "the chat is not a forum"),
    ("closeForumTopic", {"chat_id": "{g}"}, "message thread identifier is not specified"),
    ("closeForumTopic", {"chat_id": "{g}", "message_thread_id": 99}, "message thread not found"),
    ("getChat", {"chat_id": "{q}"}, "chat not found"),
]


@pytest.mark.parametrize(("method", "params", "text"), CASES, ids=[f"{m} {t[:50]}" for m, _, t in CASES])
async def test_a_refused_call(method: str, params: dict[str, Any], text: str, scene: Scene):
    known = {"{p}": scene.chat, "{g}": scene.group, "{q}": scene.parent.person_id}

    def filled(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: filled(item) for name, item in value.items()}
        return known.get(value, value) if isinstance(value, str) else value

    assert await call(scene, method, **filled(params)) == (400, f"Bad Request: {text}")


PRIVATE = Chat(1, "private")
GROUP = Chat(-1, "supergroup")
KEYBOARDS: list[tuple[Chat, object, str]] = [
    (PRIVATE, 5, "object expected as reply markup"),
    (PRIVATE, {"inline_keyboard": [5]}, 'field "inline_keyboard" must be an Array of Arrays'),
    (PRIVATE, {"inline_keyboard": [["x"]]}, "can't parse inline keyboard button: expected an Object"),
    (PRIVATE, {"inline_keyboard": [[{**BUTTON, "text": 5}]]}, 'Field "text" must be of type String'),
    (PRIVATE, {"inline_keyboard": [[{**BUTTON, "text": " "}]]}, "BUTTON_TEXT_INVALID"),
    (PRIVATE, {"inline_keyboard": [[{**BUTTON, "style": "pink"}]]}, "BUTTON_STYLE_INVALID"),
    (PRIVATE, {"inline_keyboard": [[BUTTON]] * 101}, "REPLY_MARKUP_TOO_LONG"),
    (PRIVATE, {"inline_keyboard": [[{"text": "x", "url": ""}]]}, "URL host is empty"),
    (GROUP, {"inline_keyboard": [[{"text": "x", "web_app": {"url": "https://x.kz"}}]]}, "BUTTON_TYPE_INVALID"),
    (PRIVATE, {"keyboard": [[]]}, "reply keyboard must contain at least one button"),
    (PRIVATE, {"keyboard": [["x"] * 301]}, "REPLY_MARKUP_TOO_LONG"),
    (PRIVATE, {"keyboard": [[5]]}, "can't parse keyboard button: expected an Object"),
    (PRIVATE, {"keyboard": [[""]]}, "keyboard button text must be non-empty"),
    (
        GROUP,
        {"keyboard": [[{"text": "x", "request_contact": True}]]},
        "phone number can be requested in private chats only",
    ),
    (GROUP, {"keyboard": [[{"text": "x", "request_chat": {}}]]}, "BUTTON_TYPE_INVALID"),
    (PRIVATE, {"keyboard": [[{"text": "x", "web_app": {"url": "x"}}]]}, "Only HTTPS links are allowed"),
]


@pytest.mark.parametrize(("chat", "markup", "text"), KEYBOARDS, ids=[text[:50] for _, _, text in KEYBOARDS])
def test_a_refused_keyboard(chat: Chat, markup: object, text: str):
    with pytest.raises(ApiError) as refused:
        accepted(markup, chat)
    assert text in refused.value.description


@pytest.mark.parametrize(
    "markup",
    [
        {"inline_keyboard": [[{"text": "x", "url": address}]]}
        for address in (
            "https://x.kz/a?b=1#c",
            "t.me/some_bot",
            "tg://user?id=1",
            "http://127.0.0.1:8080/x",
            "HTTPS://X.KZ",
        )
    ]
    + [
        {"inline_keyboard": [[{"text": "x", "web_app": {"url": "http://127.0.0.1:8080/app"}}]]},
        {"inline_keyboard": [[{"text": "x", "switch_inline_query": ""}, {**BUTTON, "style": "danger"}]]},
        {"force_reply": True, "selective": True},
        {"remove_keyboard": True},
    ],
)
def test_an_accepted_keyboard(markup: dict[str, Any]):
    assert accepted(markup, PRIVATE) == markup


@pytest.mark.parametrize(
    "markup", [None, {}, {"inline_keyboard": []}, {"inline_keyboard": [[]]}, {"remove_keyboard": False}]
)
def test_no_keyboard(markup: object):
    assert accepted(markup, PRIVATE) is None


ENTITIES: list[tuple[object, str]] = [
    ({}, "expected an Array of MessageEntity"),
    ([5], "can't parse MessageEntity: expected an Object"),
    ([{"type": "wavy", "offset": 0, "length": 1}], "can't parse MessageEntity: Unsupported type specified"),
    ([{"type": "bold", "offset": "0", "length": 1}], "must be a valid Number"),
    ([{"type": "bold", "offset": -1, "length": 1}], "receive an entity with incorrect offset -1"),
    ([{"type": "bold", "offset": 0, "length": -1}], "receive an entity with incorrect length -1"),
    (
        [{"type": "bold", "offset": 0, "length": 100}],
        "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 100",
    ),
    ([{"type": "text_link", "offset": 0, "length": 1}], "can't parse MessageEntity: Can't find field \"url\""),
]


@pytest.mark.parametrize(("given", "text"), ENTITIES)
def test_refused_entities(given: object, text: str):
    with pytest.raises(ApiError) as refused:
        formatted("hello", "", given)
    assert text in refused.value.description


def test_given_entities_are_kept_and_found_ones_added():
    _, entities = formatted(" Қ /menu", "", [{"type": "bold", "offset": 1, "length": 1}])
    assert entities == [
        {"type": "bold", "offset": 0, "length": 1},
        {"type": "bot_command", "offset": 2, "length": 5},
    ]


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-emoji emoji-id="x">x</tg-emoji>', "Invalid custom emoji identifier specified"),
        ('<tg-time unix="x">x</tg-time>', "Invalid Unix time specified"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<b></", "Unclosed end tag at byte offset 3"),
        ("<b =x>", "Empty attribute name in the tag at byte offset 0"),
    ],
)
def test_refused_html(text: str, refusal: str):
    with pytest.raises(ApiError) as refused:
        formatted(text, "HTML", None)
    assert refused.value.description == f"Bad Request: can't parse entities: {refusal}"


def test_rarer_html():
    source = '<tg-emoji emoji-id="5">x</tg-emoji><tg-time unix="7" format="d">y</tg-time><a href="x.kz/a">z</a>'
    _, entities = formatted(source, "HTML", None)
    assert [
        {name: value for name, value in entity.items() if name not in {"offset", "length"}} for entity in entities
    ] == [
        {"type": "custom_emoji", "custom_emoji_id": "5"},
        {"type": "date_time", "unix_time": 7, "date_time_format": "d"},
        {"type": "text_link", "url": "http://x.kz/a"},
    ]


def test_links_of_every_kind_as_html():
    text, entities = formatted("a@b.kz x.kz t.me/some_bot #қ", "", None)
    shown = to_html(text, [*entities, {"type": "phone_number", "offset": 0, "length": 1}])
    assert 'href="mailto:a@b.kz"' in shown
    assert 'href="https://t.me/some_bot"' in shown
    assert '<span class="hashtag">#қ</span>' in shown
    assert to_html("87001234567", [{"type": "phone_number", "offset": 0, "length": 11}]).startswith('<a href="tel:8700')
    code, entities = formatted("```py\nx```", "MarkdownV2", None)
    assert to_html(code, entities) == '<pre data-language="py">x</pre>'


def test_sizes_of_pictures():
    jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc2\x00\x0b\x08" + struct.pack(">HH", 30, 40) + bytes(8)
    assert image_size(jpeg) == (40, 30)
    assert image_size(png(7, 9)) == (7, 9)
    assert image_size(b"GIF89a" + struct.pack("<HH", 3, 2)) == (3, 2)
    for broken in (b"", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"\xff\xd8", b"\xff\xd8\xff\xe0\x00", b"BM"):
        assert image_size(broken) is None


async def test_buttons_of_every_kind(scene: Scene):
    app = {"url": "https://x.kz/app"}
    keyboard: Any = {
        "keyboard": [
            [{"text": "Мәзір"}, {"text": "Орын", "request_location": True}, {"text": "Қосымша", "web_app": app}],
        ]
    }
    inline: Any = {
        "inline_keyboard": [
            [{"text": "Көшіру", "copy_text": {"text": "ABC"}}, {"text": "Ашу", "web_app": app}],
            [{"text": "Бөлісу", "switch_inline_query": "x"}],
        ]
    }
    await scene.bot.send_message(scene.chat, "a", reply_markup=keyboard)
    sent = await scene.bot.send_message(scene.chat, "b", reply_markup=inline)
    assert await scene.pupil.press("Көшіру") == {"kind": "copy_text", "text": "ABC"}
    assert await scene.pupil.press("Ашу") == {"kind": "web_app", "url": "https://x.kz/app"}
    assert await scene.pupil.press("Бөлісу") == {"kind": "switch_inline_query", "query": "x"}
    assert await scene.pupil.press("Қосымша") == {"kind": "web_app", "url": "https://x.kz/app"}
    assert await scene.pupil.press("Орын") == {"kind": "request_location"}
    assert (await scene.pupil.press("Мәзір"))["message"]["text"] == "Мәзір"
    place = {"message_id": sent.message_id, "row": 0, "column": 0}
    where = f"people/{scene.chat}/chats/{scene.chat}/press"
    assert (await scene.town.ask("POST", where, place))["kind"] == "copy_text"
    with pytest.raises(AssertionError, match="there is no such button"):
        await scene.town.ask("POST", where, place | {"row": 9})


async def test_votes_that_do_not_count(scene: Scene):
    options: list[Any] = ["a", "b"]
    sent = await scene.bot.send_poll(
        scene.chat, "?", options, type="quiz", correct_option_ids=[0], explanation="Өйткені"
    )
    assert sent.poll is not None
    assert sent.poll.explanation == "Өйткені"
    for chosen in ([0, 1], [5]):
        with pytest.raises(AssertionError, match="400"):
            await scene.pupil.vote(sent.message_id, *chosen)
    await scene.pupil.vote(sent.message_id, 0)
    with pytest.raises(AssertionError, match="this vote cannot be changed"):
        await scene.pupil.vote(sent.message_id, 1)
    assert "<poll ?>" in await scene.pupil.transcript()


async def test_a_transcript_of_everything(scene: Scene):
    await scene.bot.send_venue(scene.chat, 52.3, 76.9, "Мектеп", "Павлодар")
    await scene.bot.send_photo(scene.chat, BufferedInputFile(png(), "a.png"), caption="сурет")
    await scene.pupil.share_location(1, 2)
    keyboard: Any = {"keyboard": [[{"text": "Мәзір"}, {"text": "Көмек"}]]}
    await scene.bot.send_message(scene.chat, "x", reply_markup=keyboard)
    assert await scene.pupil.transcript() == (
        "Айгерім: /start\n"
        "bot: <location Мектеп>\n"
        "bot: <photo> сурет\n"
        "Айгерім: <location 1.0, 2.0>\n"
        "bot: x\n"
        "keyboard:\n"
        "    [Мәзір] [Көмек]\n"
    )
    group = await scene.pupil.at(scene.group).transcript()
    assert group == f"Айгерім: <joined: {BotIdentity('1:x').first_name}>\n"
