from __future__ import annotations

import pytest

from bot.views import profile
from tests.telegram.conversation import TRS


async def test_cancel_leaves_a_question_and_says_so(russian):
    await russian.press("ask:coming")
    assert "Stopped" in (await russian.say("/cancel")).text
    assert "There is nothing to stop" in (await russian.say("/cancel")).text
    await russian.say("/ask")
    assert "Stopped" in (await russian.press("cancel")).text
    assert "There is nothing to stop" in (await russian.press("cancel")).text


async def test_the_menu_leaves_a_question(russian):
    await russian.press("ask")
    await russian.press("menu")
    assert "There is nothing to stop" in (await russian.say("/cancel")).text


async def test_help_and_privacy_leave_a_question_as_it_is(russian):
    await russian.press("ask:awaited")
    assert "What I can do" in (await russian.say("/help")).text
    assert "What is kept about you" in (await russian.say("/privacy")).text
    assert (await russian.say("когда?")).text.startswith("Awaited")


async def test_every_command_of_the_list_is_answered_and_in_help(russian):
    for language, tr in TRS.items():
        await russian.choose(language)
        shown = (await russian.say("/help")).text
        for command in profile.private_commands(tr):
            assert f"/{command}" in shown, command
            assert "/help" not in (await russian.say(f"/{command}")).text or command in {"help", "cancel"}


async def test_unknown_commands_are_answered(russian):
    for text in ("/what", "/", "/ events", "/events@other_bot", "/старт"):
        assert "I do not know this command" in (await russian.say(text)).text, text


@pytest.mark.parametrize(
    "content",
    [
        {"photo": [{"file_id": "a", "file_unique_id": "a", "width": 1, "height": 1}]},
        {"sticker": {"file_id": "a", "file_unique_id": "a", "type": "regular", "width": 1, "height": 1,
                     "is_animated": False, "is_video": False}},
        {"voice": {"file_id": "a", "file_unique_id": "a", "duration": 1}},
        {"location": {"latitude": 1.0, "longitude": 1.0}},
        {"dice": {"emoji": "🎲", "value": 1}},
    ],
)  # fmt: skip
async def test_what_is_not_text_gets_a_clear_word(russian, content):
    assert "I can read only text so far" in (await russian.send(1001, content, 1001)).text


async def test_an_album_gets_one_answer(russian):
    photo = {"photo": [{"file_id": "a", "file_unique_id": "a", "width": 1, "height": 1}], "media_group_id": "9"}
    replies = [await russian.send(1001, photo, 1001) for _ in range(10)]
    assert sum(len(reply.shown) for reply in replies) == 1


async def test_service_messages_need_no_answer(russian):
    reply = await russian.send(1001, {"delete_chat_photo": True}, 1001)
    assert reply.requests == []


@pytest.mark.parametrize(
    "data", ["", "nowhere", "event", "event:a:b:c", "event:қ", "menu:1", "x" * 64, ":::", "admin:1"]
)
async def test_forged_buttons_are_answered_politely_with_the_menu(russian, data):
    reply = await russian.press(data)
    assert reply.toast == "This button is out of date."
    assert "☰ Menu" in reply.buttons


async def test_a_bug_is_told_with_its_number_and_the_tap_is_answered(russian):
    def broken(*_: object) -> None:
        raise RuntimeError("bug")

    russian.programmes._read = (None, broken)
    reply = await russian.press("list:a-all-0")
    assert reply.toast is None
    assert "Something went wrong on our side" in reply.text
    assert "Error number: " in reply.text
