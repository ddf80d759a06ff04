"""A handler's error: the person is told in their language with a number, and the log has the number."""

from __future__ import annotations

import logging
import re

import pytest
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import SendMessage

from bot.views import home
from tests.telegram.conversation import GROUP, KK


def broken(*_, **__):
    raise ZeroDivisionError("Айгерім, 87015550000")


@pytest.mark.parametrize(("language", "mark"), [("kk", KK), ("ru", "")])
async def test_the_person_is_told_and_the_log_knows_the_number(chat, monkeypatch, caplog, language, mark):
    await chat.choose(language)
    with monkeypatch.context() as patch:
        patch.setattr(home, "menu", broken)
        with caplog.at_level(logging.ERROR):
            reply = await chat.say("/menu")
    assert mark + "Something went wrong on our side" in reply.text
    number = re.search(r"[0-9a-f]{8}", reply.text)
    assert number
    assert [r.error_id for r in caplog.records if r.name == "bot.telegram.dispatcher"] == [number.group()]
    assert "Something went wrong" not in (await chat.say("/menu")).text


async def test_a_tap_that_fails_is_answered_and_told(chat, monkeypatch, caplog):
    await chat.choose("ru")
    monkeypatch.setattr(home, "menu", broken)
    reply = await chat.press("menu")
    assert "Something went wrong" in reply.text
    assert len(reply.toasts) == 1
    assert "bot.telegram.dispatcher" in {record.name for record in caplog.records}


async def test_in_a_group_both_languages_may_be_spoken_and_nothing_personal_is_said(chat, monkeypatch):
    monkeypatch.setattr("bot.views.shelves.overview", broken)
    reply = await chat.say_in_group("/events")
    assert "Something went wrong" in reply.text
    assert "Айгерім" not in reply.text
    assert reply.shown[0].chat_id == GROUP


async def test_an_apology_that_cannot_be_sent_stops_nothing(chat, monkeypatch, caplog):
    await chat.choose("ru")
    monkeypatch.setattr(home, "menu", broken)
    chat.session.failures[SendMessage] = lambda method: TelegramNetworkError(method, "no network")
    await chat.say("/menu")
    assert "the apology could not be sent" in caplog.text
    chat.session.failures.clear()
    assert "Something went wrong" in (await chat.say("/menu")).text
