from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramMigrateToChat
from aiogram.methods import EditMessageText, GetChatMember, SendMessage

from bot.domain.deliveries import Delivery, Notice, NoticeKind
from bot.domain.language import ChatLanguage
from bot.domain.people import ChatKind, Membership
from bot.services.ports.dialogues import Dialogue
from tests.telegram.conversation import GROUP, KK, PERSON
from tests.telegram.recording import BOT

if TYPE_CHECKING:
    from bot.domain.people import Chat
    from tests.telegram.conversation import Conversation

ANYBODY = 9


@pytest.fixture
async def group(chat):
    await chat.membership("member")
    chat.session.administrators.add(PERSON)
    return chat


async def kept(chat: Conversation, key: int = GROUP) -> Chat:
    found = await chat.database.read(lambda tx: tx.chats.get(key))
    assert found is not None
    return found


async def test_one_greeting_in_both_languages(chat):
    reply = await chat.membership("member")
    assert KK + "Hello!" in reply.text
    assert reply.text.count("Hello!") == 2
    assert {"chat_language:kk", "chat_language:ru", "chat_language:both"} <= set(reply.buttons.values())
    assert (await chat.membership("administrator")).requests == []
    assert (await kept(chat)).membership is Membership.ADMINISTRATOR


async def test_a_group_that_cannot_be_written_to_is_kept_all_the_same(chat):
    for failure in (TelegramForbiddenError, TelegramBadRequest):
        chat.session.failures[SendMessage] = lambda method, failure=failure: failure(method=method, message="no")
        await chat.membership("member")
        assert (await kept(chat)).membership is Membership.MEMBER
        await chat.membership("kicked")


@pytest.mark.parametrize(
    ("status", "more", "expected"),
    [
        ("left", {}, Membership.LEFT),
        ("kicked", {}, Membership.KICKED),
        ("restricted", {"is_member": True}, Membership.MEMBER),
        ("restricted", {"is_member": False}, Membership.LEFT),
    ],
)
async def test_what_the_bot_is_in_a_group_is_kept(group, status, more, expected):
    reply = await group.membership(status, **more)
    assert reply.requests == []
    assert (await kept(group)).membership is expected


async def test_a_channel_is_kept_and_nothing_is_said_in_it(chat):
    reply = await chat.membership("administrator", -100777, "channel")
    assert [message.chat_id for message in reply.shown] == [PERSON]
    assert (await kept(chat, -100777)).kind is ChatKind.CHANNEL
    assert (await chat.membership("administrator", -100777, "channel")).requests == []


async def test_it_speaks_only_when_addressed(group):
    for text in (
        "Привет всем",
        "когда Awaited?",
        "/events@other_bot",
        "/weather",
        "/start",
        "/menu",
        "@other_bot когда",
    ):
        assert (await group.say_in_group(text)).requests == [], text
    photo = {"photo": [{"file_id": "a", "file_unique_id": "a", "width": 1, "height": 1}]}
    assert (await group.send(PERSON, photo, GROUP)).requests == []


async def test_commands_are_answered_in_both_languages(group):
    for text in ("/events", "/events@pvl_bot", "/help", "/language", "/ask", "/menu@pvl_bot", "/start@pvl_bot"):
        reply = await group.say_in_group(text)
        assert "· · ·" in reply.text, text


async def test_questions_by_command_name_and_reply(group):
    to_us = {
        "reply_to_message": {
            "message_id": 1,
            "date": 1,
            "chat": {"id": GROUP, "type": "supergroup"},
            "from": BOT.model_dump(exclude_none=True),
            "text": "x",
        }
    }
    for text, more in (("/ask когда Awaited?", {}), ("@pvl_bot когда Awaited?", {}), ("когда Awaited?", to_us)):
        reply = await group.say_in_group(text, **more)
        assert reply.text.startswith("Awaited қазақша"), text
        assert "Awaited по-русски" in reply.text
    assert "/ask When is the festival?" in (await group.say_in_group("@pvl_bot")).text


async def test_the_answer_stays_in_its_topic(group):
    reply = await group.say_in_group("/help", is_topic_message=True, message_thread_id=5)
    sent = reply.shown[0]
    assert isinstance(sent, SendMessage)
    assert sent.message_thread_id == 5
    assert sent.reply_parameters, "in a group an answer shows what it answers"


async def test_an_answer_follows_a_group_that_moved(group):
    def moved(method):
        group.session.failures.clear()
        return TelegramMigrateToChat(method=method, message="group chat was upgraded", migrate_to_chat_id=-100900)

    group.session.failures[SendMessage] = moved
    reply = await group.say_in_group("/events")
    assert [sent.chat_id for sent in reply.shown] == [GROUP, -100900]
    group.session.failures[EditMessageText] = moved
    reply = await group.press("events", chat=GROUP)
    assert reply.shown[-1].chat_id == GROUP, "the session of this test takes the old id again"


async def test_a_card_in_a_group_shows_nothing_personal(group):
    for key in ("awaited", "coming"):
        reply = await group.press(f"event:{key}", chat=GROUP)
        targets = reply.buttons.values()
        assert not any(data.startswith(("follow", "unfollow", "ask", "sessions")) for data in targets)
        assert f"https://t.me/pvl_bot?start=event_{key}" in targets


@pytest.mark.parametrize(
    "data", ["follow:awaited", "ask:coming", "sessions:coming:a-all-0:0", "admin", "languages", "privacy", "x"]
)
async def test_personal_buttons_do_nothing_in_a_group(group, data):
    reply = await group.press(data, chat=GROUP)
    assert "private chat" in reply.toast
    assert not reply.shown


async def test_the_menu_of_a_group_is_its_help(group):
    assert KK + "What I can do in this group" in (await group.press("menu", chat=GROUP)).text


async def test_administrators_choose_the_language(group):
    reply = await group.press("chat_language:kk", chat=GROUP)
    assert reply.text == KK + "The language of this group has been chosen."
    assert (await kept(group)).language is ChatLanguage.KK
    assert (await group.say_in_group("/events")).text.startswith(KK)
    await group.press("chat_language:both", chat=GROUP)
    assert "· · ·" in (await group.say_in_group("/events")).text


async def test_others_do_not(group):
    reply = await group.press("chat_language:ru", ANYBODY, GROUP)
    assert "Only administrators" in reply.toast
    assert not reply.shown
    group.session.failures[GetChatMember] = lambda method: TelegramBadRequest(method=method, message="no")
    assert "Only administrators" in (await group.press("chat_language:ru", chat=GROUP)).toast
    assert (await kept(group)).language is ChatLanguage.BOTH


@pytest.mark.parametrize("data", ["chat_language:xx", "chat_language"])
async def test_forged_languages_of_a_group_change_nothing(group, data):
    assert (await group.press(data, chat=GROUP)).toast
    assert (await kept(group)).language is ChatLanguage.BOTH


async def test_a_groups_language_cannot_be_chosen_in_private(group):
    assert (await group.press("chat_language:kk")).toast == "This button is out of date."


async def test_a_group_from_before_the_record_can_choose(chat):
    chat.session.administrators.add(PERSON)
    await chat.press("chat_language:ru", chat=GROUP)
    assert (await kept(chat)).language is ChatLanguage.RU


@pytest.mark.parametrize("first", ["away", "in"])
async def test_a_supergroup_takes_everything_over(group, first):
    old, new = GROUP, -100900
    await group.press("chat_language:kk", chat=old)
    notice = Notice(NoticeKind.DATE_ANNOUNCED)
    await group.database.run(lambda tx: tx.outbox.add([Delivery("k", old, notice, group.clock.now())]))
    await group.database.run(lambda tx: tx.dialogues.put(Dialogue("d", old, "state")))
    away = (PERSON, {"migrate_to_chat_id": new}, old)
    into = (PERSON, {"migrate_from_chat_id": old}, new)
    for content in (away, into) if first == "away" else (into, away):
        assert (await group.send(*content)).requests == []
    assert await group.database.read(lambda tx: tx.chats.get(old)) is None
    moved = await kept(group, new)
    assert (moved.language, moved.membership, moved.kind) == (ChatLanguage.KK, Membership.MEMBER, ChatKind.SUPERGROUP)
    assert (await group.database.read(lambda tx: tx.outbox.get("k"))).chat == new
    assert not await group.database.read(lambda tx: tx.dialogues.all())
    assert group.chats.get(old) is None
    assert group.chats.get(new) == moved


async def test_blocking_and_letting_in_again_is_kept(russian):
    assert (await russian.membership("kicked", PERSON, "private")).requests == []
    assert (await russian.database.read(lambda tx: tx.people.get(PERSON))).blocked
    assert (await russian.membership("member", PERSON, "private")).requests == []
    assert not (await russian.database.read(lambda tx: tx.people.get(PERSON))).blocked


async def test_the_command_itself_can_choose(group):
    assert (await group.say_in_group("/language RU")).text == "The language of this group has been chosen."
    assert (await kept(group)).language is ChatLanguage.RU
    assert "Only administrators" in (await group.say_in_group("/language kk", ANYBODY)).text
    assert (await kept(group)).language is ChatLanguage.RU
    assert "In which language" in (await group.say_in_group("/language xx")).text


@pytest.mark.parametrize(("sender", "allowed"), [(GROUP, True), (-100123, False)])
async def test_an_anonymous_administrator_is_one_and_a_channel_is_not(group, sender, allowed):
    as_chat = {"sender_chat": {"id": sender, "type": "supergroup", "title": "x"}}
    await group.say_in_group("/language kk", 1087968824, **as_chat)
    assert ((await kept(group)).language is ChatLanguage.KK) == allowed
