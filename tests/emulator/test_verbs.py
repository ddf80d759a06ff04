"""The verbs of end-to-end tests, against a small aiogram bot that polls."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from aiogram import Dispatcher, F
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
)

from bot.emulator.verbs import Town
from tests.emulator.conftest import Scene, png

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

MENU = InlineKeyboardMarkup(
    inline_keyboard=[
        [
            InlineKeyboardButton(text="Қазақша", callback_data="kk"),
            InlineKeyboardButton(text="Сайт", url="https://x.kz"),
        ],
        [InlineKeyboardButton(text="Үнсіз", callback_data="silent")],
    ]
)
SHARE = ReplyKeyboardMarkup(
    keyboard=[[KeyboardButton(text="Нөмірімді жіберу", request_contact=True)]], one_time_keyboard=True
)


def echo() -> Dispatcher:
    dispatcher = Dispatcher()

    @dispatcher.message(CommandStart())
    async def start(message: Message, command: CommandObject) -> None:
        await message.answer(f"Сәлем! {command.args or ''}", reply_markup=MENU)

    @dispatcher.callback_query(F.data == "kk")
    async def language(query: CallbackQuery) -> None:
        await query.answer("Таңдалды", show_alert=True)
        assert isinstance(query.message, Message)
        await query.message.edit_text("Тіл: қазақша")

    @dispatcher.message(F.contact)
    async def contact(message: Message) -> None:
        assert message.contact is not None
        assert message.from_user is not None
        own = message.contact.user_id == message.from_user.id
        await message.answer(f"{'өз' if own else 'бөтен'} нөмір {message.contact.phone_number}")

    @dispatcher.message(F.document)
    async def document(message: Message) -> None:
        assert message.document is not None
        await message.answer(f"құжат {message.document.file_name} {message.caption}")

    @dispatcher.message(F.photo)
    async def photo(message: Message) -> None:
        assert message.photo is not None
        await message.answer(f"сурет {message.photo[-1].width}")

    @dispatcher.edited_message()
    async def edited(message: Message) -> None:
        await message.answer(f"түзетілді: {message.text}")

    @dispatcher.message(F.text)
    async def text(message: Message) -> None:
        await message.answer(f"сіз: {message.text}", reply_markup=SHARE)

    return dispatcher


@pytest.fixture
async def chatting(scene: Scene) -> AsyncIterator[Scene]:
    dispatcher = echo()
    polling = asyncio.ensure_future(
        dispatcher.start_polling(scene.bot, handle_signals=False, close_bot_session=False, polling_timeout=5)
    )
    yield scene
    await dispatcher.stop_polling()
    with suppress(asyncio.CancelledError):
        await polling


async def test_a_conversation(chatting: Scene):
    pupil = chatting.pupil
    await pupil.expect("Сәлем!")
    pressed = await pupil.press("Қазақша")
    assert pressed == {"kind": "callback", "answer": {"text": "Таңдалды", "show_alert": True, "url": ""}}
    await pupil.expect("Тіл: қазақша")
    await pupil.settle()
    assert [bubble.text for bubble in await pupil.read()] == ["Тіл: қазақша"]
    assert await pupil.read() == []
    await pupil.say("бірдеңе\nекінші жол")
    await pupil.expect("сіз: бірдеңе")
    assert await pupil.keyboard() == [["Нөмірімді жіберу"]]
    await pupil.press("Нөмірімді жіберу")
    await pupil.expect("өз нөмір +7700")
    assert await pupil.keyboard() == []
    await pupil.settle()
    assert await pupil.transcript() == (
        "Айгерім: /start\n"
        "bot: Тіл: қазақша (edited)\n"
        "Айгерім: бірдеңе\n"
        "    екінші жол\n"
        "bot: сіз: бірдеңе\n"
        "    екінші жол\n"
        f"Айгерім: <contact Айгерім +7700{pupil.person_id % 10**7:07d}>\n"
        f"bot: өз нөмір +7700{pupil.person_id % 10**7:07d}\n"
    )


async def test_links_files_and_edits(chatting: Scene):
    parent = chatting.parent
    await parent.open(f"https://t.me/{chatting.emulator.world.bot.username}?start=event_mamandyqfest")
    bubble = await parent.expect("event_mamandyqfest")
    assert bubble.labels == ["Қазақша", "Сайт", "Үнсіз"]
    assert await parent.press("Сайт") == {"kind": "url", "url": "https://x.kz"}
    await parent.open("event_two")
    await parent.expect("event_two")
    await parent.send_file("анықтама.pdf", b"%PDF", caption="қол қойылған")
    await parent.expect("құжат анықтама.pdf қол қойылған")
    sent = (await parent.bubbles())[-2].data["document"]
    assert await parent.town.download(sent["file_id"]) == b"%PDF"
    await parent.send_file("s.png", png(7, 5), kind="photo")
    await parent.expect("сурет 7")
    await parent.share_contact("+77770000000", "Біреу")
    await parent.expect("бөтен нөмір +77770000000")
    said = await parent.say("қате")
    await parent.edit(said.message_id, "дұрыс")
    await parent.expect("түзетілді: дұрыс")


async def test_what_fails_shows_the_transcript(chatting: Scene):
    await chatting.pupil.expect("Сәлем!")
    with pytest.raises(AssertionError, match=r"(?s)there is no button «Жоқ».*bot: Сәлем!"):
        await chatting.pupil.press("Жоқ")
    with pytest.raises(AssertionError, match=r"(?s)no «ешқашан» within 0.1 s.*bot: Сәлем!"):
        await chatting.pupil.expect("ешқашан", timeout=0.1)
    with pytest.raises(AssertionError, match="not to the bot of this world"):
        await chatting.pupil.open("https://t.me/other_bot?start=x")
    with pytest.raises(AssertionError, match="at most 64"):
        await chatting.pupil.open("сілтеме")


async def test_an_unanswered_press(chatting: Scene, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("bot.emulator.actions.PATIENCE", 0.1)
    await chatting.pupil.expect("Сәлем!")
    assert await chatting.pupil.press("Үнсіз") == {"kind": "callback", "answer": None}
    assert await chatting.pupil.forge(2, "a" * 500) == {"kind": "callback", "answer": None}


async def test_a_blocked_bot_cannot_be_talked_to(chatting: Scene):
    await chatting.pupil.block()
    with pytest.raises(AssertionError, match="the bot is blocked"):
        await chatting.pupil.say("сәлем")
    await chatting.pupil.unblock()
    await chatting.pupil.say("сәлем")
    await chatting.pupil.expect("сіз: сәлем")


async def test_a_town_that_nobody_serves_is_not_at_rest(scene: Scene):
    with pytest.raises(AssertionError, match="not at rest"):
        await scene.town.settle(wait=0.1)


async def test_a_closed_town_opens_again(emulator: Any):
    town = Town(emulator.url)
    await town.now()
    await town.close()
    assert await town.now() > 0
    await town.close()
