"""Every method, called through aiogram, whose types validate the answer; surplus fields are errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputMediaPhoto,
    InputPollOption,
    InputTextMessageContent,
    MenuButtonCommands,
    MenuButtonDefault,
    MenuButtonWebApp,
    ReactionTypeEmoji,
    WebAppInfo,
)

from bot.emulator.methods import METHODS
from tests.emulator.conftest import Scene, png

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Scenario = Callable[[Scene], Awaitable[Any]]

KEYBOARD = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Иә", callback_data="yes")]])
SCENARIOS: dict[str, Scenario] = {}


def scenario(function: Scenario) -> Scenario:
    words = function.__name__.split("_")
    SCENARIOS[words[0] + "".join(word.title() for word in words[1:])] = function
    return function


def picture(name: str = "a.png") -> BufferedInputFile:
    return BufferedInputFile(png(), name)


# --- receiving ------------------------------------------------------------------------------------------------


@scenario
async def get_updates(s: Scene) -> None:
    updates = await s.bot.get_updates(timeout=0)
    assert [update.event_type for update in updates] == ["message", "my_chat_member", "message"]
    assert updates[0].message is not None
    assert updates[0].message.text == "/start"
    await s.bot.get_updates(offset=updates[-1].update_id + 1)
    assert not await s.bot.get_updates()


@scenario
async def set_webhook(s: Scene) -> None:
    assert await s.bot.set_webhook("https://bot.example/hook", secret_token="abc", max_connections=5)
    with pytest.raises(TelegramBadRequest, match="An HTTPS URL must be provided"):
        await s.bot.set_webhook("http://bot.example/hook")
    with pytest.raises(TelegramBadRequest, match="unallowed characters"):
        await s.bot.set_webhook("https://bot.example/hook", secret_token="құпия")


@scenario
async def delete_webhook(s: Scene) -> None:
    assert await s.bot.delete_webhook(drop_pending_updates=True)
    assert not await s.bot.get_updates()


@scenario
async def get_webhook_info(s: Scene) -> None:
    assert (await s.bot.get_webhook_info()).pending_update_count == 3
    s.emulator.world.updates.webhook.url = "https://bot.example/hook"
    assert (await s.bot.get_webhook_info()).url == "https://bot.example/hook"


@scenario
async def get_file(s: Scene) -> None:
    sent = await s.bot.send_document(s.chat, picture())
    assert sent.document is not None
    file = await s.bot.get_file(sent.document.file_id)
    assert file.file_path is not None
    content = await s.bot.download_file(file.file_path)
    assert content is not None
    assert content.read() == png()


# --- the bot itself -------------------------------------------------------------------------------------------


@scenario
async def get_me(s: Scene) -> None:
    me = await s.bot.get_me()
    assert me.is_bot
    assert not me.can_read_all_group_messages


@scenario
async def log_out(s: Scene) -> None:
    assert await s.bot.log_out()


@scenario
async def close(s: Scene) -> None:
    assert await s.bot.close()


@scenario
async def set_my_commands(s: Scene) -> None:
    assert await s.bot.set_my_commands([BotCommand(command="menu", description="Мәзір")], language_code="kk")
    assert await s.bot.set_my_commands([BotCommand(command="help", description="Help")])
    assert await s.pupil.commands() == ["menu"]
    assert await s.parent.commands() == ["help"]
    own = BotCommandScopeChat(chat_id=s.chat)
    assert await s.bot.set_my_commands([BotCommand(command="own", description="Own")], scope=own)
    assert await s.pupil.commands() == ["own"]
    with pytest.raises(TelegramBadRequest, match="BOT_COMMAND_INVALID"):
        await s.bot.set_my_commands([BotCommand(command="Мәзір", description="x")])


@scenario
async def get_my_commands(s: Scene) -> None:
    assert await s.bot.get_my_commands() == []
    await s.bot.set_my_commands([BotCommand(command="menu", description="Мәзір")])
    assert [command.command for command in await s.bot.get_my_commands()] == ["menu"]
    assert await s.bot.get_my_commands(language_code="kk") == []


@scenario
async def delete_my_commands(s: Scene) -> None:
    await s.bot.set_my_commands([BotCommand(command="menu", description="Мәзір")])
    assert await s.bot.delete_my_commands()
    assert await s.bot.get_my_commands() == []


@scenario
async def set_my_name(s: Scene) -> None:
    assert await s.bot.set_my_name("Мамандық", language_code="kk")
    with pytest.raises(TelegramBadRequest, match="BOT_TITLE_INVALID"):
        await s.bot.set_my_name("x" * 65)


@scenario
async def get_my_name(s: Scene) -> None:
    await s.bot.set_my_name("Профессия", language_code="ru")
    assert (await s.bot.get_my_name(language_code="ru")).name == "Профессия"
    assert (await s.bot.get_my_name()).name == "Мамандық"


@scenario
async def set_my_description(s: Scene) -> None:
    assert await s.bot.set_my_description("Не істей алады", language_code="kk")
    assert (await s.pupil.view())["bot_description"] == "Не істей алады"


@scenario
async def get_my_description(s: Scene) -> None:
    assert (await s.bot.get_my_description()).description == ""
    await s.bot.set_my_description("What it does")
    assert (await s.bot.get_my_description(language_code="ru")).description == "What it does"


@scenario
async def set_my_short_description(s: Scene) -> None:
    assert await s.bot.set_my_short_description("Short")
    with pytest.raises(TelegramBadRequest, match="too long"):
        await s.bot.set_my_short_description("x" * 121)


@scenario
async def get_my_short_description(s: Scene) -> None:
    await s.bot.set_my_short_description("Short")
    assert (await s.bot.get_my_short_description()).short_description == "Short"


@scenario
async def set_chat_menu_button(s: Scene) -> None:
    app = MenuButtonWebApp(text="Open", web_app=WebAppInfo(url="https://bot.example/app"))
    assert await s.bot.set_chat_menu_button(s.chat, app)
    assert (await s.pupil.view())["menu_button"]["type"] == "web_app"
    assert await s.bot.set_chat_menu_button(s.chat, MenuButtonDefault())
    assert (await s.pupil.view())["menu_button"]["type"] == "commands"


@scenario
async def get_chat_menu_button(s: Scene) -> None:
    assert isinstance(await s.bot.get_chat_menu_button(s.chat), MenuButtonCommands)
    assert isinstance(await s.bot.get_chat_menu_button(), MenuButtonCommands)


# --- sending --------------------------------------------------------------------------------------------------


@scenario
async def send_message(s: Scene) -> None:
    sent = await s.bot.send_message(s.chat, "<b>Сәлем</b> 🎓 <i>x</i>", parse_mode="HTML", reply_markup=KEYBOARD)
    assert sent.text == "Сәлем 🎓 x"
    assert sent.reply_markup is not None
    assert sent.reply_markup.model_dump() == KEYBOARD.model_dump()
    assert sent.html_text == "<b>Сәлем</b> 🎓 <i>x</i>"
    assert (await s.pupil.last()).buttons == (("Иә",),)
    answer = await sent.reply("жауап")
    assert answer.reply_to_message is not None
    assert answer.reply_to_message.message_id == sent.message_id


@scenario
async def send_photo(s: Scene) -> None:
    sent = await s.bot.send_photo(
        s.chat, BufferedInputFile(png(1600, 800), "p.png"), caption="<b>c</b>", parse_mode="HTML"
    )
    assert sent.photo is not None
    assert [(size.width, size.height) for size in sent.photo] == [(90, 45), (320, 160), (800, 400), (1280, 640)]
    again = await s.bot.send_photo(s.chat, sent.photo[-1].file_id)
    assert again.photo is not None
    assert again.photo[-1].file_unique_id == sent.photo[-1].file_unique_id
    assert sent.caption == "c"


@scenario
async def send_document(s: Scene) -> None:
    sent = await s.bot.send_document(s.chat, BufferedInputFile(b"%PDF-1.4", "билет.pdf"), caption="Билет")
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.mime_type, sent.document.file_size) == (
        "билет.pdf",
        "application/pdf",
        8,
    )


@scenario
async def send_video(s: Scene) -> None:
    sent = await s.bot.send_video(s.chat, BufferedInputFile(b"video", "v.mp4"), width=640, height=480, duration=3)
    assert sent.video is not None
    assert (sent.video.width, sent.video.duration) == (640, 3)


@scenario
async def send_voice(s: Scene) -> None:
    sent = await s.bot.send_voice(s.chat, BufferedInputFile(b"OggS", "v.ogg"), duration=2)
    assert sent.voice is not None
    assert sent.voice.duration == 2


@scenario
async def send_audio(s: Scene) -> None:
    sent = await s.bot.send_audio(s.chat, BufferedInputFile(b"ID3", "a.mp3"), title="Ән")
    assert sent.audio is not None
    assert sent.audio.title == "Ән"


@scenario
async def send_animation(s: Scene) -> None:
    sent = await s.bot.send_animation(s.chat, BufferedInputFile(b"GIF89a\x05\x00\x06\x00", "a.gif"))
    assert sent.animation is not None
    assert (sent.animation.width, sent.animation.height) == (5, 6)


@scenario
async def send_media_group(s: Scene) -> None:
    album = [InputMediaPhoto(media=picture(), caption="бір"), InputMediaPhoto(media=picture("b.png"))]
    sent = await s.bot.send_media_group(s.chat, album)  # type: ignore[arg-type]
    assert len({message.media_group_id for message in sent}) == 1
    assert [message.caption for message in sent] == ["бір", None]


@scenario
async def send_location(s: Scene) -> None:
    sent = await s.bot.send_location(s.chat, 52.28, 76.95)
    assert sent.location is not None
    assert sent.location.latitude == 52.28
    with pytest.raises(TelegramBadRequest, match="invalid location"):
        await s.bot.send_location(s.chat, 152.28, 76.95)


@scenario
async def send_venue(s: Scene) -> None:
    sent = await s.bot.send_venue(s.chat, 52.28, 76.95, "Мектеп", "Павлодар")
    assert sent.venue is not None
    assert sent.venue.title == "Мектеп"


@scenario
async def send_contact(s: Scene) -> None:
    sent = await s.bot.send_contact(s.chat, "+77001234567", "Сәуле")
    assert sent.contact is not None
    assert sent.contact.user_id is None


@scenario
async def send_chat_action(s: Scene) -> None:
    assert await s.bot.send_chat_action(s.chat, "typing")
    assert (await s.pupil.view())["typing"]
    await s.town.advance(6)
    assert not (await s.pupil.view())["typing"]


@scenario
async def send_poll(s: Scene) -> None:
    options: list[Any] = [InputPollOption(text="Иә"), "Жоқ"]
    sent = await s.bot.send_poll(s.chat, "Келесіз бе?", options, is_anonymous=False)
    assert sent.poll is not None
    await s.pupil.vote(sent.message_id, 1)
    updates = await s.bot.get_updates(timeout=0)
    assert updates[-1].poll_answer is not None
    assert updates[-1].poll_answer.option_ids == [1]
    assert updates[-2].poll is not None
    assert updates[-2].poll.total_voter_count == 1


@scenario
async def stop_poll(s: Scene) -> None:
    options: list[Any] = ["a", "b"]
    sent = await s.bot.send_poll(s.chat, "?", options, type="quiz", correct_option_ids=[0])
    stopped = await s.bot.stop_poll(s.chat, sent.message_id)
    assert stopped.is_closed
    with pytest.raises(TelegramBadRequest, match="already been closed"):
        await s.bot.stop_poll(s.chat, sent.message_id)


# --- copying --------------------------------------------------------------------------------------------------


@scenario
async def forward_message(s: Scene) -> None:
    forwarded = await s.bot.forward_message(s.group, s.chat, 1)
    assert forwarded.text == "/start"
    assert forwarded.forward_origin is not None
    assert forwarded.forward_origin.type == "user"


@scenario
async def forward_messages(s: Scene) -> None:
    assert len(await s.bot.forward_messages(s.group, s.chat, [1, 999])) == 1


@scenario
async def copy_message(s: Scene) -> None:
    copied = await s.bot.copy_message(s.group, s.chat, 1, reply_markup=KEYBOARD)
    assert s.emulator.world.chats[s.group].messages[copied.message_id].body == "/start"
    secret = await s.bot.send_message(s.chat, "x", protect_content=True)
    with pytest.raises(TelegramBadRequest, match="message can't be copied"):
        await s.bot.copy_message(s.group, s.chat, secret.message_id)


@scenario
async def copy_messages(s: Scene) -> None:
    assert len(await s.bot.copy_messages(s.group, s.chat, [1])) == 1


# --- editing and deleting -------------------------------------------------------------------------------------


@scenario
async def edit_message_text(s: Scene) -> None:
    sent = await s.bot.send_message(s.chat, "бір", reply_markup=KEYBOARD)
    edited = await sent.edit_text("екі", reply_markup=KEYBOARD)
    assert not isinstance(edited, bool)
    assert edited.edit_date is not None
    with pytest.raises(TelegramBadRequest, match="message is not modified: specified new message content"):
        await sent.edit_text("екі", reply_markup=KEYBOARD)
    bare = await sent.edit_text("екі")
    assert not isinstance(bare, bool)
    assert bare.reply_markup is None


@scenario
async def edit_message_caption(s: Scene) -> None:
    sent = await s.bot.send_photo(s.chat, picture(), caption="бір")
    edited = await sent.edit_caption(caption="екі")
    assert not isinstance(edited, bool)
    assert edited.caption == "екі"
    with pytest.raises(TelegramBadRequest, match="there is no text in the message to edit"):
        await sent.edit_text("үш")


@scenario
async def edit_message_media(s: Scene) -> None:
    sent = await s.bot.send_photo(s.chat, picture())
    edited = await sent.edit_media(InputMediaPhoto(media=BufferedInputFile(png(9, 9), "b.png"), caption="жаңа"))
    assert not isinstance(edited, bool)
    assert edited.photo is not None
    assert edited.photo[-1].width == 9


@scenario
async def edit_message_reply_markup(s: Scene) -> None:
    sent = await s.bot.send_message(s.chat, "x", reply_markup=KEYBOARD)
    edited = await sent.edit_reply_markup(reply_markup=None)
    assert not isinstance(edited, bool)
    assert edited.reply_markup is None


@scenario
async def delete_message(s: Scene) -> None:
    assert await s.bot.delete_message(s.chat, 1)
    with pytest.raises(TelegramBadRequest, match="message to delete not found"):
        await s.bot.delete_message(s.chat, 1)
    sent = await s.bot.send_message(s.chat, "x")
    await s.town.advance(49 * 3600)
    with pytest.raises(TelegramBadRequest, match="message can't be deleted"):
        await sent.delete()


@scenario
async def delete_messages(s: Scene) -> None:
    assert await s.bot.delete_messages(s.chat, [1, 5])
    assert not await s.pupil.bubbles()


@scenario
async def pin_chat_message(s: Scene) -> None:
    sent = await s.bot.send_message(s.chat, "маңызды")
    assert await sent.pin()
    assert (await s.pupil.view())["pinned"] == sent.message_id


@scenario
async def unpin_chat_message(s: Scene) -> None:
    sent = await s.bot.send_message(s.chat, "маңызды")
    await sent.pin()
    assert await sent.unpin()
    assert (await s.pupil.view())["pinned"] is None


@scenario
async def unpin_all_chat_messages(s: Scene) -> None:
    await (await s.bot.send_message(s.chat, "маңызды")).pin()
    assert await s.bot.unpin_all_chat_messages(s.chat)
    assert (await s.pupil.view())["pinned"] is None


# --- answering ------------------------------------------------------------------------------------------------


@scenario
async def answer_callback_query(s: Scene) -> None:
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await s.bot.answer_callback_query("42")


@scenario
async def answer_inline_query(s: Scene) -> None:
    text = InputTextMessageContent(message_text="x")
    result = InlineQueryResultArticle(id="1", title="x", input_message_content=text)
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await s.bot.answer_inline_query("42", [result])


@scenario
async def answer_web_app_query(s: Scene) -> None:
    text = InputTextMessageContent(message_text="x")
    result = InlineQueryResultArticle(id="1", title="x", input_message_content=text)
    with pytest.raises(TelegramBadRequest, match="QUERY_ID_INVALID"):
        await s.bot.answer_web_app_query("42", result)


@scenario
async def set_message_reaction(s: Scene) -> None:
    assert await s.bot.set_message_reaction(s.chat, 1, [ReactionTypeEmoji(emoji="👍")])
    assert (await s.pupil.bubbles())[0].data["reactions"] == ["👍"]


# --- chats ----------------------------------------------------------------------------------------------------


@scenario
async def get_chat(s: Scene) -> None:
    assert (await s.bot.get_chat(s.chat)).first_name == "Айгерім"
    assert (await s.bot.get_chat(s.group)).is_forum


@scenario
async def get_chat_member(s: Scene) -> None:
    assert (await s.bot.get_chat_member(s.group, s.chat)).status == "creator"
    assert (await s.bot.get_chat_member(s.group, s.parent.person_id)).status == "member"
    assert (await s.bot.get_chat_member(s.group, s.bot.id)).status == "administrator"


@scenario
async def get_chat_administrators(s: Scene) -> None:
    assert [member.status for member in await s.bot.get_chat_administrators(s.group)] == ["creator", "administrator"]


@scenario
async def get_chat_member_count(s: Scene) -> None:
    assert await s.bot.get_chat_member_count(s.group) == 3


@scenario
async def leave_chat(s: Scene) -> None:
    assert await s.bot.leave_chat(s.group)
    updates = await s.bot.get_updates()
    assert updates[-1].my_chat_member is not None
    assert updates[-1].my_chat_member.new_chat_member.status == "left"


@scenario
async def get_user_profile_photos(s: Scene) -> None:
    assert (await s.bot.get_user_profile_photos(s.chat)).total_count == 0


@scenario
async def create_chat_invite_link(s: Scene) -> None:
    link = await s.bot.create_chat_invite_link(s.group, name="9 А", creates_join_request=True)
    assert link.creates_join_request
    with pytest.raises(TelegramBadRequest, match="private"):
        await s.bot.create_chat_invite_link(s.chat)


@scenario
async def export_chat_invite_link(s: Scene) -> None:
    assert (await s.bot.export_chat_invite_link(s.group)).startswith("https://t.me/+")


async def _asks(s: Scene) -> int:
    guest = await s.town.add_person("Қонақ")
    await s.town.ask("POST", f"chats/{s.group}/join_request", {"person": guest.person_id})
    updates = await s.bot.get_updates()
    assert updates[-1].chat_join_request is not None
    return guest.person_id


@scenario
async def approve_chat_join_request(s: Scene) -> None:
    guest = await _asks(s)
    assert await s.bot.approve_chat_join_request(s.group, guest)
    assert (await s.bot.get_chat_member(s.group, guest)).status == "member"


@scenario
async def decline_chat_join_request(s: Scene) -> None:
    guest = await _asks(s)
    assert await s.bot.decline_chat_join_request(s.group, guest)
    with pytest.raises(TelegramBadRequest, match="HIDE_REQUESTER_MISSING"):
        await s.bot.decline_chat_join_request(s.group, guest)


# --- topics ---------------------------------------------------------------------------------------------------


@scenario
async def create_forum_topic(s: Scene) -> None:
    topic = await s.bot.create_forum_topic(s.group, "Жаңалықтар")
    sent = await s.bot.send_message(s.group, "x", message_thread_id=topic.message_thread_id)
    assert sent.is_topic_message
    with pytest.raises(TelegramBadRequest, match="message thread not found"):
        await s.bot.send_message(s.group, "x", message_thread_id=999)


@scenario
async def edit_forum_topic(s: Scene) -> None:
    topic = await s.bot.create_forum_topic(s.group, "Жаңалықтар")
    assert await s.bot.edit_forum_topic(s.group, topic.message_thread_id, name="Іс-шаралар")


@scenario
async def close_forum_topic(s: Scene) -> None:
    topic = await s.bot.create_forum_topic(s.group, "Жаңалықтар")
    assert await s.bot.close_forum_topic(s.group, topic.message_thread_id)
    await s.town.bot_in(s.group, "member")
    with pytest.raises(TelegramBadRequest, match="TOPIC_CLOSED"):
        await s.bot.send_message(s.group, "x", message_thread_id=topic.message_thread_id)


@scenario
async def reopen_forum_topic(s: Scene) -> None:
    topic = await s.bot.create_forum_topic(s.group, "Жаңалықтар")
    await s.bot.close_forum_topic(s.group, topic.message_thread_id)
    assert await s.bot.reopen_forum_topic(s.group, topic.message_thread_id)


@scenario
async def delete_forum_topic(s: Scene) -> None:
    topic = await s.bot.create_forum_topic(s.group, "Жаңалықтар")
    assert await s.bot.delete_forum_topic(s.group, topic.message_thread_id)
    assert topic.message_thread_id not in s.emulator.world.chats[s.group].topics


def test_every_method_has_its_scenario():
    assert set(SCENARIOS) == set(METHODS)


@pytest.mark.parametrize("method", sorted(SCENARIOS))
async def test_method(method: str, scene: Scene):
    await SCENARIOS[method](scene)
    assert method in {call["method"] for call in await scene.town.calls()}
