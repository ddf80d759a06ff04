"""Choosing a slot in the chat: a day, then a time, with those that are taken and those of one's own marked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.events import Session, Slots
from bot.domain.when import Exact
from tests.telegram.conversation import PERSON, Conversation
from tests.telegram.test_registration import EDITION, SESSIONS, pressed
from tests.views.samples import START, event, text

MINUTES, DAY = timedelta(minutes=20), timedelta(days=1)
ROW = Slots("talk", text("Talk"))
SLOTS = tuple(
    Session(
        f"talk_{day}_{at}",
        text(f"Talk {day} {at}"),
        Exact(START + day * DAY + at * MINUTES, START + day * DAY + (at + 1) * MINUTES),
        capacity=1,
        slots=ROW,
    )
    for day in range(6)
    for at in range(9)
)
FEST = event("fest", name=text("Fest"), editions=(replace(EDITION, sessions=(*SESSIONS[:1], *SLOTS)),))
OTHER = 2001


@pytest.fixture
async def talk():
    made = await Conversation((FEST,)).begin()
    for person in (PERSON, OTHER):
        await made.choose("ru", person)
    return made


async def to_days(talk, person=PERSON):
    listed = await talk.press("sessions:fest:a-all-0:0", person)
    return await pressed(talk, "Talk по-русски", listed, person)


async def take(talk, times, label, person):
    """Sign up for the slot; what the session's screen said."""
    session = await pressed(talk, label, times, person)
    who = await pressed(talk, "Sign up" if "Sign up" in session.buttons else "Join", session, person)
    age = await pressed(talk, "guest", who, person)
    await pressed(talk, "Send", await pressed(talk, "Yes", age, person), person)
    return session


def labels(reply):
    return [label.replace("\N{NO-BREAK SPACE}", " ") for label in reply.buttons]


async def test_a_row_of_slots_is_one_choice_told_by_its_days(talk):
    listed = await talk.press("sessions:fest:a-all-0:0", PERSON)
    assert labels(listed)[:2] == ["Plain по-русски", "Talk по-русски"]
    assert "54 places" in listed.text
    days = await to_days(talk)
    assert len(days.buttons) == 7
    assert labels(days)[0] == "13 декабря 2026 года, воскресенье"
    more = await pressed(talk, "Next page", days)
    assert labels(more)[:2] == ["17 декабря 2026 года, четверг", "18 декабря 2026 года, пятница"]


async def test_a_day_is_turned_page_by_page_and_led_back_from(talk):
    times = await pressed(talk, "14 декабря", await to_days(talk))
    assert labels(times)[:4] == ["15:00–15:20", "15:20–15:40", "15:40–16:00", "16:00–16:20"]
    assert "Free: 15:00, 15:20, 15:40, 16:00, 16:20, 16:40, 17:00, 17:20, 17:40." in times.text
    second = await pressed(talk, "Next page", times)
    assert len(second.buttons) == 8
    session = await pressed(talk, "16:20", second)
    assert "Talk 1 4" in session.text
    assert "Talk по-русски" in (await pressed(talk, "Back", session)).text
    assert "Choose a day" in (await pressed(talk, "Back", times)).text


async def test_what_is_taken_is_marked_and_a_page_with_something_free_comes_first(talk):
    for at in ("15:00", "15:20", "15:40", "16:00"):
        times = await pressed(talk, "13 декабря", await to_days(talk, OTHER), OTHER)
        await take(talk, times, f"{at}–", OTHER)
    times = await pressed(talk, "13 декабря", await to_days(talk))
    assert labels(times)[0] == "16:20–16:40"
    taken = await pressed(talk, "Previous", times)
    assert labels(taken)[:2] == ["⛔ 15:00–15:20 – no places", "⛔ 15:20–15:40 – no places"]
    session = await take(talk, taken, "⛔ 15:00", PERSON)
    assert "Join the waiting list" in session.buttons
    own = await pressed(talk, "✅ 13 декабря", await to_days(talk, OTHER), OTHER)
    assert "✅ 15:00–15:20" in labels(await pressed(talk, "Previous", own, OTHER))


async def test_a_day_without_places_says_so(talk):
    for at in range(9):
        label = f"{15 + at // 3}:{at % 3 * 20:02}–"
        times = await pressed(talk, "13 декабря", await to_days(talk, OTHER), OTHER)
        await take(talk, times, label, OTHER)
    days = await to_days(talk)
    assert labels(days)[0] == "⛔ 13 декабря 2026 года, воскресенье"
    assert "All times of this day are taken" in (await pressed(talk, "⛔", days)).text


@pytest.mark.parametrize(
    "data",
    ["slots:fest:00000000:0", "slots:none:00000000:x", "times:fest:00000000:261213", "times:fest:x:y:z"],
)
async def test_a_button_of_a_row_that_is_no_more_is_answered(talk, data):
    assert "out of date" in (await talk.press(data, PERSON)).text


async def test_a_day_that_is_no_more_leads_to_those_that_are_left(talk):
    code = (await to_days(talk)).data("13 декабря").split(":")[2]
    assert "Choose a day" in (await talk.press(f"times:fest:{code}:991231", PERSON)).text
    assert "17 декабря" in "".join(labels(await talk.press(f"slots:fest:{code}:999", PERSON)))
