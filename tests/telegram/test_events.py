from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from aiogram.exceptions import TelegramBadRequest, TelegramNetworkError
from aiogram.methods import AnswerCallbackQuery, EditMessageText, SendMessage

from bot.domain.events import EditionState
from tests.telegram.conversation import PERSON
from tests.views import samples


async def test_from_the_command_to_a_card_and_back(russian):
    reply = await russian.say("/events")
    assert not reply.edited
    reply = await russian.press(reply.data("Past ("))
    assert reply.edited
    reply = await russian.press(reply.data("Past"))
    assert "по плану" in reply.text
    assert "this time has passed" in reply.text
    reply = await russian.press(reply.data("Back"))
    assert reply.text.startswith("Past\n")
    reply = await russian.press(reply.data("Menu"))
    assert "Working professions" in reply.text


async def test_by_kind(russian):
    reply = await russian.press((await russian.press("events")).data("By kind"))
    reply = await russian.press(reply.data("Forums (1)"))
    assert [label for label in reply.buttons if "Past" in label] == ["Past по-русски"]


async def test_pages_turn_and_end(russian):
    reply = await russian.press("list:a-festival-0")
    assert "Page 1 of 2" in reply.text
    reply = await russian.press(reply.data("Next page"))
    assert "Page 2 of 2" in reply.text
    assert not any("Next page" in label for label in reply.buttons)
    assert "Page 2 of 2" in (await russian.press("list:a-festival-999")).text


async def test_following_says_so_and_turns_the_button(russian):
    reply = await russian.press("event:awaited")
    reply = await russian.press(reply.data("Tell me the date"))
    assert reply.toast == "I will tell you once, as soon as the date is announced."
    assert await russian.database.read(lambda tx: tx.follows.has(PERSON, "awaited"))
    again = await russian.press("follow:awaited")
    assert again.toast == "You have asked for this already: I will tell you."
    reply = await russian.press(reply.data("Do not tell me"))
    assert reply.toast == "I will not tell you about this date."
    assert not await russian.database.read(lambda tx: tx.follows.has(PERSON, "awaited"))


async def test_a_dated_event_cannot_be_followed(russian):
    reply = await russian.press("follow:coming")
    assert reply.toast == "The date is already announced: see the event."
    assert not await russian.database.read(lambda tx: tx.follows.has(PERSON, "coming"))


async def test_buttons_of_an_event_that_is_gone_lead_to_the_list(russian):
    await russian.programmes.load([samples.PAST], whole=True)
    for data in (
        "event:coming",
        "event:coming:c-all-0",
        "follow:awaited",
        "unfollow:awaited",
        "map:coming",
        "sessions:coming:a-all-0:0",
    ):
        reply = await russian.press(data)
        assert reply.toast == "This button is out of date.", data
        assert reply.text.startswith("Events of the programme"), data


async def test_the_map_sends_the_point(russian):
    reply = await russian.press((await russian.press("event:coming")).data("On the map"))
    assert [(pin.latitude, pin.longitude) for pin in reply.locations] == [(52.28, 76.97)]
    assert not reply.edited, "the card stays"
    assert (await russian.press("map:past")).toast == "This button is out of date."


async def test_registration_shows_what_can_be_signed_up_for(russian):
    reply = await russian.press((await russian.press("event:coming")).data("Registration"))
    assert "Choose what you would like to take part in" in reply.text
    assert {"Welding по-русски", "Cooking по-русски"} <= set(reply.buttons)
    assert "12 places" in reply.text
    russian.clock.advance(timedelta(days=15))
    assert not any("Registration" in label for label in (await russian.press("event:coming")).buttons)
    reply = await russian.press("sessions:coming:a-all-0:0")
    assert (reply.toast or "").startswith("Registration closed: 6"), "the card's own words"
    assert reply.text.startswith("Coming"), "the card as it is now"


async def test_hostile_pages_are_some_page(russian):
    for page in ("-1", "99999", "x", "0"):
        assert "Welding" in (await russian.press(f"sessions:coming:a-all-0:{page}")).text


async def test_a_message_that_cannot_be_edited_is_sent_anew(russian):
    def refused(method):
        return TelegramBadRequest(method=method, message="Bad Request: message can't be edited")

    russian.session.failures[EditMessageText] = refused
    reply = await russian.press("events")
    assert [type(request) for request in reply.requests] == [EditMessageText, SendMessage, AnswerCallbackQuery]


async def test_the_same_screen_again_is_no_new_message(russian):
    def same(method):
        return TelegramBadRequest(method=method, message="Bad Request: message is not modified: specified ...")

    russian.session.failures[EditMessageText] = same
    reply = await russian.press("events")
    assert [type(request) for request in reply.requests] == [EditMessageText, AnswerCallbackQuery]


async def test_an_old_message_gets_a_new_one(russian):
    reply = await russian.press("events", date=0)
    assert not reply.edited
    assert reply.toasts


async def test_an_outage_comes_out_and_the_tap_is_answered_all_the_same(russian):
    def down(method):
        return TelegramNetworkError(method=method, message="down")

    russian.session.failures[EditMessageText] = down
    before = len(russian.session.requests)
    try:
        await russian.press("events")
    except TelegramNetworkError:
        pass
    else:
        raise AssertionError("the intake has to know of an outage")
    assert [type(request) for request in russian.session.requests[before:]] == [EditMessageText, AnswerCallbackQuery]


async def test_a_tap_that_is_too_old_to_be_answered_harms_nobody(russian):
    def old(method):
        return TelegramBadRequest(method=method, message="Bad Request: query is too old")

    russian.session.failures[AnswerCallbackQuery] = old
    assert (await russian.press("events")).edited


async def test_looking_costs_no_query(russian):
    await russian.say("/menu")
    before = russian.database.transactions
    for data in ("events", "kinds:a-all-0", "list:p-all-0", "event:coming", "menu", "help", "privacy", "languages"):
        await russian.press(data)
    # Each update is put into the inbox by the test itself, nothing else is asked.
    assert russian.database.transactions - before == 8


async def test_the_card_follows_what_is_announced(russian):
    edition = replace(samples.OPEN, state=EditionState.ANNOUNCED, demo=False)
    await russian.programmes.load([replace(samples.AWAITED, editions=(edition,))], whole=False)
    reply = await russian.press("event:awaited")
    assert "13 декабря 2026 года" in reply.text.replace("\N{NO-BREAK SPACE}", " ")
    assert not any("Tell me" in label for label in reply.buttons)
