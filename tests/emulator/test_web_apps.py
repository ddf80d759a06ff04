"""Launch data of Mini Apps passes aiogram's check of Telegram's signature, and data sent back reaches the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from aiogram.utils.web_app import check_webapp_signature, safe_parse_webapp_init_data

if TYPE_CHECKING:
    from tests.emulator.conftest import Scene


@pytest.mark.parametrize("place", ["inline", "menu"])
async def test_launch_data_is_signed_with_the_bots_token(scene: Scene, place: str):
    await scene.town.advance(60)
    data = await scene.pupil.launch(place)
    found = safe_parse_webapp_init_data(scene.emulator.token, data)
    assert found.user is not None
    assert (found.user.id, found.user.first_name, found.user.username) == (scene.chat, "Айгерім", "aigerim")
    assert found.user.language_code == "kk"
    assert abs(found.auth_date.timestamp() - await scene.town.now()) <= 2
    assert found.query_id


async def test_changed_launch_data_and_another_token_are_refused(scene: Scene):
    data = await scene.pupil.launch()
    assert check_webapp_signature(scene.emulator.token, data)
    assert not check_webapp_signature(scene.emulator.token, data.replace("aigerim", "someone"))
    assert not check_webapp_signature("123456:another", data)


async def test_a_reply_keyboard_opens_without_launch_data(scene: Scene):
    assert await scene.pupil.launch("keyboard") == ""
    with pytest.raises(AssertionError, match="from is one of"):
        await scene.pupil.launch("attachment")


async def test_data_of_a_mini_app_reaches_the_bot(scene: Scene):
    await scene.bot.get_updates(offset=-1)
    path = f"people/{scene.chat}/chats/{scene.chat}/web_app_data"
    await scene.town.ask("POST", path, {"button_text": "Форма", "data": "x=1"})
    heard = (await scene.bot.get_updates())[-1].message
    assert heard is not None
    assert heard.web_app_data is not None
    assert (heard.web_app_data.button_text, heard.web_app_data.data) == ("Форма", "x=1")
    for refused in ({"button_text": "Форма", "data": "ұ" * 2049}, {"button_text": "Форма"}):
        with pytest.raises(AssertionError, match="400"):
            await scene.town.ask("POST", path, refused)
    group = f"people/{scene.chat}/chats/{scene.group}/web_app_data"
    with pytest.raises(AssertionError, match="private chat"):
        await scene.town.ask("POST", group, {"button_text": "Форма", "data": "x"})
