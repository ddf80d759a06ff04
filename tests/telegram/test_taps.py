from __future__ import annotations

import pytest
from aiogram.methods import AnswerCallbackQuery, EditMessageText

from bot.domain.policy import StaffRole
from bot.telegram import middlewares
from tests.telegram.conversation import GROUP, OWNER, PERSON

DESTINATIONS = [
    "start:ru:-", "start:kk:event_coming", "menu", "help", "privacy", "cancel", "languages", "language:kk", "events",
    "kinds:a-all-0", "list:p-all-0", "event:coming", "event:awaited:n-all-0", "map:coming", "sessions:coming:a-all-0:0",
    "follow:awaited", "answer:awaited:when", "answer:coming:nothing", "answer:gone:when",
    "asked:7", "asked:8", "asked_list:offtopic:7:0", "asked_list:not_published:30:9", "asked_list:x:y:z",
    "unfollow:awaited", "ask", "ask:coming", "admin", "invite:organizer", "staff:0", "dismiss:2",
    "dismissed:2", "numbers", "accept:secret", "chat_language:kk", "nowhere",
]  # fmt: skip


@pytest.mark.parametrize("data", DESTINATIONS)
@pytest.mark.parametrize(("person", "chat_id"), [(PERSON, PERSON), (OWNER, OWNER), (PERSON, GROUP)])
async def test_every_tap_is_answered_once_and_shows_at_most_one_screen(chat, data, person, chat_id):
    reply = await chat.press(data, person, chat_id)
    assert len(reply.toasts) == 1
    assert len(reply.shown) <= 1, "one message, not a flood"


@pytest.mark.parametrize("data", DESTINATIONS)
async def test_a_second_tap_on_the_same_button_is_harmless(chat, data):
    await chat.staffing.accept(
        chat.database, 2, (await chat.staffing.invite(chat.database, OWNER, StaffRole.ORGANIZER)).secret
    )
    for _ in range(2):
        assert len((await chat.press(data, OWNER)).toasts) == 1


async def test_a_tap_is_answered_while_its_screen_is_on_the_way(russian, monkeypatch):
    monkeypatch.setattr(middlewares, "PATIENCE", 0.02)
    russian.session.finished.clear()
    await russian.press("events")
    assert russian.session.finished == [EditMessageText, AnswerCallbackQuery], "usually the screen is first"
    russian.session.finished.clear()
    russian.session.delays[EditMessageText] = 0.1
    reply = await russian.press("event:coming")
    assert russian.session.finished == [AnswerCallbackQuery, EditMessageText]
    assert len(reply.toasts) == 1


async def test_a_tap_without_its_message_is_answered_in_private(russian):
    query = {"id": "7", "from": {"id": PERSON, "is_bot": False, "first_name": "x"}, "chat_instance": "1",
             "data": "menu", "inline_message_id": "5"}  # fmt: skip
    reply = await russian.feed({"callback_query": query}, PERSON)
    assert reply.shown[0].chat_id == PERSON
    assert len(reply.toasts) == 1
