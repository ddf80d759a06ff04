"""Organizers change the programme in the chat: dates, places, states, registration, editions, and take it back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.events import EditionState
from bot.domain.policy import Staff, StaffRole
from bot.domain.when import Exact, Month, Unknown
from tests.domain.test_changes import MAY, edition, event
from tests.telegram.conversation import KK, ORGANIZER, OWNER, PERSON, Conversation
from tests.telegram.recording import NOW

UNDATED = event(edition(when=Unknown(), state=EditionState.PLANNED))


@pytest.fixture
async def office() -> Conversation:
    made = await Conversation((UNDATED, *(replace(UNDATED, key=f"forum{n}") for n in range(6)))).begin()
    await made.database.run(lambda tx: tx.staff.put(Staff(ORGANIZER, StaffRole.ORGANIZER, NOW)))
    await made.staffing.refresh()
    for person in (OWNER, ORGANIZER, PERSON):
        await made.choose("ru", person)
    return made


def held(office: Conversation, number: int = 0):
    return office.programmes.current.events["festival"].editions[number]


async def follow(office: Conversation, *people: int) -> None:
    await office.database.run(lambda tx: [tx.follows.add(person, "festival", NOW) for person in people])


async def test_from_the_page_to_a_date_that_is_told(office: Conversation):
    await follow(office, 11, 12)
    page = await office.say("/admin", ORGANIZER)
    listed = await office.press(page.data("Programme"), ORGANIZER)
    assert len(listed.buttons) <= 8
    shown = await office.press("edit:festival", ORGANIZER)
    one = await office.press("holding:festival:0", ORGANIZER)
    assert "planned" in one.text
    assert shown.edited
    asked = await office.press(one.data("Date"), ORGANIZER)
    assert "When is it held?" in asked.text
    look = await office.say("20.05.2027", ORGANIZER)
    assert "2 people will be told" in look.text
    assert "дата пока не объявлена" in look.text
    assert "20\xa0мая 2027" in look.text
    assert held(office).when == Unknown()
    saved = await office.press(look.data("Save"), ORGANIZER)
    assert saved.toast is not None
    assert "Saved. 2 people" in saved.toast
    assert held(office).when == MAY
    assert held(office).state is EditionState.ANNOUNCED
    assert (await office.press("save", ORGANIZER)).toast == "This change is no longer under way. Please begin anew."


async def test_it_speaks_kazakh_too(office: Conversation):
    await office.choose("kk", ORGANIZER)
    await office.press("change:festival:0:when", ORGANIZER)
    assert KK in (await office.say("жақында", ORGANIZER)).text
    look = await office.say("2027 жылғы 20 мамыр, 10:00-16:00", ORGANIZER)
    assert "Nobody will be told" in look.text
    await office.press("save", ORGANIZER)
    assert isinstance(held(office).when, Exact)


async def test_wrong_words_are_explained_and_asked_again(office: Conversation):
    await office.press("change:festival:0:when", ORGANIZER)
    for wrong in ("скоро", "31.02.2027", "25 мая"):
        assert "I did not understand the date" in (await office.say(wrong, ORGANIZER)).text
    assert "It is so already" in (await office.say("неизвестно", ORGANIZER)).text
    assert "Save" in (await office.say("05.2027", ORGANIZER)).buttons
    assert "Save" in (await office.say("06.2027", ORGANIZER)).buttons, "what is written last counts"
    await office.press("save", ORGANIZER)
    assert held(office).when == Month(2027, 6)


async def test_cancel_leaves_the_wizard(office: Conversation):
    await office.press("change:festival:0:when", ORGANIZER)
    await office.say("20.05.2027", ORGANIZER)
    await office.say("/cancel", ORGANIZER)
    assert (await office.press("save", ORGANIZER)).toast == "This change is no longer under way. Please begin anew."
    assert held(office).when == Unknown()


async def test_a_place_in_two_languages_with_address_and_point(office: Conversation):
    await office.press("change:festival:0:venue", ORGANIZER)
    assert "two lines" in (await office.say("Парк", ORGANIZER)).text
    assert (
        "two lines"
        in (await office.send(ORGANIZER, {"location": {"latitude": 52.3, "longitude": 76.9}}, ORGANIZER)).text
    )
    look = await office.say("Саябақ\nПарк\nПавлодар қаласы\nгород Павлодар", ORGANIZER)
    assert "Парк, город Павлодар 📍" in look.text
    await office.press("save", ORGANIZER)
    venue = held(office).venue
    assert venue is not None
    assert (venue.name.kk, venue.coordinates and venue.coordinates.latitude) == ("Саябақ", 52.3)
    await office.press("change:festival:0:venue", ORGANIZER)
    await office.say("белгісіз", ORGANIZER)
    await office.press("save", ORGANIZER)
    assert held(office).venue is None


async def test_registration_state_and_a_new_edition(office: Conversation):
    await office.press("change:festival:0:registration", ORGANIZER)
    assert "needs a year" in (await office.say("2027", ORGANIZER)).text
    await office.say("01.04.2027 09:00 – 20.04.2027 18:00", ORGANIZER)
    await office.press("save", ORGANIZER)
    assert held(office).registration is not None
    choice = await office.press("change:festival:0:state", ORGANIZER)
    await office.press(choice.data("open for registration"), ORGANIZER)
    await office.press("save", ORGANIZER)
    assert held(office).state is EditionState.OPEN
    await office.press("change:festival:0:edition", ORGANIZER)
    assert "year" in (await office.say("белгісіз", ORGANIZER)).text
    await office.say("2028", ORGANIZER)
    await office.press("save", ORGANIZER)
    assert held(office, 1).key == "y2028"


async def test_a_cancellation_is_looked_at_before_it_is_told(office: Conversation):
    await follow(office, 11)
    one = await office.press("holding:festival:0", ORGANIZER)
    look = await office.press(one.data("Cancel the event"), ORGANIZER)
    assert "1 person will be told" in look.text
    assert held(office).state is EditionState.PLANNED
    await office.press("save", ORGANIZER)
    assert held(office).state is EditionState.CANCELLED


async def test_somebody_elses_change_meanwhile_is_not_overwritten(office: Conversation):
    await office.press("change:festival:0:when", ORGANIZER)
    await office.say("20.05.2027", ORGANIZER)
    await office.press("change:festival:0:venue", OWNER)
    await office.say("Саябақ\nПарк", OWNER)
    await office.press("save", OWNER)
    assert "meanwhile" in ((await office.press("save", ORGANIZER)).toast or "")
    assert held(office).when == Unknown()


async def test_history_and_undo(office: Conversation):
    await office.press("change:festival:0:when", ORGANIZER)
    await office.say("20.05.2027", ORGANIZER)
    await office.press("save", ORGANIZER)
    shown = await office.press("history:festival:0", OWNER)
    assert "20\xa0мая 2027" in shown.text
    asking = await office.press(shown.data("Undo 1"), OWNER)
    assert "Take this change back?" in asking.text
    await office.press(asking.data("Yes"), OWNER)
    assert held(office).when == Unknown()
    assert "meanwhile" in ((await office.press("undone:1", OWNER)).toast or "")


@pytest.mark.parametrize(
    "tap",
    [
        *("programme:0", "edit:festival", "holding:festival:0", "change:festival:0:when", "change:festival:0:state"),
        *("state:festival:0:cancelled", "save", "history:festival:0", "undo:1", "undone:1", "log:0"),
    ],
)
async def test_nobody_else_gets_in(office: Conversation, tap: str):
    reply = await office.press(tap, PERSON)
    assert "for the organizers" in reply.text
    assert "Save" not in reply.buttons
    assert held(office).when == Unknown()


@pytest.mark.parametrize(
    "tap",
    [
        *("programme:99", "programme:x", "edit:none", "holding:festival:7", "holding:none:0", "change:festival:7:when"),
        *("change:festival:0:nothing", "state:festival:0:nothing", "state:none:0:open", "undo:9", "undone:x"),
        *("history:none:0", "history:festival:99", "log:99", "save"),
    ],
)
async def test_old_and_invented_buttons_are_answered(office: Conversation, tap: str):
    assert (await office.press(tap, OWNER)).text


async def test_owners_read_what_the_staff_did(office: Conversation):
    await office.press("invite:answerer", OWNER)
    staff = await office.press("staff:0", OWNER)
    log = await office.press(staff.data("What the staff did"), OWNER)
    assert "made an invitation" in log.text
    assert "What the staff did" not in (await office.press("staff:0", ORGANIZER)).buttons


async def test_plans_are_seen_and_switched(office: Conversation):
    planned = replace(UNDATED, plan=("date_announced", "7_days_before"))
    await office.programmes.load([planned], whole=False)
    listed = await office.press("plans:0", ORGANIZER)
    assert "While a date is not announced, nothing is sent" in listed.text
    shown = await office.press("plan:festival", ORGANIZER)
    off = await office.press(shown.data("7 days before"), ORGANIZER)
    assert "switched off" in off.text
    on = await office.press(off.data("7 days before"), ORGANIZER)
    assert "switched off" not in on.text
    assert "for the organizers" in (await office.press("plan:festival:7_days_before:off", PERSON)).text
    for invented in ("plans:x", "plan:none", "plan:none:results:off", "plan:festival:x:y"):
        assert (await office.press(invented, ORGANIZER)).text
