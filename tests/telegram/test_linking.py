from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.methods import GetChat, GetChatMember, SendMessage

from bot.domain.announcements import Topic
from bot.domain.audience import Audience, Chats
from bot.domain.language import ChatLanguage
from bot.domain.subscriptions import Subscription
from tests.telegram.conversation import GROUP, KK, PERSON
from tests.telegram.recording import BOT

if TYPE_CHECKING:
    from tests.telegram.conversation import Conversation

ANYBODY = 9
CHANNEL = -100777
POST = {
    "text": "a post",
    "forward_origin": {
        "type": "channel",
        "chat": {"id": CHANNEL, "type": "channel", "title": "School 1"},
        "message_id": 5,
        "date": 1,
    },
}


@pytest.fixture
async def group(chat):
    await chat.membership("member")
    chat.session.administrators.add(PERSON)
    return chat


@pytest.fixture
async def channel(russian):
    """The person has just made the bot an administrator of a channel."""
    russian.session.administrators |= {PERSON, BOT.id}
    russian.session.chats[CHANNEL] = russian.session.chats["@school_one"] = "School 1"
    await russian.membership("administrator", CHANNEL, "channel", can_post_messages=True)
    return russian


async def kept(chat: Conversation, key: int = GROUP) -> Subscription:
    found = await chat.database.read(lambda tx: tx.subscriptions.get(key))
    assert isinstance(found, Subscription)
    return found


async def test_an_administrator_chooses_in_the_group_in_both_languages(group):
    reply = await group.say_in_group("/news")
    assert "Announcements for «9A»" in reply.text
    assert KK in reply.text
    reply = await group.press(reply.data("All topics"), chat=GROUP)
    assert await kept(group) == Subscription(GROUP, frozenset(Topic))
    assert not any("All topics" in label for label in reply.buttons)
    reply = await group.press(reply.data("Choose topics"), chat=GROUP)
    reply = await group.press(reply.data("Forums"), chat=GROUP)
    assert (await kept(group)).topics == set(Topic) - {Topic.FORUMS}
    reply = await group.press(reply.data("Back"), chat=GROUP)
    reply = await group.press(reply.data("Stop all"), chat=GROUP)
    assert (await kept(group)).stopped
    assert "none comes here" in reply.text
    await group.press(reply.data("Turn on again"), chat=GROUP)
    assert not (await kept(group)).stopped


async def test_the_language_is_chosen_with_it(group):
    reply = await group.press((await group.say_in_group("/news")).data("Русский"), chat=GROUP)
    assert group.chats.get(GROUP).language is ChatLanguage.RU
    assert KK not in reply.text
    assert "✅ Русский" in reply.buttons


async def test_in_a_topic_of_the_group_it_is_written_there(group):
    topic = {"message_thread_id": 44, "is_topic_message": True}
    reply = await group.say_in_group("/news", **topic)
    assert reply.shown[0].message_thread_id == 44
    assert "into this topic" in reply.text
    assert (await kept(group)).thread == 44
    # A reply in an ordinary supergroup carries a thread as well, but no topic.
    assert "into this topic" not in (await group.say_in_group("/news", message_thread_id=9)).text
    assert (await kept(group)).thread == 0


async def test_others_are_told_politely(group):
    assert "Only administrators" in (await group.say_in_group("/news", ANYBODY)).text
    for do in ("all", "stop", "topics", "on:news", "language:kk"):
        reply = await group.press(f"chat_news:here:{do}", ANYBODY, GROUP)
        assert "Only administrators" in (reply.toast or "")
        assert reply.shown == []
    assert await kept(group) == Subscription(GROUP)


async def test_an_anonymous_administrator_may(group):
    group.session.administrators.clear()
    group_itself = {"sender_chat": {"id": GROUP, "type": "supergroup", "title": "9A"}}
    assert "Announcements for" in (await group.say_in_group("/news", 1087968824, **group_itself)).text


async def test_a_link_that_adds_the_bot_asks_at_once(group):
    assert "Announcements for" in (await group.say_in_group("/start@pvl_bot news")).text


async def test_a_group_that_was_never_recorded_is(chat):
    chat.session.administrators.add(PERSON)
    await chat.say_in_group("/news")
    assert (await chat.database.read(lambda tx: tx.chats.get(GROUP))).title == "9A"


async def test_a_chat_that_lets_the_bot_in_again_gets_what_it_chose(group):
    async def reached() -> int:
        found = await group.database.read(lambda tx: tx.subscriptions.count(Audience(frozenset({Chats()}))))
        return int(found.total)

    await group.press((await group.say_in_group("/news")).data("All topics"), chat=GROUP)
    for status, expected in (("member", 1), ("kicked", 0), ("left", 0), ("administrator", 1)):
        await group.membership(status)
        assert await reached() == expected
    assert (await kept(group)).topics == set(Topic)


async def test_a_new_title_is_kept(group):
    await group.send(PERSON, {"new_chat_title": "10A"}, GROUP)
    assert group.chats.get(GROUP).title == "10A"


async def test_who_lets_the_bot_into_a_channel_is_asked_in_private(russian):
    russian.session.administrators |= {PERSON, BOT.id}
    reply = await russian.membership("administrator", CHANNEL, "channel", can_post_messages=True)
    assert [message.chat_id for message in reply.shown] == [PERSON]
    assert "⚠️" not in reply.text
    assert KK not in reply.text
    reply = await russian.press(reply.data("All topics"))
    assert await kept(russian, CHANNEL) == Subscription(CHANNEL, frozenset(Topic))
    reply = await russian.press(reply.data("Қазақша"))
    assert russian.chats.get(CHANNEL).language is ChatLanguage.KK
    assert KK not in reply.text, "the channel's language is not the person's"


async def test_a_channel_where_the_bot_may_not_post_is_told(russian):
    russian.session.administrators.add(PERSON)
    reply = await russian.membership("administrator", CHANNEL, "channel", can_post_messages=False)
    assert "I may not post there yet" in reply.text


async def test_who_never_wrote_to_the_bot_cannot_be_asked(chat):
    chat.session.failures[SendMessage] = lambda method: TelegramForbiddenError(method=method, message="no")
    await chat.membership("administrator", CHANNEL, "channel")
    assert chat.chats.get(CHANNEL) is not None


@pytest.mark.parametrize("shown", [POST, {"text": "@school_one"}, {"text": "https://t.me/school_one"}])
async def test_a_channel_is_shown_by_a_post_or_its_name(channel, shown):
    how = await channel.press((await channel.say("/news")).data("Groups and channels"))
    assert "startgroup=news" in how.data("Add to a group")
    assert "startchannel" in how.data("Add to a channel")
    reply = await channel.send(PERSON, shown, PERSON)
    assert "Announcements for «School 1»" in reply.text
    assert reply.data("Stop all") == f"chat_news:{CHANNEL}:stop"
    assert "Announcements for" not in (await channel.send(PERSON, shown, PERSON)).text, "it is waited for once"


@pytest.mark.parametrize("shown", [{"text": "@nobody_here"}, {"text": " t.me/nobody_here "}, POST])
async def test_what_is_no_channel_of_ours_is_told(channel, shown):
    channel.session.failures[GetChat] = lambda method: TelegramBadRequest(method=method, message="chat not found")
    await channel.press("linking")
    assert "I am no administrator of such a channel" in (await channel.send(PERSON, shown, PERSON)).text


async def test_a_question_is_a_question_although_a_channel_is_waited_for(channel):
    await channel.press("linking")
    for text in ("what is it", "festival", "when is @school_one open?"):
        assert "administrator" not in (await channel.say(text)).text


async def test_back_ends_the_waiting(channel):
    how = await channel.press("linking")
    await channel.press(how.data("Back"))
    assert "Announcements for" not in (await channel.send(PERSON, POST, PERSON)).text


async def test_a_channel_of_others_is_not_given(channel):
    channel.session.administrators.remove(PERSON)
    await channel.press("linking")
    assert "Only administrators" in (await channel.send(PERSON, POST, PERSON)).text
    reply = await channel.press(f"chat_news:{CHANNEL}:all")
    assert "Only administrators" in (reply.toast or "")
    assert (await kept(channel, CHANNEL)).topics == frozenset()


async def test_a_channel_without_the_bot_is_not_linked(channel):
    channel.session.administrators.remove(BOT.id)
    await channel.press("linking")
    assert "I am no administrator of such a channel" in (await channel.send(PERSON, POST, PERSON)).text


async def test_after_the_bot_was_removed_the_buttons_are_stale(channel):
    await channel.membership("kicked", CHANNEL, "channel")
    reply = await channel.press(f"chat_news:{CHANNEL}:all")
    assert "out of date" in (reply.toast or "")


@pytest.mark.parametrize(
    "data",
    [
        "chat_news:here:all",
        "chat_news:-5:all",
        "chat_news:5:all",
        "chat_news:x:all",
        "chat_news:-99999999999999999999:all",
    ],
)
async def test_a_forged_chat_is_none(channel, data):
    assert "out of date" in ((await channel.press(data)).toast or "")


async def test_a_channels_id_leads_nowhere_in_a_group(group):
    assert "out of date" in ((await group.press(f"chat_news:{GROUP}:all", chat=GROUP)).toast or "")


async def test_where_telegram_will_not_tell_nobody_is_an_administrator(group):
    group.session.failures[GetChatMember] = lambda method: TelegramForbiddenError(method=method, message="kicked")
    assert "Only administrators" in (await group.say_in_group("/news")).text
