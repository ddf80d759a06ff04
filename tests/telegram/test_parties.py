"""Several people with one application, in the chat: how many, when there are too few places, and fewer later."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.events import Session
from bot.domain.people import Role
from bot.domain.registrations import RegistrationState
from tests.telegram.conversation import OWNER, PERSON, Conversation
from tests.telegram.test_registration import EDITION, pressed, rows, told
from tests.views.samples import event, text

OTHER, THIRD = 2001, 2002
FAMILIES = Session("families", text("Families"), capacity=5, party=4, roles=frozenset({Role.GUEST, Role.PUPIL}))
FEST = event("fest", name=text("Fest"), editions=(replace(EDITION, sessions=(FAMILIES,)),))


@pytest.fixture
async def talk():
    made = await Conversation((FEST,)).begin()
    for person in (PERSON, OTHER, THIRD, OWNER):
        await made.choose("ru", person)
    return made


async def to_party(talk, person=PERSON):
    listed = await talk.press("sessions:fest:a-all-0:0", person)
    session = await pressed(talk, "Families", listed, person)
    who = await pressed(talk, "Sign up" if "Sign up" in session.buttons else "Join", session, person)
    return await pressed(talk, "Yes", await pressed(talk, "guest", who, person), person)


async def send(talk, number, person=PERSON):
    summary = await pressed(talk, str(number), await to_party(talk, person), person)
    return await pressed(talk, "Send", summary, person)


def stands(talk):
    return [(one.state.value, one.application.places) for one in rows(talk)]


async def test_a_family_comes_with_one_application(talk):
    asked = await to_party(talk)
    assert "How many people come, you included?" in asked.text
    assert [label for label in asked.buttons if label.isdecimal()] == ["1", "2", "3", "4"]
    assert len(asked.buttons) <= 8
    assert "with the buttons" in (await talk.say("четверо")).text
    summary = await pressed(talk, "4", asked)
    assert "4 places" in summary.text
    assert "How many people come" in (await pressed(talk, "Back", summary)).text
    await pressed(talk, "Send", await pressed(talk, "4", asked))
    assert stands(talk) == [("confirmed", 4)]
    assert "4 places" in str(told(talk)[1].text)
    mine = await talk.say("/my")
    assert "4 places" in mine.text
    one = await pressed(talk, "№ 1", mine)
    assert "4 places" in one.text
    standing = await talk.registering.standing(talk.database, talk.registering.now(rows(talk)[0].session), OTHER)
    assert standing.places.free == 1


async def test_a_minor_comes_alone_and_is_not_asked(talk):
    listed = await talk.press("sessions:fest:a-all-0:0", PERSON)
    who = await pressed(talk, "Sign up", await pressed(talk, "Families", listed))
    assert "Please look it over" in (await pressed(talk, "I am a pupil", who)).text


async def test_fewer_places_than_a_family_needs_are_offered_or_waited_for(talk):
    await send(talk, 2, OTHER)
    asked = await send(talk, 4)
    assert "Only 3 places are free, and you asked for 4" in asked.text
    assert stands(talk) == [("confirmed", 2)]
    assert "Please look it over" not in (await pressed(talk, "Wait for 4", asked)).text
    assert stands(talk) == [("confirmed", 2), ("waitlisted", 4)]
    joined = await to_party(talk, THIRD)
    assert "How many" in joined.text
    await pressed(talk, "Send", await pressed(talk, "1", joined, THIRD), THIRD)
    assert stands(talk)[2] == ("waitlisted", 1), "three places are free, and kept for the family"
    await talk.press("left:1", OTHER)
    assert stands(talk) == [("cancelled", 2), ("offered", 4), ("offered", 1)]
    await talk.press("take_place:2", PERSON)
    assert stands(talk)[1] == ("confirmed", 4)


async def test_those_that_are_left_are_taken_in_one_tap(talk):
    await send(talk, 2, OTHER)
    asked = await send(talk, 4)
    await pressed(talk, "Take 3", asked)
    assert stands(talk) == [("confirmed", 2), ("confirmed", 3)]
    again = await pressed(talk, "Take 3", asked)
    assert "№ 2" in again.text
    assert len(rows(talk)) == 2


async def test_what_was_left_has_gone_meanwhile(talk):
    await send(talk, 2, OTHER)
    asked = await send(talk, 4)
    await send(talk, 1, THIRD)
    anew = await pressed(talk, "Take 3", asked)
    assert "Only 2 places are free, and you asked for 3" in anew.text
    await pressed(talk, "Take 2", anew)
    assert stands(talk) == [("confirmed", 2), ("confirmed", 1), ("confirmed", 2)]


async def test_a_session_that_takes_smaller_parties_meanwhile_asks_again(talk):
    summary = await pressed(talk, "4", await to_party(talk))
    smaller = replace(EDITION, sessions=(replace(FAMILIES, party=3),))
    await talk.programmes.load([replace(FEST, editions=(smaller,))], whole=True)
    again = await pressed(talk, "Send", summary)
    assert "How many people come" in again.text
    assert rows(talk) == []
    await pressed(talk, "Send", await pressed(talk, "3", again))
    assert stands(talk) == [("confirmed", 3)]


async def test_fewer_come_later_and_the_queue_moves(talk):
    await send(talk, 4)
    await send(talk, 1, OTHER)
    await send(talk, 2, THIRD)
    one = await talk.press("registration:1", PERSON)
    asked = await pressed(talk, "Fewer people", one)
    assert [label for label in asked.buttons if label.isdecimal()] == ["1", "2", "3"]
    await pressed(talk, "2", asked)
    assert stands(talk) == [("confirmed", 2), ("confirmed", 1), ("offered", 2)]
    assert "meanwhile" in (await pressed(talk, "2", asked)).toast
    assert "Fewer people" not in "".join((await talk.press("registration:2", OTHER)).buttons)
    assert stands(talk)[0] == ("confirmed", 2)


async def test_who_waits_with_fewer_people_may_have_a_place_at_once(talk):
    await send(talk, 4)
    asked = await send(talk, 3, OTHER)
    await pressed(talk, "Wait for 3", asked, OTHER)
    await talk.press("come_fewer:2:1", OTHER)
    assert stands(talk) == [("confirmed", 4), ("offered", 1)]


@pytest.mark.parametrize("data", ["come_fewer:1:0", "come_fewer:1:4", "come_fewer:1:x", "come_fewer:9:1", "fewer:9"])
async def test_forged_numbers_change_nothing(talk, data):
    await send(talk, 4)
    for person in (PERSON, OTHER):
        await talk.press(data, person)
    assert stands(talk) == [("confirmed", 4)]


async def test_somebody_else_does_not_shrink_it(talk):
    await send(talk, 4)
    await talk.press("come_fewer:1:1", OTHER)
    assert stands(talk) == [("confirmed", 4)]


async def test_a_waiting_party_that_is_larger_than_a_lowered_capacity_holds_nobody_up(talk):
    await send(talk, 4)
    asked = await send(talk, 3, OTHER)
    await pressed(talk, "Wait for 3", asked, OTHER)
    await send(talk, 1, THIRD)
    lowered = replace(EDITION, sessions=(replace(FAMILIES, capacity=2),))
    await talk.programmes.load([replace(FEST, editions=(lowered,))], whole=True)
    await talk.press("left:1", PERSON)
    assert stands(talk) == [("cancelled", 4), ("waitlisted", 3), ("offered", 1)]
    await talk.press("come_fewer:2:1", OTHER)
    assert stands(talk)[1] == ("offered", 1)


async def test_people_are_counted_and_not_applications(talk):
    await send(talk, 4)
    await pressed(talk, "Wait for 3", await send(talk, 3, OTHER), OTHER)
    await send(talk, 1, THIRD)
    key = rows(talk)[0].session
    counts = await talk.database.read(lambda tx: tx.registrations.counts(key))
    assert counts == {RegistrationState.CONFIRMED: 4, RegistrationState.WAITLISTED: 4}
    assert "Before you wait 3 people" in (await talk.press("registration:3", THIRD)).text
