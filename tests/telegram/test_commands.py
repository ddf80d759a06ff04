from __future__ import annotations

import logging

from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import SetMyCommands

from bot.telegram.commands import present
from bot.views import profile
from tests.telegram.conversation import OWNER, TRS


async def test_everything_is_set_once_and_then_only_what_differs(chat):
    # For the default, kk and ru: a name, two descriptions, two lists of commands and one of the owner.
    assert await present(chat.bot, TRS, [OWNER]) == 18
    assert await present(chat.bot, TRS, [OWNER]) == 0
    chat.session.texts["nameru"] = "another"
    assert await present(chat.bot, TRS, [OWNER]) == 1


async def test_kazakh_is_the_default(chat):
    await present(chat.bot, TRS, [])
    assert chat.session.texts["nameNone"] == chat.session.texts["namekk"] != chat.session.texts["nameru"]


async def test_what_telegram_refuses_stops_nothing(chat, caplog):
    chat.session.failures[SetMyCommands] = lambda method: TelegramBadRequest(method=method, message="chat not found")
    with caplog.at_level(logging.WARNING):
        assert await present(chat.bot, TRS, [OWNER]) == 9
    assert len(caplog.records) == 9


def test_telegrams_limits():
    for tr in TRS.values():
        assert len(profile.name(tr)) <= profile.LONGEST_NAME
        assert len(profile.description(tr)) <= profile.LONGEST_DESCRIPTION
        assert len(profile.short_description(tr)) <= profile.LONGEST_SHORT_DESCRIPTION
        for texts in (profile.staff_commands(tr), profile.group_commands(tr)):
            assert all(1 <= len(text) <= profile.LONGEST_COMMAND_DESCRIPTION for text in texts.values())
