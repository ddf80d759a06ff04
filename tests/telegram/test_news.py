from __future__ import annotations

import pytest

from bot.domain.announcements import Topic
from bot.domain.people import Role
from bot.domain.subscriptions import QuietHours, Subscription
from tests.telegram.conversation import KK, PERSON


async def kept(chat) -> Subscription:
    found = await chat.database.read(lambda tx: tx.subscriptions.get(PERSON))
    assert isinstance(found, Subscription)
    return found


async def test_the_menu_leads_to_announcements_and_nothing_is_chosen(russian):
    menu = await russian.say("/menu")
    reply = await russian.press(menu.data("Announcements"))
    assert reply.edited
    assert "No topic is chosen yet." in reply.text
    assert "You have not said who you are." in reply.text
    assert await kept(russian) == Subscription(PERSON)
    assert (await russian.say("/news")).text == reply.text


async def test_a_link_leads_there_at_once_also_through_the_choice_of_language(chat):
    choice = await chat.say("/start news")
    assert "No topic is chosen yet." in (await chat.press(choice.data("Русский"))).text
    assert "No topic is chosen yet." in (await chat.say("/start news")).text


async def test_it_speaks_kazakh_to_who_chose_it(chat):
    await chat.choose("kk")
    assert KK + "Announcements" in (await chat.say("/news")).text


async def test_topics_are_turned_on_and_off(russian):
    topics = await russian.press((await russian.say("/news")).data("Choose topics"))
    assert len(topics.buttons) == len(Topic) + 2
    for label, mark, expected in (("Forums", "✅ ", {Topic.FORUMS}), ("✅ Forums", "", set())):
        topics = await russian.press(topics.data(label))
        assert f"{mark}Forums" in topics.buttons
        assert (await kept(russian)).topics == expected
    assert "Announcements" in (await russian.press(topics.data("Back"))).text


async def test_everything_and_nothing_take_one_tap(russian):
    reply = await russian.press((await russian.say("/news")).data("All topics"))
    assert await kept(russian) == Subscription(PERSON, frozenset(Topic))
    assert "Forums, Contests, Festival, Internships и News" in reply.text
    assert not any("All topics" in label for label in reply.buttons)

    reply = await russian.press(reply.data("Stop all"))
    assert "All are stopped" in reply.text
    assert (await kept(russian)).stopped

    reply = await russian.press(reply.data("Turn on again"))
    assert "Internships" in reply.text
    assert await kept(russian) == Subscription(PERSON, frozenset(Topic))


async def test_quiet_hours_are_offered(russian):
    quiet = await russian.press((await russian.say("/news")).data("Quiet hours"))
    quiet = await russian.press(quiet.data("22:00–07:00"))
    assert "Now: 22:00–07:00." in quiet.text
    assert (await kept(russian)).quiet == QuietHours(22 * 60, 7 * 60)
    assert "22:00–07:00" in (await russian.say("/news")).text
    await russian.press(quiet.data("No quiet hours"))
    assert (await kept(russian)).quiet is None


async def test_quiet_hours_are_written(russian):
    quiet = await russian.press((await russian.say("/news")).data("Quiet hours"))
    assert "for example" in (await russian.press(quiet.data("Other hours"))).text
    assert "could not read" in (await russian.say("at night")).text
    assert "22:30–06:15" in (await russian.say("с 22:30 до 6:15".removeprefix("с ").replace(" до ", "-"))).text
    assert (await kept(russian)).quiet == QuietHours(22 * 60 + 30, 6 * 60 + 15)
    assert "could not read" not in (await russian.say("22-7")).text, "it is a question again"


async def test_from_under_a_post_in_a_group_it_is_told_who_ends_that(russian):
    told = await russian.say("/start chat_news")
    assert "an administrator writes /news there" in told.text
    assert list(told.buttons.values()) == ["linking", "news", "menu"]


@pytest.mark.parametrize("way_out", ["quiet", "news", "menu", "cancel"])
async def test_every_way_out_ends_the_waiting_for_hours(russian, way_out):
    await russian.press("quiet:other")
    await russian.press(way_out)
    await russian.say("22-7")
    assert (await kept(russian)).quiet is None


async def test_what_else_is_under_way_goes_on(russian):
    await russian.press("ask")
    for data in ("news", "topics", "quiet", "role"):
        await russian.press(data)
    assert (await russian.database.read(lambda tx: tx.dialogues.all())) != []


async def test_a_role_is_chosen_and_taken_back(russian):
    roles = await russian.press((await russian.say("/news")).data("Who I am"))
    assert len(roles.buttons) == len(Role) + 1
    roles = await russian.press(roles.data("Pupil"))
    assert (await russian.people.get(russian.database, PERSON)).role is Role.PUPIL
    assert "You are: Pupil." in (await russian.say("/news")).text
    await russian.press(roles.data("✅ Pupil"))
    assert (await russian.people.get(russian.database, PERSON)).role is None


@pytest.mark.parametrize(
    "data",
    [
        "news:everything",
        "topics:on:weather",
        "topics:maybe:news",
        "quiet:1:1",
        "quiet:1:1440",
        "quiet:0:99999999999999999999",
        "quiet:x",
        "role:king",
    ],
)
async def test_what_was_never_on_a_button_changes_nothing(russian, data):
    assert (await russian.press(data)).shown
    assert await kept(russian) == Subscription(PERSON)
    assert (await russian.people.get(russian.database, PERSON)).role is None
