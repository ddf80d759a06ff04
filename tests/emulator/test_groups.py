"""Groups, channels, topics: what the bot hears there, how it comes and goes, what an upgrade changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramMigrateToChat

if TYPE_CHECKING:
    from aiogram.types import Update

    from bot.emulator.verbs import Phone
    from tests.emulator.conftest import Scene


async def heard(s: Scene) -> list[Update]:
    updates = await s.bot.get_updates()
    if updates:
        await s.bot.get_updates(offset=updates[-1].update_id + 1)
    return updates


async def plain_group(s: Scene) -> tuple[int, Phone]:
    group = await s.town.add_group("9 А", [s.chat, s.parent.person_id])
    await heard(s)
    return group, s.pupil.at(group)


async def test_privacy_mode(scene: Scene):
    group, pupil = await plain_group(scene)
    name = scene.emulator.world.bot.username
    own = await scene.bot.send_message(group, "сәлем")
    for text in (
        "жай сөз",
        "/events",
        f"/events@{name}",
        "/events@other_bot",
        f"@{name} қашан?",
        "a@b.kz",
        "@other_one сен",
    ):
        await pupil.say(text)
    await pupil.say("жауап", reply_to=own.message_id)
    texts = [update.message.text for update in await heard(scene) if update.message]
    assert texts == ["/events", f"/events@{name}", f"@{name} қашан?", "жауап"]


async def test_an_administrator_hears_everything(scene: Scene):
    group, pupil = await plain_group(scene)
    await scene.town.bot_in(group, "administrator")
    await pupil.say("жай сөз")
    updates = await heard(scene)
    assert updates[0].my_chat_member is not None
    assert updates[0].my_chat_member.new_chat_member.status == "administrator"
    assert updates[1].message is not None
    assert updates[1].message.text == "жай сөз"


@pytest.mark.parametrize(
    ("kind", "words"), [("group", "group chat"), ("supergroup", "supergroup chat"), ("channel", "channel chat")]
)
async def test_a_bot_that_is_out(kind: str, words: str, scene: Scene):
    group = await scene.town.add_group("Сынып", [scene.chat], kind=kind)
    await heard(scene)
    await scene.bot.send_message(group, "x")
    await scene.town.bot_in(group, "left")
    with pytest.raises(TelegramForbiddenError, match=f"bot is not a member of the {words}"):
        await scene.bot.send_message(group, "x")
    await scene.town.bot_in(group, "kicked")
    with pytest.raises(TelegramForbiddenError, match=f"bot was kicked from the {words}"):
        await scene.bot.send_message(group, "x")
    standings = [update.my_chat_member.new_chat_member.status for update in await heard(scene) if update.my_chat_member]
    assert standings == ["left", "kicked"]


async def test_an_upgrade_to_a_supergroup(scene: Scene):
    group, pupil = await plain_group(scene)
    new = await scene.town.migrate(group)
    with pytest.raises(TelegramMigrateToChat) as moved:
        await scene.bot.send_message(group, "x")
    assert moved.value.migrate_to_chat_id == new
    messages = [update.message for update in await heard(scene) if update.message]
    assert [(m.chat.id, m.migrate_to_chat_id, m.migrate_from_chat_id) for m in messages] == [
        (group, new, None),
        (new, None, group),
    ]
    assert (await scene.bot.send_message(new, "жаңа топ")).chat.type == "supergroup"
    with pytest.raises(AssertionError, match="upgraded"):
        await pupil.say("ескі топқа")


async def test_a_channel(scene: Scene):
    channel = await scene.town.add_group(
        "Жаңалықтар", [scene.chat, scene.parent.person_id], kind="channel", username="news_kz"
    )
    await heard(scene)
    post = await scene.bot.send_message("@news_kz", "хабар")
    assert post.from_user is None
    assert post.sender_chat is not None
    assert post.sender_chat.id == channel
    await scene.pupil.at(channel).say("иесінің жазбасы")
    updates = await heard(scene)
    assert updates[0].channel_post is not None
    with pytest.raises(AssertionError, match="only administrators write in a channel"):
        await scene.parent.at(channel).say("оқырман")
    await scene.town.bot_in(channel, "member")
    with pytest.raises(TelegramBadRequest, match="need administrator rights in the channel chat"):
        await scene.bot.send_message(channel, "x")


async def test_rights(scene: Scene):
    group, pupil = await plain_group(scene)
    said = await pupil.say("/events")
    with pytest.raises(TelegramBadRequest, match="message can't be deleted"):
        await scene.bot.delete_message(group, said.message_id)
    with pytest.raises(TelegramBadRequest, match="not enough rights to manage pinned messages"):
        await scene.bot.pin_chat_message(group, said.message_id)
    await scene.town.bot_in(group, "administrator")
    await scene.bot.pin_chat_message(group, said.message_id)
    await scene.bot.delete_message(group, said.message_id)


async def test_topics(scene: Scene):
    topic = await scene.town.ask("POST", f"chats/{scene.group}/topics", {"name": "Сұрақтар"})
    pupil = scene.pupil.at(scene.group)
    await heard(scene)
    await pupil.say("тақырыпта", thread_id=topic["id"])
    message = (await heard(scene))[0].message
    assert message is not None
    assert message.is_topic_message
    answer = await message.answer("жауап")
    assert answer.message_thread_id == topic["id"]
    reply = await scene.bot.send_message(scene.group, "тақырыпсыз", reply_to_message_id=message.message_id)
    assert reply.message_thread_id == topic["id"]
    await pupil.send_file("a.txt", b"x", thread_id=topic["id"], reply_to=answer.message_id)
    document = (await heard(scene))[0].message
    assert document is not None
    assert document.reply_to_message is not None
    assert document.message_thread_id == topic["id"]
    await scene.town.ask("POST", f"chats/{scene.group}/topics", {"id": topic["id"], "closed": True})
    with pytest.raises(AssertionError, match="this topic is closed"):
        await pupil.say("жабық", thread_id=topic["id"])


async def test_people_come_and_go(scene: Scene):
    guest = await scene.town.add_person("Қонақ")
    await heard(scene)
    where = f"chats/{scene.group}/members"
    await scene.bot.get_updates(allowed_updates=["message", "chat_member"])
    await scene.town.ask("POST", where, {"person": guest.person_id, "status": "member"})
    await scene.town.ask("POST", where, {"person": guest.person_id, "status": "left"})
    updates = await heard(scene)
    assert [update.event_type for update in updates] == ["message", "chat_member", "message", "chat_member"]
    assert updates[0].message is not None
    assert updates[0].message.new_chat_members is not None
    assert updates[2].message is not None
    assert updates[2].message.left_chat_member is not None


async def test_commands_in_groups_by_scope(scene: Scene):
    from aiogram.types import BotCommand, BotCommandScopeAllChatAdministrators, BotCommandScopeAllGroupChats  # noqa: PLC0415

    await scene.bot.set_my_commands([BotCommand(command="all", description="x")])
    await scene.bot.set_my_commands(
        [BotCommand(command="group", description="x")], scope=BotCommandScopeAllGroupChats()
    )
    admins = BotCommandScopeAllChatAdministrators()
    await scene.bot.set_my_commands([BotCommand(command="admin", description="x")], scope=admins)
    assert await scene.pupil.at(scene.group).commands() == ["admin"]
    assert await scene.parent.at(scene.group).commands() == ["group"]
    assert await scene.parent.commands() == ["all"]
