"""What Telegram refuses, in Telegram's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramForbiddenError, TelegramUnauthorizedError
from aiogram.types import BufferedInputFile, InputFile
from aiohttp import ClientSession

from bot.emulator.methods import METHODS
from bot.emulator.world import Query
from tests.emulator.conftest import Scene, png

if TYPE_CHECKING:
    from bot.emulator.verbs import Town


async def call(s: Scene, method: str, **params: Any) -> tuple[int, str]:
    """Code and description of a raw JSON call."""
    where = f"{s.emulator.url}/bot{s.emulator.token}/{method}"
    async with ClientSession() as session, session.post(where, json=params) as response:
        answer = await response.json()
        assert answer["ok"] is False, answer
        assert answer["error_code"] == response.status
        return response.status, answer["description"]


def inline(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "btn", **button}]]}


TEXTS: list[tuple[dict[str, Any], str]] = [
    ({"text": ""}, "message text is empty"),
    ({"text": "  \n "}, "text must be non-empty"),
    ({"text": "x" * 4097}, "message is too long"),
    ({"text": "🎓" * 2049}, "message is too long"),
    ({"text": "x", "parse_mode": "INVALID"}, "unsupported parse_mode"),
    (
        {"text": "<b>x", "parse_mode": "HTML"},
        "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
    ),
    (
        {"text": "<b><i>test</b></i>", "parse_mode": "HTML"},
        'can\'t parse entities: Unmatched end tag at byte offset 10, expected "</i>", found "</b>"',
    ),
    (
        {"text": "Қазақ <script>", "parse_mode": "HTML"},
        'can\'t parse entities: Unsupported start tag "script" at byte offset 11',
    ),
    ({"text": "a </b>", "parse_mode": "HTML"}, "can't parse entities: Unexpected end tag at byte offset 2"),
    ({"text": "a <b", "parse_mode": "HTML"}, "can't parse entities: Unclosed start tag at byte offset 2"),
    (
        {"text": "*x", "parse_mode": "MarkdownV2"},
        "can't parse entities: Can't find end of Bold entity at byte offset 0",
    ),
    (
        {"text": "a-b", "parse_mode": "MarkdownV2"},
        "can't parse entities: Character '-' is reserved and must be escaped with the preceding '\\'",
    ),
    (
        {"text": "hello", "entities": [{"type": "bold", "offset": 100, "length": 1}]},
        "entity begins after the end of the text at UTF-16 offset 100",
    ),
    ({"text": "x", "reply_parameters": {"message_id": 999}}, "message to be replied not found"),
    ({"text": "x", "reply_parameters": {"quote": "y"}}, 'can\'t find field "message_id"'),
    ({"text": "x", "message_thread_id": 999}, "message thread not found"),
    ({"text": "x", "reply_markup": inline(callback_data="x" * 65)}, "BUTTON_DATA_INVALID"),
    ({"text": "x", "reply_markup": inline(callback_data="қ" * 33)}, "BUTTON_DATA_INVALID"),
    (
        {"text": "x", "reply_markup": inline()},
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (
        {"text": "x", "reply_markup": inline(url="not-a-url")},
        "inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL",
    ),
    (
        {"text": "x", "reply_markup": inline(url="ftp://example.com")},
        "inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol",
    ),
    (
        {"text": "x", "reply_markup": inline(web_app={"url": "http://example.com"})},
        "inline keyboard button Web App URL 'http://example.com' is invalid: Only HTTPS links are allowed",
    ),
    ({"text": "x", "reply_markup": inline(copy_text={"text": ""})}, "BUTTON_COPY_TEXT_INVALID"),
    ({"text": "x", "reply_markup": inline(pay=True)}, "BUTTON_TYPE_INVALID"),
    (
        {"text": "x", "reply_markup": {"inline_keyboard": [[{"callback_data": "x"}]]}},
        "can't parse inline keyboard button: Can't find field \"text\"",
    ),
    ({"text": "x", "reply_markup": {"inline_keyboard": "bad"}}, 'field "inline_keyboard" must be of type Array'),
    ({"text": "x", "reply_markup": "{bad"}, "can't parse reply keyboard markup JSON object"),
    ({"text": "x", "reply_markup": {"force_reply": "yes"}}, 'field "force_reply" must be of type Boolean'),
    (
        {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "url": "t.me/x"}] * 9]}},
        "REPLY_MARKUP_TOO_LONG",
    ),
]


@pytest.mark.parametrize(("params", "text"), TEXTS, ids=[text[:60] for _, text in TEXTS])
async def test_a_refused_message(params: dict[str, Any], text: str, scene: Scene):
    assert await call(scene, "sendMessage", chat_id=scene.chat, **params) == (400, f"Bad Request: {text}")
    assert len(await scene.pupil.bubbles()) == 1


@pytest.mark.parametrize(
    ("chat_id", "text"),
    [(None, "chat_id is empty"), ("", "chat_id is empty"), (0, "chat not found"), ("@nobody", "chat not found"),
     ("not_a_chat", "chat not found"), (-1, "chat not found"), (10**30, "chat not found")],
)  # fmt: skip
async def test_an_unknown_chat(chat_id: object, text: str, scene: Scene):
    assert await call(scene, "sendMessage", chat_id=chat_id, text="x") == (400, f"Bad Request: {text}")


async def test_exactly_at_the_limit_is_taken(scene: Scene):
    await scene.bot.send_message(scene.chat, "x" * 4096)
    await scene.bot.send_message(scene.chat, "<b>" + "x" * 4096 + "</b>", parse_mode="HTML")
    assert [len(bubble.text) for bubble in await scene.pupil.read()] == [4096, 4096]


async def test_a_long_caption(scene: Scene):
    sent = await scene.bot.send_location(scene.chat, 1, 2)
    assert await call(
        scene, "editMessageCaption", chat_id=scene.chat, message_id=sent.message_id, caption="x" * 1025
    ) == (
        400,
        "Bad Request: message caption is too long",
    )


async def test_people_who_cannot_be_written_to(scene: Scene, town: Town):
    with pytest.raises(TelegramForbiddenError, match="bot can't initiate conversation with a user"):
        await scene.bot.send_message(scene.parent.person_id, "x")
    await scene.pupil.block()
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await scene.bot.send_message(scene.chat, "x")
    await scene.pupil.unblock()
    await scene.bot.send_message(scene.chat, "x")
    await town.ask("POST", f"people/{scene.chat}/deactivate")
    with pytest.raises(TelegramForbiddenError, match="user is deactivated"):
        await scene.bot.send_message(scene.chat, "x")


async def test_blocking_and_unblocking_are_updates(scene: Scene):
    await scene.pupil.block()
    await scene.pupil.block()
    await scene.pupil.unblock()
    changes = [update.my_chat_member for update in await scene.bot.get_updates() if update.my_chat_member]
    seen = [(change.old_chat_member.status, change.new_chat_member.status) for change in changes]
    assert seen[1:] == [("member", "kicked"), ("kicked", "member")]


async def test_messages_that_cannot_be_edited(scene: Scene):
    with pytest.raises(TelegramBadRequest, match="message to edit not found"):
        await scene.bot.edit_message_text("x", chat_id=scene.chat, message_id=999)
    with pytest.raises(TelegramBadRequest, match="message can't be edited"):
        await scene.bot.edit_message_text("x", chat_id=scene.chat, message_id=1)
    keyboard: Any = {"keyboard": [[{"text": "Мәзір"}]]}
    sent = await scene.bot.send_message(scene.chat, "x", reply_markup=keyboard)
    with pytest.raises(TelegramBadRequest, match="message can't be edited"):
        await sent.edit_text("y")


async def test_a_reply_keyboard_never_comes_back(scene: Scene):
    keyboard: Any = {"keyboard": [[{"text": "Мәзір"}]], "resize_keyboard": True}
    sent = await scene.bot.send_message(scene.chat, "x", reply_markup=keyboard)
    assert sent.reply_markup is None
    assert await scene.pupil.keyboard() == [["Мәзір"]]
    gone: Any = {"remove_keyboard": True}
    await scene.bot.send_message(scene.chat, "y", reply_markup=gone)
    assert await scene.pupil.keyboard() == []


async def test_a_query_is_answered_once_and_in_time(scene: Scene):
    keyboard: Any = inline(callback_data="a")
    sent = await scene.bot.send_message(scene.chat, "x", reply_markup=keyboard)
    world = scene.emulator.world

    def press() -> str:
        number = str(next(world.numbers))
        world.queries[number] = Query(number, world.clock.now())
        return number

    query = press()
    await scene.bot.answer_callback_query(query, text="Жақсы")
    with pytest.raises(TelegramBadRequest, match="query is too old and response timeout expired"):
        await scene.bot.answer_callback_query(query)
    late = press()
    await scene.town.advance(16 * 60)
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await scene.bot.answer_callback_query(late)
    with pytest.raises(TelegramBadRequest, match="MESSAGE_TOO_LONG"):
        await scene.bot.answer_callback_query(press(), text="x" * 201)
    assert sent.reply_markup is not None


async def test_a_wrong_token(scene: Scene):
    stranger = Bot("123456:other", session=scene.bot.session)
    with pytest.raises(TelegramUnauthorizedError):
        await stranger.get_me()


async def test_an_unknown_method(scene: Scene, caplog: pytest.LogCaptureFixture):
    assert await call(scene, "sendRichMessage", chat_id=scene.chat) == (404, "Not Found: method not found")
    assert "method not found: sendRichMessage" in caplog.text


async def test_a_bug_is_told_and_does_not_stop_the_server(
    scene: Scene, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
):
    def broken(*_: object) -> None:
        raise RuntimeError("бұзылды")

    monkeypatch.setitem(METHODS, "getMe", broken)
    assert await call(scene, "getMe") == (500, "Internal Server Error")
    assert "a bug of the emulator in getMe" in caplog.text
    await scene.bot.send_message(scene.chat, "x")


async def test_files_that_are_refused(scene: Scene):
    cases: list[tuple[str | InputFile, str]] = [
        (BufferedInputFile(b"", "a.png"), "file must be non-empty"),
        (BufferedInputFile(b"no picture", "a.png"), "IMAGE_PROCESS_FAILED"),
        (BufferedInputFile(png(2100, 100), "a.png"), "PHOTO_INVALID_DIMENSIONS"),
        ("unknown", "wrong file identifier/HTTP URL specified"),
        ("https://example.com/a.png", "failed to get HTTP URL content"),
        ("attach://nothing", "attached file not found"),
    ]
    for photo, text in cases:
        with pytest.raises(TelegramAPIError, match=text):
            await scene.bot.send_photo(scene.chat, photo)


async def test_a_file_above_the_download_limit(scene: Scene):
    sent = await scene.bot.send_document(scene.chat, BufferedInputFile(bytes(20 * 1024 * 1024 + 1), "big.bin"))
    assert sent.document is not None
    with pytest.raises(TelegramBadRequest, match="file is too big"):
        await scene.bot.get_file(sent.document.file_id)
    with pytest.raises(TelegramBadRequest, match="can't use file of type Document as Photo"):
        await scene.bot.send_photo(scene.chat, sent.document.file_id)
